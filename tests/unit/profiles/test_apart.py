"""What holds two accounts apart."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from segmentry.engine.contract import Engine
from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import answered
from segmentry.profiles.apart import held_apart

KEYS = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2, "f": 3}
PAIRS = [
    ("a", "c", 0.99, "apart"), ("a", "d", 0.2, "apart"), ("a", "b", 1.0, "together"),
    ("b", "f", 0.9, "waiting"),
]  # fmt: skip


@pytest.fixture
def engine(bench: Callable[..., Any]) -> Engine:
    made = bench()
    keys = (f"select '{k}' as account_key, '{a}' as account_id" for k, a in KEYS.items())
    made.feed(Table.IDENTITY, " union all ".join(keys))
    pairs = (
        f"select '{a}' as account_key, '{b}' as other_key, cast({p} as double) as probability, "
        f"'same name' as evidence, '{d}' as decision"
        for a, b, p, d in PAIRS
    )
    made.feed(Table.IDENTITY_PAIRS, " union all ".join(pairs))
    found: Engine = made.context.engine
    return found


def said(first: str, second: str, what: str) -> Answer:
    at = datetime(2026, 6, 30)
    return answered(first, second, what, because="they told us", by="Ana", at=at)


def test_the_pairs_of_both_accounts_are_counted(engine: Engine) -> None:
    found = held_apart(engine, (), ("1", "2"))
    assert found == {"answers": [], "waiting": [], "pairs": 6, "likely": 1}


def test_an_answer_about_any_of_their_keys_is_told(engine: Engine) -> None:
    across = said("b", "d", "different")
    answers = [across, said("d", "e", "different"), said("a", "c", "same"), said("b", "f", "open")]
    assert held_apart(engine, answers, ("2", "1"))["answers"] == [across.row]
    assert held_apart(engine, [across, said("b", "d", "open")], ("1", "2"))["answers"] == []


def test_a_merge_that_waits_is_told(engine: Engine) -> None:
    (waits,) = held_apart(engine, (), ("3", "1"))["waiting"]
    assert (waits["account_key"], waits["other_key"]) == ("b", "f")
