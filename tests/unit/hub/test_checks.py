"""Rows that break a rule are set aside, and only those."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

Hub = Callable[..., Any]

ORDER = {"key": "o", "account": "who", "ordered_at": "at", "amount": "sum"}
LINE = {
    "order": "o",
    "account": "who",
    "ordered_at": "at",
    "quantity": "n",
    "unit_price": "price",
}


def set_aside(made: Any) -> list[tuple[str, str | None, int, str | None]]:
    found = made.rows(
        "select rule, field, line, value from rejected where effect = 'row' order by line"
    )
    return [(r["rule"], r["field"], r["line"], r["value"]) for r in found]


def orders(given: Any, *rows: tuple[str | None, ...], table: Mapping[str, object] = ORDER) -> Any:
    columns = dict(zip(("o", "who", "at", "sum"), zip(*rows, strict=True), strict=True))
    return given({n: list(v) for n, v in columns.items()}, {"orders": table})


def lines(given: Any, *rows: Sequence[str | None], allow: Sequence[str] = ()) -> Any:
    names = ("o", "who", "at", "n", "price")
    columns = {n: list(v) for n, v in zip(names, zip(*rows, strict=True), strict=True)}
    return given(columns, {"order_lines": {"fields": LINE, "allow": list(allow)}})


GOOD = ("1", "A", "2026-01-01", "10")


@pytest.mark.parametrize(
    ("row", "rule", "field"),
    [
        ((None, "A", "2026-01-01", "10"), "no_key", "key"),
        (("2", None, "2026-01-01", "10"), "no_account", "account"),
        (("2", "A", None, "10"), "no_ordered_at", "ordered_at"),
        (("2", "A", "soon", "10"), "unreadable_ordered_at", "ordered_at"),
        (("2", "A", "1969-12-31", "10"), "implausible_date", "ordered_at"),
        (("2", "A", "2100-01-01", "10"), "implausible_date", "ordered_at"),
        (("2", "A", "2026-01-01", "ten"), "unreadable_amount", "amount"),
        (("2", "A", "2026-01-01", "99999999999"), "implausible_amount", "amount"),
        (("2", "A", "2026-01-01", "-99999999999"), "implausible_amount", "amount"),
    ],
)
def test_an_order_that_breaks_a_rule(
    hub: Hub, given: Any, row: tuple[str | None, ...], rule: str, field: str
) -> None:
    made = hub({"shop": orders(given, GOOD, row)})
    value = row[("key", "account", "ordered_at", "amount").index(field)]
    assert set_aside(made) == [(rule, field, 3, value)]
    assert made.value("select count(*) from orders") == 1


@pytest.mark.parametrize("amount", ["0", "-5", "10000000000", None])
def test_an_order_with_an_odd_amount_is_an_order(hub: Hub, given: Any, amount: str | None) -> None:
    made = hub({"shop": orders(given, ("2", "A", "2026-01-01", amount), GOOD)})
    assert set_aside(made) == []
    assert made.value("select count(*) from orders") == 2


GOOD_LINE = ("1", "A", "2026-01-01", "2", "5")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (("1", None, "2026-01-01", "2", "5"), "no_account"),
        ((None, "A", "2026-01-01", "2", "5"), "no_order"),
        (("1", "A", None, "2", "5"), "no_ordered_at"),
        (("1", "A", "2026-01-01", None, "5"), "no_quantity"),
        (("1", "A", "2026-01-01", "0", "5"), "no_quantity"),
        (("1", "A", "2026-01-01", "few", "5"), "unreadable_quantity"),
        (("1", "A", "2026-01-01", "2", "cheap"), "unreadable_price"),
        (("1", "A", "2026-01-01", "2", "-5"), "negative_price"),
        (("1", "A", "2026-01-01", "2", "0"), "zero_price"),
        (("1", "A", "2026-01-01", "2", None), "no_amount"),
        (("1", "A", "2026-01-01", "1e6", "1e6"), "implausible_amount"),
    ],
)
def test_a_line_that_breaks_a_rule(
    hub: Hub, given: Any, row: tuple[str | None, ...], rule: str
) -> None:
    made = hub({"shop": lines(given, GOOD_LINE, row)})
    assert [(r, line) for r, _, line, _ in set_aside(made)] == [(rule, 3)]
    assert made.value("select count(*) from order_lines") == 1


def test_a_rule_can_be_switched_off(hub: Hub, given: Any) -> None:
    free = ("1", "A", "2026-01-01", "2", "0")
    assert len(set_aside(hub({"shop": lines(given, GOOD_LINE, free)}))) == 1
    allowed = hub({"shop": lines(given, GOOD_LINE, free, allow=["zero_price"])})
    assert set_aside(allowed) == []
    assert allowed.value("select count(*) from order_lines") == 2


def test_the_first_rule_that_is_broken_is_told(hub: Hub, given: Any) -> None:
    made = hub({"shop": lines(given, GOOD_LINE, ("1", None, None, "0", "-1"))})
    assert [r for r, *_ in set_aside(made)] == ["no_account"]


def test_of_rows_with_one_key_the_last_counts(hub: Hub, given: Any) -> None:
    made = hub(
        {"shop": orders(given, GOOD, ("1", "A", "2026-01-01", "20"), ("2", "A", "2026-01-01", "1"))}
    )
    assert set_aside(made) == [("duplicate_key", "key", 2, "1")]
    assert made.value("select sum(amount) from orders where order_key = 'shop:1'") == 20


def test_of_rows_with_one_key_the_one_changed_last_counts(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "crm": given(
                {
                    "id": ["1", "1", "1"],
                    "city": ["Ulm", "Bonn", "Kiel"],
                    "changed": ["2025-01-01", "2026-01-01", None],
                },
                {"accounts": {"key": "id", "city": "city", "updated_at": "changed"}},
            )
        }
    )
    assert made.rows("select city, line from account_records") == [{"city": "Bonn", "line": 3}]
    assert [line for _, _, line, _ in set_aside(made)] == [2, 4]


def test_a_broken_row_does_not_push_a_good_one_of_its_key_aside(hub: Hub, given: Any) -> None:
    made = hub({"shop": orders(given, GOOD, ("1", "A", "never", "20"))})
    assert set_aside(made) == [("unreadable_ordered_at", "ordered_at", 3, "never")]
    assert made.value("select sum(amount) from orders") == 10


@pytest.mark.parametrize(
    ("end", "aside"), [("2026-01-31", 0), ("2025-12-31", 1), (None, 0), ("2026-01-01", 0)]
)
def test_a_contract_that_ends_before_it_starts(
    hub: Hub, given: Any, end: str | None, aside: int
) -> None:
    made = hub(
        {
            "billing": given(
                {"who": ["A", "B"], "from": ["2026-01-01"] * 2, "to": ["2027-01-01", end]},
                {"subscriptions": {"account": "who", "started_on": "from", "ended_on": "to"}},
            )
        }
    )
    assert [r for r, *_ in set_aside(made)] == ["end_before_start"] * aside
    assert made.value("select count(*) from subscriptions") == 2 - aside


def test_every_rule_says_why_in_words(hub: Hub, given: Any) -> None:
    bad = [(None, "A", "2026-01-01", "1"), ("2", "A", "x", "1"), ("3", "A", "2026-01-01", "y")]
    made = hub({"shop": orders(given, GOOD, *bad)})
    reasons = [r["reason"] for r in made.rows("select reason from rejected")]
    assert len(reasons) == 3
    assert all(len(reason.split()) >= 3 for reason in reasons)


def test_overlapping_exports_of_one_system_tell_an_order_once(hub: Hub, given: Any) -> None:
    january = orders(given, ("1", "A", "2026-01-01", "10"), ("2", "A", "2026-01-20", "50"))
    february = orders(given, ("2", "A", "2026-01-20", "55"), ("3", "A", "2026-02-02", "7"))
    made = hub({"jan": replace(january, system="shop"), "may": replace(february, system="shop")})
    assert set_aside(made) == [("duplicate_key", "key", 3, "2")]
    assert made.value("select sum(amount) from orders") == 72


@pytest.mark.parametrize("other", [("2", "B", "2026-01-20", "50"), ("2", "A", "2026-01-21", "50")])
def test_two_numberings_of_one_system_stay_apart(hub: Hub, given: Any, other: Any) -> None:
    web, store = orders(given, ("2", "A", "2026-01-20", "50")), orders(given, other)
    made = hub({"web": replace(web, system="shop"), "store": replace(store, system="shop")})
    assert set_aside(made) == []
    assert made.value("select sum(amount) from orders") == 100


def test_equal_keys_of_two_systems_are_two_orders(hub: Hub, given: Any) -> None:
    same = orders(given, ("2", "A", "2026-01-20", "50"))
    assert hub({"web": same, "store": same}).value("select sum(amount) from orders") == 100


def test_of_events_with_one_key_the_one_that_happened_last_counts(hub: Hub, given: Any) -> None:
    newer_first = [("1", "A", "2026-02-01", "20"), ("1", "A", "2026-01-01", "10")]
    made = hub({"shop": orders(given, *newer_first)})
    assert set_aside(made) == [("duplicate_key", "key", 3, "1")]
    assert made.value("select sum(amount) from orders") == 20
