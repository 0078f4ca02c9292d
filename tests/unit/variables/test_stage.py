"""The stage as a whole: coverage, outcome, active window."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import UnknownName
from segmentry.model.tables import Table

Variables = Callable[..., Any]


def order(account: str, day: str, amount: int = 1) -> Any:
    return {"account_id": account, "ordered_on": day, "ordered_at": day, "amount": amount}


def buyers(days: dict[str, list[str]]) -> dict[Table, list[Any]]:
    return {
        Table.PROFILES: [{"account_id": a} for a in days],
        Table.ACCOUNT_ORDERS: [order(a, d) for a, listed in days.items() for d in listed],
    }


def test_the_active_window_is_three_usual_cycles(variables: Variables) -> None:
    made = variables(
        buyers(
            {
                "a": ["2026-04-01", "2026-04-21", "2026-05-11"],  # every 20 days, 51 days ago
                "b": ["2026-01-01", "2026-01-21"],  # every 20 days, long ago
                "c": ["2026-06-30"],
            }
        )
    )
    rows = made.rows("select account_id, lifecycle_stage from variable_values order by 1")
    assert [r["lifecycle_stage"] for r in rows] == ["customer", "lapsed", "customer"]
    assert made.context.notes == [
        "An account is active within 60 days of an order: three times the usual 20 days between "
        "orders (2 accounts)."
    ]


@pytest.mark.parametrize(("window", "stage"), [(40, "lapsed"), (60, "customer")])
def test_the_active_window_may_be_fixed(variables: Variables, window: int, stage: str) -> None:
    tables = buyers({"a": ["2026-04-11", "2026-05-12"]})
    made = variables(tables, active_window_days=window)
    assert made.value("select lifecycle_stage from variable_values") == stage
    assert made.context.notes == []


def test_without_repeat_orders_a_year_is_usual(variables: Variables) -> None:
    made = variables(buyers({"a": ["2025-07-02"], "b": ["2025-06-30"]}))
    rows = made.rows("select lifecycle_stage from variable_values order by account_id")
    assert [r["lifecycle_stage"] for r in rows] == ["customer", "lapsed"]


def facts(made: Any, name: str) -> dict[str, Any]:
    (row,) = made.rows(f"select * from variable_facts where variable = '{name}'")
    return dict(row)


def test_coverage_counts_who_has_a_value(variables: Variables) -> None:
    profiles = [{"account_id": str(n), "country": "DE" if n % 4 else None} for n in range(8)]
    found = facts(variables({Table.PROFILES: profiles}), "country")
    assert (found["known"], found["accounts"], found["coverage"]) == (6, 8, 0.75)
    assert (found["distinct_values"], found["variation"]) == (1, 0.0)


def test_the_outcome_is_what_customers_bring(variables: Variables) -> None:
    tables = buyers({f"a{n}": ["2026-01-01"] * (n % 5 + 1) for n in range(60)})
    made = variables(tables)
    assert facts(made, "orders")["outcome"] == "net_revenue"
    assert facts(made, "orders")["measured_relevance"] == pytest.approx(1.0)
    assert facts(made, "net_revenue")["reason"] == "it is the outcome"


def test_the_outcome_may_be_chosen(variables: Variables) -> None:
    tables = buyers({f"a{n}": ["2026-01-01"] * (n % 5 + 1) for n in range(60)})
    assert facts(variables(tables, outcome="orders"), "revenue")["outcome"] == "orders"
    with pytest.raises(UnknownName, match="Did you mean 'orders'") as error:
        variables(tables, outcome="ordrs")
    assert error.value.where == "segmentry.yaml, outcome"
    with pytest.raises(UnknownName, match="no numeric variable called 'lifecycle_stage'"):
        variables(tables, outcome="lifecycle_stage")


def test_few_accounts_give_no_relevance_but_a_reason(variables: Variables) -> None:
    found = facts(variables(buyers({"a": ["2026-01-01"]})), "orders")
    assert found["measured_relevance"] is None
    assert found["reason"] == "1 accounts have both values, 50 are needed"


def test_nobody_gives_empty_tables(variables: Variables) -> None:
    made = variables({})
    assert made.value("select count(*) from variable_values") == 0
    assert made.value("select count(*) from account_months") == 0
