"""Foreign money is converted at the rate of its day, or set aside; never guessed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Hub = Callable[..., Any]
ORDERS = {"key": "o", "account": "who", "ordered_at": "at", "amount": "sum", "currency": "ccy"}
RATES = {"currency": "ccy", "valid_from": "day", "rate": "rate"}


def orders(given: Any, *rows: tuple[str, str, str | None]) -> Any:
    day, amount, currency = zip(*rows, strict=True)
    keys = [str(n) for n in range(len(rows))]
    columns = {"o": keys, "who": ["A"] * len(rows), "at": day, "sum": amount, "ccy": currency}
    return given({n: list(v) for n, v in columns.items()}, {"orders": ORDERS})


def rates(given: Any, *rows: tuple[str, str, str]) -> Any:
    ccy, day, rate = (list(v) for v in zip(*rows, strict=True))
    return given({"ccy": ccy, "day": day, "rate": rate}, {"exchange_rates": RATES})


def amounts(made: Any) -> list[object]:
    return [r["amount"] for r in made.rows("select amount from orders order by order_key")]


def rules(made: Any) -> list[tuple[object, ...]]:
    found = made.rows("select rule, field, value from rejected order by line")
    return [tuple(r.values()) for r in found]


def test_a_rate_holds_until_the_next_one(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "shop": orders(
                given,
                ("2026-01-01", "10", "USD"),
                ("2026-01-31", "10", "USD"),
                ("2026-02-01", "10", "USD"),
                ("2026-05-05", "10", "USD"),
            ),
            "fx": rates(given, ("USD", "2026-02-01", "0.8"), ("USD", "2026-01-01", "0.9")),
        }
    )
    assert amounts(made) == [Decimal("9"), Decimal("9"), Decimal("8"), Decimal("8")]


def test_our_own_money_and_money_without_currency_need_no_rate(hub: Hub, given: Any) -> None:
    made = hub({"shop": orders(given, ("2026-01-01", "10", "EUR"), ("2026-01-01", "5", None))})
    assert amounts(made) == [Decimal("10"), Decimal("5")]
    assert rules(made) == []


def test_without_a_rate_the_row_is_set_aside(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "shop": orders(
                given,
                ("2025-12-31", "10", "USD"),
                ("2026-01-01", "10", "CHF"),
                ("2026-01-01", "10", "USD"),
            ),
            "fx": rates(given, ("USD", "2026-01-01", "0.5")),
        }
    )
    assert amounts(made) == [Decimal("5")]
    assert rules(made) == [
        ("no_exchange_rate", "currency", "USD"),
        ("no_exchange_rate", "currency", "CHF"),
    ]


def test_a_currency_nobody_knows_is_set_aside(hub: Hub, given: Any) -> None:
    made = hub({"shop": orders(given, ("2026-01-01", "10", "ZORKMID"), ("2026-01-01", "1", "EUR"))})
    assert amounts(made) == [Decimal("1")]
    assert rules(made) == [("no_exchange_rate", "currency", "ZORKMID")]


def test_conversion_rounds_to_four_places(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "shop": orders(given, ("2026-01-01", "1", "JPY")),
            "fx": rates(given, ("JPY", "2026-01-01", "0.00618")),
        }
    )
    assert amounts(made) == [Decimal("0.0062")]


def test_the_workspace_decides_what_is_our_money(hub: Hub, given: Any) -> None:
    made = hub({"shop": orders(given, ("2026-01-01", "10", "USD"))}, currency="USD")
    assert amounts(made) == [Decimal("10")]


def test_a_rate_of_nothing_is_no_rate(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "shop": orders(given, ("2026-01-01", "10", "USD")),
            "fx": rates(given, ("USD", "2025-01-01", "0"), ("USD", "2025-06-01", "-1")),
        }
    )
    assert amounts(made) == []
    assert [r for r, *_ in rules(made)] == ["no_exchange_rate"]


def test_lines_without_a_currency_are_in_that_of_their_order(hub: Hub, given: Any) -> None:
    lines = {"o": ["0", "0", "1"], "n": ["2", "1", "3"], "price": ["10", "5", "100"]}
    mapped = {"order_lines": {"order": "o", "quantity": "n", "unit_price": "price"}}
    made = hub(
        {
            "shop": orders(given, ("2026-01-05", "25", "USD"), ("2026-01-05", "300", "EUR")),
            "shop_lines": given(lines, mapped, system="shop"),
            "rates": rates(given, ("USD", "2026-01-01", "0.8")),
        }
    )
    found = made.rows("select amount from order_lines order by line")
    assert [r["amount"] for r in found] == [Decimal(16), Decimal(4), Decimal(300)]
    assert amounts(made) == [Decimal(20), Decimal(300)]
