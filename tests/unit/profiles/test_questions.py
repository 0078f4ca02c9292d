"""The questions whose answers mend most come first, and none is asked twice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import answered
from segmentry.profiles.kinds import PEOPLE
from segmentry.profiles.questions import questions

Ask = Callable[..., list[tuple[str, str]]]
KEYS = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 7}
PAIRS = [
    ("a", "b", "apart", 1.0, 1), ("a", "c", "apart", 0.9, 1), ("c", "d", "apart", 0.8, 3),
    ("e", "f", "waiting", None, None), ("g", "h", "together", None, None),
    ("b", "g", "apart", None, None),
]  # fmt: skip


@pytest.fixture
def ask(bench: Callable[..., Any]) -> Ask:
    """What is asked of these pairs."""
    made = bench()

    def asked(*answers: Answer, limit: int = 9, pairs: Any = PAIRS) -> list[tuple[str, str]]:
        made.feed(
            Table.IDENTITY,
            " union all ".join(
                f"select '{k}' as account_key, '{a}' as account_id" for k, a in KEYS.items()
            ),
        )
        made.feed(
            Table.IDENTITY_PAIRS,
            " union all ".join(
                f"select '{a}' as account_key, '{b}' as other_key, 0.5 as probability, "
                f"'same name' as evidence, '{d}' as decision, "
                f"cast({'null' if o is None else o} as double) as doubt, "
                f"cast({'null' if n is None else n} as bigint) as bears_on"
                for a, b, d, o, n in pairs
            ),
        )
        found = questions(made.context.engine, answers, limit)
        return [(q["account_key"], q["other_key"]) for q in found]

    return asked


def said(first: str, second: str, what: str) -> Answer:
    return answered(first, second, what, because="so", by="Ana", at=datetime(2026, 6, 30))


def test_merges_that_wait_come_first_then_doubt_times_pairs(ask: Ask) -> None:
    # c and d bear on three pairs of keys, a and b on one; what is clear is not asked about
    assert ask() == [("e", "f"), ("c", "d"), ("a", "b")]
    assert ask(limit=1) == [("e", "f")]


def test_what_is_answered_is_not_asked_again(ask: Ask) -> None:
    assert ask(said("e", "f", "different")) == [("c", "d"), ("a", "b")]
    assert ask(said("c", "d", "different"), limit=2) == [("e", "f"), ("a", "b")]


def test_what_follows_from_answers_is_not_asked(ask: Ask) -> None:
    through = said("a", "x", "same"), said("x", "b", "same")
    assert ("a", "b") not in ask(*through)
    apart = said("a", "x", "same"), said("x", "b", "different")
    assert ("a", "b") not in ask(*apart)


def test_one_question_for_each_account(ask: Ask) -> None:
    halves = [("g", "h", "together", 0.9, 4), ("b", "g", "apart", 1.0, 2)]
    assert ask(pairs=halves) == [("g", "h")]


def test_contacts_are_asked_about_in_the_same_way(bench: Callable[..., Any]) -> None:
    made = bench()
    for table, rows in {
        Table.CONTACT_IDENTITY: [
            f"select '{k}' as contact_key, '{p}' as person_id" for k, p in KEYS.items()
        ],
        Table.CONTACT_PAIRS: [
            f"select '{a}' as contact_key, '{b}' as other_key, 0.5 as probability, "
            f"'same phone' as evidence, 'apart' as decision, {doubt} as doubt, {n} as bears_on"
            for a, b, doubt, n in (("a", "b", 0.9, 1), ("c", "d", 0.5, 3), ("a", "e", 0.4, 1))
        ],
    }.items():
        made.feed(table, " union all ".join(rows))
    found = questions(made.context.engine, [], 9, PEOPLE)
    assert [(q["contact_key"], q["other_key"], q["pairs"]) for q in found] == [
        ("c", "d", 3), ("a", "b", 1),
    ]  # fmt: skip
    answered_one = questions(made.context.engine, [said("d", "c", "same")], 9, PEOPLE)
    assert [q["contact_key"] for q in answered_one] == ["a"]
