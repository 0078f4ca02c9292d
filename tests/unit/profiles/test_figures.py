"""Duplicates of each system, merges that wait, places that are unsure."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.model.tables import Table
from segmentry.profiles.figures import duplicates, unsure, waiting

IDENTITY = [
    ("crm:1", "A", 0.99, "same name"), ("crm:2", "A", 0.7, "some of the name"),
    ("erp:1", "A", 0.99, "same name"), ("crm:3", "B", None, "the source's own key"),
    ("crm:4", "B", None, "known from an earlier run"), ("erp:2", "C", None, "own"),
]  # fmt: skip
PAIRS = [
    ("crm:1", "crm:3", 0.8, "waiting"), ("crm:2", "crm:3", 0.9, "waiting"),
    ("crm:1", "erp:2", 0.4, "apart"),
]  # fmt: skip


@pytest.fixture
def made(bench: Callable[..., Any]) -> Any:
    made = bench()
    rows = [
        {"account_key": k, "account_id": a, "confidence": c, "evidence": e}
        for k, a, c, e in IDENTITY
    ]
    made.context.write_rows(Table.IDENTITY, "keys", rows)
    names = ("account_key", "other_key", "probability", "decision")
    pairs = [dict(zip(names, pair, strict=True)) | {"evidence": "same name"} for pair in PAIRS]
    made.context.write_rows(Table.IDENTITY_PAIRS, "pairs", pairs)
    return made


def test_duplicates_are_counted_by_system(made: Any) -> None:
    assert duplicates(made.context.engine) == [
        {"system": "crm", "keys": 3, "duplicates": 1},
        {"system": "erp", "keys": 2, "duplicates": 0},
    ]


def test_two_accounts_wait_once_with_their_strongest_pair(made: Any) -> None:
    (found,) = waiting(made.context.engine)
    assert (found["account_key"], found["other_key"], found["probability"]) == (
        "crm:2", "crm:3", 0.9,
    )  # fmt: skip
    assert {found["account_id"], found["other_id"]} == {"A", "B"}


def test_the_least_sure_come_first(made: Any) -> None:
    assert [(r["account_key"], r["confidence"]) for r in unsure(made.context.engine)] == [
        ("crm:2", 0.7)
    ]
