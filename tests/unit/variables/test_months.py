"""What each account did in each month."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from segmentry.model.tables import Table

Variables = Callable[..., Any]
ONE = {Table.PROFILES: [{"account_id": "a"}]}


def months(made: Any, *columns: str) -> dict[str, tuple[Any, ...]]:
    rows = made.rows(f"select month, {', '.join(columns)} from account_months order by month")
    return {str(r.pop("month"))[:7]: tuple(r.values()) for r in rows}


def order(day: str, amount: int, kind: str = "sale", **more: object) -> Any:
    return {
        "account_id": "a",
        "ordered_on": day,
        "ordered_at": day,
        "kind": kind,
        "amount": amount,
        "list_amount": amount * 2,
        **more,
    }


def subscription(start: str, end: str | None, amount: int, trial: bool = False) -> Any:
    return {
        "account_id": "a",
        "started_on": start,
        "ended_on": end,
        "monthly_amount": amount,
        "is_trial": trial,
    }


def test_sales_and_returns_by_month(variables: Variables) -> None:
    orders = [
        order("2026-01-31", 10, cost_amount=6),
        order("2026-01-01", 5),
        order("2026-02-01", -3, "return"),
        order("2026-03-01", 7, "cancelled"),
        order("2026-09-01", 100),
    ]
    made = variables({**ONE, Table.ACCOUNT_ORDERS: orders})
    columns = ("orders", "list_amount", "amount", "returned_amount", "cost_amount")
    assert months(made, *columns) == {
        "2026-01": (2, Decimal(30), Decimal(15), Decimal(0), Decimal(6)),
        "2026-02": (0, Decimal(0), Decimal(0), Decimal(3), None),
    }


def test_recurring_revenue_is_that_of_the_first_day_of_the_month(variables: Variables) -> None:
    subscriptions = [
        subscription("2026-01-01", "2026-03-01", 100),
        subscription("2026-01-15", None, 10),
        subscription("2025-12-01", None, 1000, trial=True),
    ]
    made = variables({**ONE, Table.ACCOUNT_SUBSCRIPTIONS: subscriptions})
    assert months(made, "monthly_amount") == {
        "2026-01": (Decimal(100),),
        "2026-02": (Decimal(110),),
        "2026-03": (Decimal(10),),
        "2026-04": (Decimal(10),),
        "2026-05": (Decimal(10),),
        "2026-06": (Decimal(10),),
        "2026-07": (Decimal(10),),
    }


def test_all_kinds_of_events_share_one_row(variables: Variables) -> None:
    made = variables(
        {
            **ONE,
            Table.ACCOUNT_ORDERS: [order("2026-05-05", 10)],
            Table.ACCOUNT_ENGAGEMENTS: [
                {
                    "account_id": "a",
                    "kind": "web",
                    "occurred_at": d,
                    "occurred_on": d,
                    "count": n,
                }
                for d, n in (("2026-05-01", 3), ("2026-05-31", 4), ("2026-04-30", 1))
            ],
            Table.ACCOUNT_TOUCHES: [
                {
                    "account_id": "a",
                    "campaign": "c",
                    "occurred_at": "2026-05-02",
                    "occurred_on": "2026-05-02",
                    "responded": answered,
                }
                for answered in (True, False, None)
            ],
        }
    )
    assert months(made, "orders", "engagements", "touches", "responses") == {
        "2026-04": (0, 1, 0, 0),
        "2026-05": (1, 7, 3, 1),
    }


def test_where_nothing_happened_there_is_no_month(variables: Variables) -> None:
    made = variables(ONE)
    assert months(made, "orders") == {}
    assert made.context.as_of == date(2026, 7, 1)
