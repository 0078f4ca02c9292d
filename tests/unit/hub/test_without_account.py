"""Events that belong to no company are kept and told."""

from collections.abc import Callable
from typing import Any

Hub = Callable[..., Any]
DEALS = {"key": "id", "account": "who", "stage": "stage", "opened_on": "day"}


def deals(given: Any, *accounts: str | None) -> Any:
    n = len(accounts)
    columns = {
        "id": [str(i) for i in range(n)],
        "who": list(accounts),
        "stage": ["Won"] * n,
        "day": ["2026-01-01"] * n,
    }
    return given(columns, {"opportunities": DEALS})


def test_they_are_kept_and_counted_in_a_note(hub: Hub, given: Any) -> None:
    made = hub({"crm": deals(given, "A", None, None), "erp": deals(given, "B")})
    assert made.context.notes == [
        "crm: 2 of 3 opportunities belong to no account; they are kept, and count for nobody."
    ]
    assert made.value("select count(*) from opportunities where account_key is null") == 2
    assert made.value("select count(*) from rejected") == 0


def test_where_all_belong_somewhere_nothing_is_said(hub: Hub, given: Any) -> None:
    assert hub({"crm": deals(given, "A", "B")}).context.notes == []
