"""Splits are taken back, and what stood before them stands again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from segmentry.errors import UserError
from segmentry.model.answers import Answer
from segmentry.profiles.answers import answered, in_force
from segmentry.profiles.splits import kept_apart, taken_back

FIRST = datetime(2026, 6, 30, 9)


class Log:
    """Answers, each command a minute after the one before."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.minutes = 0

    @property
    def at(self) -> datetime:
        return FIRST + timedelta(minutes=self.minutes)

    def say(self, said: str, *pairs: str) -> None:
        self.minutes += 1
        self.answers += [
            answered(pair[0], pair[1], said, because="looked", by="Ana", at=self.at)
            for pair in pairs
        ]

    def undo(self, key: str) -> list[Answer]:
        self.minutes += 1
        made = taken_back(self.answers, key, because="no", by="Ben", at=self.at)
        self.answers += made
        return made

    def stands(self) -> dict[str, str]:
        return {"".join(a.keys): a.said for a in in_force(self.answers)}


@pytest.fixture
def log() -> Log:
    return Log()


def pairs(answers: Sequence[Answer]) -> list[str]:
    return sorted({"".join(a.keys) for a in answers})


def test_what_was_said_before_stands_again_as_it_was_said(log: Log) -> None:
    log.say("same", "ab")
    before = in_force(log.answers)
    log.say("different", "ab", "ac")
    assert log.stands() == {"ab": "different", "ac": "different"}
    made = log.undo("a")
    assert in_force(log.answers) == before
    assert [(a.said, a.said_by) for a in made] == [
        ("open", "Ben"), ("same", "Ana"), ("open", "Ben"),
    ]  # fmt: skip


def test_the_split_of_the_key_is_taken_back_not_a_later_one_of_another(log: Log) -> None:
    log.say("different", "ab", "ac", "ad")
    log.say("different", "ab", "bc", "bd")
    assert pairs(log.undo("a")) == ["ab", "ac", "ad"]
    assert log.stands() == {"ab": "different", "bc": "different", "bd": "different"}
    assert pairs(kept_apart(log.answers, "a")) == ["ab"]
    log.undo("b")
    assert log.stands() == {}


def test_splits_are_taken_back_in_any_order(log: Log) -> None:
    log.say("different", "ab", "ac")
    log.say("different", "ab", "bc")
    log.undo("b")
    assert log.stands() == {"ab": "different", "ac": "different"}
    log.undo("a")
    assert log.stands() == {}
    with pytest.raises(UserError, match="no split to take back"):
        log.undo("a")


def test_a_split_made_again_is_taken_back_again(log: Log) -> None:
    log.say("same", "ab")
    for _ in range(2):
        log.say("different", "ab", "ac")
        log.undo("a")
        assert log.stands() == {"ab": "same"}


def test_an_answer_after_the_split_stays(log: Log) -> None:
    log.say("different", "ab", "ac")
    log.say("same", "ab")
    log.undo("a")
    assert log.stands() == {"ab": "same"}


def test_splits_of_one_second_are_taken_back_each(log: Log) -> None:
    log.say("different", "ab", "ac", "de", "df")
    assert pairs(log.undo("a")) == ["ab", "ac"]
    assert log.stands() == {"de": "different", "df": "different"}
