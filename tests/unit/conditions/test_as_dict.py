"""The builder's data: readable, strict, and no way around the check."""

from typing import Any

import pytest

from segmentry.conditions import Condition, Vocabulary, parse_condition
from segmentry.errors import InvalidCondition, UnknownName, UserError

VIP = {"name": "vip"}


def test_groups_are_all_any_and_none(vocabulary: Vocabulary) -> None:
    found = parse_condition("vip and (cltv > 1 or aov > 2) and not (vip or vip)", vocabulary)
    assert found.to_dict() == {
        "all": [
            VIP,
            {
                "any": [
                    {"compare": ">", "left": {"name": "cltv"}, "right": {"value": 1}},
                    {"compare": ">", "left": {"name": "aov"}, "right": {"value": 2}},
                ]
            },
            {"none": [VIP, VIP]},
        ]
    }


def test_a_figure_over_events(vocabulary: Vocabulary) -> None:
    data = {
        "compare": ">=",
        "left": {
            "figure": "sum",
            "event": "orders",
            "value": {"name": "amount"},
            "filters": [{"call": "last_days", "arguments": [{"value": 90}]}],
        },
        "right": {"value": 0.5},
    }
    found = Condition.from_dict(data, vocabulary)
    assert found.to_text() == "sum(orders, amount, last_days(90)) >= 0.5"
    assert found.to_dict() == data


BROKEN: tuple[Any, ...] = (
    None, 1, "vip", [], {}, {"what": 1}, {"name": ""}, {"name": 1}, {"name": "vip", "x": 1},
    {"all": []}, {"all": "vip"}, {"any": [1]}, {"none": []}, {"not": None}, {"value": None},
    {"value": []}, {"value": float("nan")}, {"value": float("inf")}, {"number": "x"},
    {"number": "1e999999999"}, {"date": "tomorrow"},
    {"compare": "; drop", "left": VIP, "right": VIP},
    {"compare": "=", "left": VIP}, {"call": "read_csv", "arguments": []}, {"call": "abs"},
    {"call": "abs", "arguments": {}}, {"figure": "count"}, {"figure": "hack", "event": "orders"},
    {"figure": "count", "event": "orders) or (1"}, {"like": {"name": "size_class"}},
    {"like": {"name": "size_class"}, "pattern": "a\\b"}, {"case": []}, {"case": [{"when": VIP}]},
    {"calculate": "^", "left": {"value": 1}, "right": {"value": 2}}, {"in": VIP, "options": []},
    {"name": 'vip" or "vip'}, {"name": "vip or vip"}, {"name": "select 1"},
)  # fmt: skip


@pytest.mark.parametrize("data", BROKEN, ids=str)
def test_broken_data_is_refused(data: Any, vocabulary: Vocabulary) -> None:
    with pytest.raises((InvalidCondition, UnknownName)):
        Condition.from_dict(data, vocabulary, where="the builder")


def test_deep_data_is_refused(vocabulary: Vocabulary) -> None:
    data: dict[str, Any] = VIP
    for _ in range(5_000):
        data = {"not": data}
    with pytest.raises(UserError, match="nested"):
        Condition.from_dict(data, vocabulary)
