"""Orders from headers, lines or both; sales, returns and cancellations told apart."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition

Hub = Callable[..., Any]
Rows = Sequence[Sequence[object]]

HEADER = {"key": "o", "account": "who", "ordered_at": "at"}
LINE = {"order": "o", "quantity": "n", "unit_price": "price"}


def source(given: Any, table: str, mapping: Mapping[str, object], rows: Rows, names: str) -> Any:
    columns = zip(*rows, strict=True)
    return given(
        {n: list(v) for n, v in zip(names.split(), columns, strict=True)},
        {table: mapping},
        system="shop",
    )


def headers(given: Any, rows: Rows, **more: str) -> Any:
    names = " ".join(["o", "who", "at", *more.values()])
    return source(given, "orders", HEADER | more, rows, names)


def lines(given: Any, rows: Rows, **more: str) -> Any:
    names = " ".join(["o", "n", "price", *more.values()])
    return source(given, "order_lines", LINE | more, rows, names)


def told(made: Any, columns: str = "order_key, kind, list_amount, amount") -> list[tuple[Any, ...]]:
    found = made.rows(f"select {columns} from orders order by order_key, kind desc")
    return [tuple(r.values()) for r in found]


DAY = "2026-01-05"


def test_headers_alone_carry_their_amount(hub: Hub, given: Any) -> None:
    rows = [("1", "A", DAY, "10.50"), ("2", "A", DAY, "-3"), ("3", "B", DAY, None)]
    made = hub({"shop": headers(given, rows, amount="sum")})
    assert told(made, "order_key, account_key, kind, amount, lines") == [
        ("shop:1", "shop:A", "sale", Decimal("10.5"), 0),
        ("shop:2", "shop:A", "return", Decimal("-3"), 0),
        ("shop:3", "shop:B", "sale", None, 0),
    ]


@pytest.mark.parametrize("word", [None, "n/a", "N/A", "-", "null"])
def test_an_amount_that_is_not_known_is_no_zero_and_is_told(
    hub: Hub, given: Any, word: str | None
) -> None:
    rows = [("1", "A", DAY, "10.50"), ("2", "A", DAY, word)]
    made = hub({"shop": headers(given, rows, amount="sum")})
    assert told(made, "order_key, list_amount, amount") == [
        ("shop:1", Decimal("10.5"), Decimal("10.5")), ("shop:2", None, None),
    ]  # fmt: skip
    assert made.context.notes == [
        "shop: 1 of 2 orders have no known amount; they count as orders, and sums of money leave "
        "them out."
    ]


def test_a_placeholder_that_is_no_empty_mark_is_set_aside(hub: Hub, given: Any) -> None:
    rows = [("1", "A", DAY, "10.50"), ("2", "A", DAY, "tbd")]
    made = hub({"shop": headers(given, rows, amount="sum")})
    assert told(made, "order_key") == [("shop:1",)]
    assert made.rows("select rule, value from rejected") == [
        {"rule": "unreadable_amount", "value": "tbd"}
    ]


def test_orders_without_any_amount_are_counted_only(hub: Hub, given: Any) -> None:
    made = hub({"shop": headers(given, [("1", "A", DAY), ("2", "B", DAY)])})
    assert told(made) == [("shop:1", "sale", None, None), ("shop:2", "sale", None, None)]


def test_lines_alone_make_orders(hub: Hub, given: Any) -> None:
    rows = [
        ("1", "2", "5", "A", DAY),
        ("1", "1", "2.5", "A", "2026-01-04"),
        ("1", "-1", "5", "A", DAY),
        ("2", "-2", "5", "B", DAY),
    ]
    made = hub({"shop": lines(given, rows, account="who", ordered_at="at")})
    assert told(made, "order_key, kind, amount, units, lines, cast(ordered_on as varchar)") == [
        ("shop:1", "sale", Decimal("12.5"), 3.0, 2, "2026-01-04"),
        ("shop:1", "return", Decimal("-5"), -1.0, 1, DAY),
        ("shop:2", "return", Decimal("-10"), -2.0, 1, DAY),
    ]


def test_headers_take_their_amount_from_their_lines(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "orders": headers(given, [("1", "A", DAY, "999"), ("2", "B", DAY, "7")], amount="sum"),
            "lines": lines(given, [("1", "2", "5"), ("1", "1", "1"), ("1", "-1", "5")]),
        }
    )
    assert told(made, "order_key, account_key, kind, amount, lines") == [
        ("shop:1", "shop:A", "sale", Decimal("11"), 2),
        ("shop:1", "shop:A", "return", Decimal("-5"), 1),
        ("shop:2", "shop:B", "sale", Decimal("7"), 0),
    ]
    line = made.rows("select distinct account_key, ordered_at from order_lines")
    assert [str(r["ordered_at"])[:10] for r in line] == [DAY]
    assert line[0]["account_key"] == "shop:A"


def test_lines_that_nobody_gives_a_company_are_set_aside(hub: Hub, given: Any) -> None:
    orphans = lines(given, [("1", "2", "5"), ("2", "1", "5")])
    made = hub(
        {
            "orders": headers(given, [("1", "A", DAY, "9")], amount="sum"),
            "others": given(orphans.columns, orphans.tables, system="elsewhere"),
        }
    )
    assert told(made) == [("shop:1", "sale", Decimal("9"), Decimal("9"))]
    assert made.value("select count(*) from order_lines") == 0
    rejected = made.rows("select source, rule, line from rejected order by line")
    assert [tuple(r.values()) for r in rejected] == [
        ("others", "unknown_order", 2),
        ("others", "unknown_order", 3),
    ]


def test_orders_told_twice_are_counted_once(hub: Hub, given: Any) -> None:
    own = [("1", "2", "5", "A", "2026-02-02"), ("3", "1", "4", "C", "2026-02-03")]
    made = hub(
        {
            "orders": headers(given, [("1", "A", DAY, "9"), ("2", "B", DAY, "7")], amount="sum"),
            "lines": lines(given, own, account="who", ordered_at="at"),
        }
    )
    assert told(made, "order_key, account_key, amount, cast(ordered_on as varchar)") == [
        ("shop:1", "shop:A", Decimal("10"), DAY),
        ("shop:2", "shop:B", Decimal("7"), DAY),
        ("shop:3", "shop:C", Decimal("4"), "2026-02-03"),
    ]


def test_lines_may_tell_the_company_of_their_order(hub: Hub, given: Any) -> None:
    header = given(
        {"o": ["1", "2"], "at": [DAY, DAY], "sum": ["9", "8"]},
        {"orders": {"key": "o", "ordered_at": "at", "amount": "sum"}},
        system="shop",
    )
    made = hub({"orders": header, "lines": lines(given, [("1", "1", "5", "A")], account="who")})
    assert told(made, "order_key, account_key, amount") == [("shop:1", "shop:A", Decimal("5"))]
    assert made.rows("select source, rule, line from rejected") == [
        {"source": "orders", "rule": "no_account", "line": 3}
    ]


def test_orders_without_any_company_are_a_mistake_of_the_mapping(hub: Hub, given: Any) -> None:
    header = given({"o": ["1"], "at": [DAY]}, {"orders": {"key": "o", "ordered_at": "at"}})
    with pytest.raises(InvalidDefinition, match="'account'"):
        hub({"orders": header})


def test_discounts_lower_the_amount_but_not_the_list_amount(hub: Hub, given: Any) -> None:
    rows = [("1", "3", "10", "0.15", "A", DAY), ("1", "1", "10", None, "A", DAY)]
    made = hub({"shop": lines(given, rows, discount_share="off", account="who", ordered_at="at")})
    assert told(made) == [("shop:1", "sale", Decimal("40"), Decimal("35.5"))]


def test_discounts_in_percent_are_read_where_the_mapping_says_so(hub: Hub, given: Any) -> None:
    rows = [("1", "3", "10", "15", "A", DAY), ("1", "1", "10", "0.5", "A", DAY)]
    mapping = {"column": "off", "percent": True}
    given_lines = lines(given, rows, discount_share="off", account="who", ordered_at="at")
    fields = dict(given_lines.tables["order_lines"]) | {"discount_share": mapping}
    made = hub({"shop": given(given_lines.columns, {"order_lines": fields})})
    assert told(made) == [("shop:1", "sale", Decimal("40"), Decimal("35.45"))]


def test_the_amount_of_a_line_wins_over_its_price(hub: Hub, given: Any) -> None:
    rows = [("1", "3", "10", "25", "A", DAY), ("1", "3", None, "7", "A", DAY)]
    made = hub({"shop": lines(given, rows, amount="sum", account="who", ordered_at="at")})
    assert told(made) == [("shop:1", "sale", Decimal("37"), Decimal("32"))]


def test_pennies_are_not_lost_in_long_sums(hub: Hub, given: Any) -> None:
    rows = [("1", "1", "0.1", "A", DAY)] * 1000
    made = hub({"shop": lines(given, rows, account="who", ordered_at="at")})
    assert told(made, "amount, lines") == [(Decimal("100"), 1000)]


@pytest.mark.parametrize("word", ["Cancelled", "canceled", "VOID", "failed"])
def test_what_was_cancelled_never_was_a_sale(hub: Hub, given: Any, word: str) -> None:
    rows = [("1", "A", DAY, "10", word), ("2", "A", DAY, "5", "completed")]
    made = hub({"shop": headers(given, rows, amount="sum", status="state")})
    assert told(made, "order_key, kind, amount") == [
        ("shop:1", "cancelled", Decimal("10")),
        ("shop:2", "sale", Decimal("5")),
    ]


@pytest.mark.parametrize("word", ["Returned", "refunded"])
def test_what_was_returned_was_sold_and_came_back(hub: Hub, given: Any, word: str) -> None:
    rows = [("1", "A", DAY, "10", "12", word)]
    made = hub({"shop": headers(given, rows, amount="sum", list_amount="full", status="state")})
    assert told(made) == [
        ("shop:1", "sale", Decimal("12"), Decimal("10")),
        ("shop:1", "return", Decimal("-12"), Decimal("-10")),
    ]


def test_a_cancellation_below_zero_takes_back_what_was_counted(hub: Hub, given: Any) -> None:
    rows = [("1", "A", DAY, "10", "completed"), ("C1", "A", DAY, "-10", "cancelled")]
    made = hub({"shop": headers(given, rows, amount="sum", status="state")})
    assert told(made, "order_key, kind, amount") == [
        ("shop:1", "sale", Decimal("10")),
        ("shop:C1", "return", Decimal("-10")),
    ]


def test_a_returned_order_with_lines_comes_back_whole(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "orders": headers(given, [("1", "A", DAY, "refunded")], status="state"),
            "lines": lines(given, [("1", "2", "5"), ("1", "1", "4")]),
        }
    )
    assert told(made, "kind, amount, units") == [
        ("sale", Decimal("14"), 3.0),
        ("return", Decimal("-14"), -3.0),
    ]


def test_lines_of_an_order_nobody_tells_of_are_set_aside(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "orders": headers(given, [("1", "A", DAY)]),
            "lines": lines(given, [("1", "2", "5"), ("9", "1", "4")]),
        }
    )
    assert made.rows("select rule, value, line, effect from rejected") == [
        {"rule": "unknown_order", "value": "9", "line": 3, "effect": "row"}
    ]
    assert told(made, "order_key, amount") == [("shop:1", Decimal("10"))]


def test_lines_of_an_order_set_aside_are_set_aside_too(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "orders": headers(given, [("1", "A", DAY), ("2", "A", "never")]),
            "lines": lines(given, [("1", "2", "5"), ("2", "1", "4")]),
        }
    )
    rules = made.rows("select source, rule from rejected order by source")
    assert [tuple(r.values()) for r in rules] == [
        ("lines", "unknown_order"),
        ("orders", "unreadable_ordered_at"),
    ]


def test_one_key_of_two_companies_is_two_orders(hub: Hub, given: Any) -> None:
    rows = [("1", "2", "5", "A", DAY), ("1", "1", "5", "B", DAY)]
    made = hub({"shop": lines(given, rows, account="who", ordered_at="at")})
    assert sorted(told(made, "account_key, amount")) == [
        ("shop:A", Decimal("10")),
        ("shop:B", Decimal("5")),
    ]


def test_cost_and_terms_come_along(hub: Hub, given: Any) -> None:
    rows = [("1", "A", DAY, "10", "6", "30", "Web")]
    made = hub(
        {
            "shop": headers(
                given, rows, amount="sum", cost_amount="cogs", payment_terms_days="terms",
                channel="via",
            )
        }
    )  # fmt: skip
    assert told(made, "cost_amount, payment_terms_days, channel") == [(Decimal("6"), 30, "web")]
