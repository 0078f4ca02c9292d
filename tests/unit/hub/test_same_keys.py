"""Equal keys of two systems are two companies; whoever forgot `system:` is told so."""

from collections.abc import Callable
from typing import Any

import pytest

Hub = Callable[..., Any]
ORDERS = {"key": "id", "account": "who", "ordered_at": "day", "amount": "paid"}


def companies(given: Any) -> Any:
    return given({"id": ["A", "B", "C"], "name": ["Alpha", "Beta", "Gamma"]},
                 {"accounts": {"key": "id", "name": "name"}})  # fmt: skip


def orders(given: Any, *who: str, system: str = "") -> Any:
    n = len(who)
    columns = {"id": [str(i) for i in range(n)], "who": list(who), "day": ["2026-01-01"] * n,
               "paid": ["9"] * n}  # fmt: skip
    return given(columns, {"orders": ORDERS}, system)


def test_orders_that_forgot_their_system_are_told(hub: Hub, given: Any) -> None:
    made = hub({"crm": companies(given), "shop": orders(given, "A", "B", "A", "X")})
    assert made.context.notes == [
        "shop: 2 of its 3 company keys are keys of 'crm' too, but count as other companies. "
        "If they mean the same companies, write `system: crm`."
    ]


@pytest.mark.parametrize(
    ("who", "system"), [(("A", "B"), "crm"), (("A", "X", "Y"), ""), (("A", "B"), "shop")]
)
def test_who_says_his_system_or_has_other_keys_is_left_alone(
    hub: Hub, given: Any, who: tuple[str, ...], system: str
) -> None:
    made = hub({"crm": companies(given), "shop": orders(given, *who, system=system)})
    assert made.context.notes == []
