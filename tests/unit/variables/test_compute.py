"""Variables build on each other in layers, and mistakes are told."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition, UnknownName, UserError
from segmentry.model.tables import Table

Variables = Callable[..., Any]
ORDERS = Table.ACCOUNT_ORDERS


def order(account: str, day: str, amount: float, kind: str = "sale", **more: object) -> Any:
    key = f"{account}-{day}-{kind}"
    return {
        "account_id": account,
        "order_key": key,
        "ordered_at": day,
        "ordered_on": day,
        "amount": amount,
        "list_amount": amount,
        "kind": kind,
        **more,
    }


TWO = {
    Table.PROFILES: [{"account_id": "a", "employees": 50}, {"account_id": "b"}],
    ORDERS: [
        order("a", "2026-06-01", 100, units=2.0),
        order("a", "2025-06-01", 50),
        order("a", "2026-06-10", -30, "return"),
        order("a", "2026-06-11", 999, "cancelled"),
    ],
}


def value(made: Any, name: str, account: str = "a") -> Any:
    return made.value(f"select {name} from variable_values where account_id = '{account}'")


@pytest.mark.parametrize(
    ("name", "a", "b"),
    [
        ("orders", 2, 0),
        ("revenue", Decimal("150"), 0),
        ("net_revenue", Decimal("120"), 0),
        ("returned_amount", Decimal("30"), 0),
        ("aov", 75.0, None),
        ("purchase_frequency", 1, 0),
        ("revenue_last_year", Decimal("70"), 0),
        ("revenue_year_before", Decimal("50"), 0),
        ("revenue_growth", 0.4, None),
        ("recency_days", 30, None),
        ("tenure_days", 395, None),
        ("last_order_on", date(2026, 6, 1), None),
        ("days_between_orders", 365.0, None),
        ("size_class", "small", None),
        ("cltv", Decimal("120"), 0),
    ],
)
def test_shipped_variables_by_hand(variables: Variables, name: str, a: Any, b: Any) -> None:
    made = variables(TWO)
    found = value(made, name)
    assert (float(found) if isinstance(a, float) else found) == a
    missing = value(made, name, "b")
    assert missing is None if b is None else missing == b


def test_own_variables_build_on_shipped_and_own_ones(variables: Variables) -> None:
    own = {"third": "second + 1", "first": "orders * 10", "second": "first + revenue"}
    made = variables(TWO, own=own)
    assert [float(value(made, n)) for n in ("first", "second", "third")] == [20.0, 170.0, 171.0]


def test_own_variables_may_ask_about_events(variables: Variables) -> None:
    made = variables(TWO, own={"big_orders": "count(orders, amount > 60, kind = 'sale')"})
    assert (value(made, "big_orders"), value(made, "big_orders", "b")) == (1, 0)


def test_a_definition_by_itself_is_refused(variables: Variables) -> None:
    with pytest.raises(UserError, match="loop"):
        variables(TWO, own={"loop": "loop + 1"})


def test_a_circle_of_definitions_is_refused(variables: Variables) -> None:
    with pytest.raises(InvalidDefinition, match=r"defined by themselves.*: one, two"):
        variables(TWO, own={"one": "two + 1", "two": "one + 1"})


def test_an_unknown_word_is_told_with_the_nearest(variables: Variables) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'revenue'") as error:
        variables(TWO, own={"x": "revenu / 2"})
    assert "x" in error.value.where


def test_a_word_of_the_wrong_type_is_refused(variables: Variables) -> None:
    with pytest.raises(UserError):
        variables(TWO, own={"x": "size_class + 1"})


def test_division_by_nothing_is_unknown(variables: Variables) -> None:
    made = variables(TWO, own={"x": "employees / orders"})
    assert float(value(made, "x")) == 25.0
    assert value(made, "x", "b") is None


def test_variables_without_data_are_told_not_stored(variables: Variables) -> None:
    made = variables(TWO)
    stored = {r["column_name"] for r in made.rows("describe variable_values")}
    assert "web_visits" not in stored
    facts = made.rows("select known, coverage, reason from variable_facts where variable = 'plan'")
    assert facts == [{"known": 0, "coverage": 0.0, "reason": "no source gives it"}]


def test_own_variables_stay_even_without_values(variables: Variables) -> None:
    made = variables(TWO, own={"nothing": "last(subscriptions, plan)"})
    assert value(made, "nothing") is None


def test_what_lies_after_the_date_of_the_data_is_not_looked_at(variables: Variables) -> None:
    later = {**TWO, ORDERS: [*TWO[ORDERS], order("a", "2027-01-01", 10_000)]}
    assert value(variables(later), "revenue") == Decimal("150")


def test_every_account_has_one_row(variables: Variables) -> None:
    made = variables(TWO)
    assert made.rows("select account_id, label from variable_values") == [
        {"account_id": "a", "label": "a"},
        {"account_id": "b", "label": "b"},
    ]


def test_margin_needs_costs(variables: Variables) -> None:
    without = {r["column_name"] for r in variables(TWO).rows("describe variable_values")}
    assert "cltv_margin" not in without
    known = [order("a", "2026-01-01", 100, cost_amount=60), order("a", "2026-02-01", 100)]
    made = variables({**TWO, ORDERS: known})
    assert value(made, "cltv_margin") == Decimal("40")


def test_an_event_table_is_read_once_however_deep_the_variables(variables: Variables) -> None:
    # aov stands on revenue and asks the orders a question of its own; cancelled ones count too
    made = variables(TWO, own={"deep": "aov + count(orders, amount > 60)"})
    assert value(made, "deep") == 77
    readers = [s for s in made.context.steps if s.name.startswith("figures_")]
    assert [s.name for s in readers] == ["figures_orders"]


def test_a_variable_says_how_it_is_computed_and_from_what(variables: Variables) -> None:
    made = variables(TWO, own={"half": "net_revenue / employees"})
    (told,) = made.rows(
        "select expression, in_words, reads from variable_facts where variable = 'half'"
    )
    assert told == {
        "expression": "net_revenue / employees",
        "in_words": "net revenue / employees",
        "reads": "account_orders, profiles",
    }
