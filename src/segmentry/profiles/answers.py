"""What people said of keys: kept beside the runs, and what follows from all of it together."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, insert, select

from segmentry.engine.catalogue import Catalogue
from segmentry.errors import UnknownName, UserError
from segmentry.model.answers import DIFFERENT, OPEN, SAID, SAME, Answer

_METADATA = MetaData()
_ANSWERS = Table(
    "identity_answers",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("account_key", String, nullable=False),
    Column("other_key", String, nullable=False),
    Column("said", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", DateTime, nullable=False),
)


class Answers:
    """The answers of a workspace; none is ever changed, of one pair the latest counts."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def add(self, answers: Iterable[Answer]) -> None:
        """Keep answers, all or none."""
        rows = [vars(answer) for answer in answers]
        with self._catalogue.beside_runs(_METADATA) as connection:
            for row in rows:
                connection.execute(insert(_ANSWERS).values(**row))

    def all(self) -> list[Answer]:
        """Every answer, the oldest first."""
        names = [c for c in _ANSWERS.columns if c.name != "number"]
        with self._catalogue.beside_runs(_METADATA) as connection:
            rows = connection.execute(select(*names).order_by(_ANSWERS.c.number))
            return [Answer(**row._mapping) for row in rows]


def answered(key: str, other: str, said: str, *, because: str, by: str, at: datetime) -> Answer:
    """An answer about two keys; raises where it says nothing that can be kept."""
    if said not in SAID:
        raise UnknownName("answer", said, SAID)
    if key == other:
        raise UserError(
            f"'{key}' and '{other}' are one key.", next_step="An answer is about two keys."
        )
    if not because.strip():
        raise UserError(
            "An answer needs its reason.",
            next_step='Say why, for instance --because "their invoices name one company".',
        )
    first, second = sorted((key, other))
    return Answer(first, second, said, because.strip(), by.strip() or "unknown", at)


def in_force(answers: Iterable[Answer]) -> list[Answer]:
    """The latest answer of each pair, by keys; those taken back are gone."""
    latest = {answer.keys: answer for answer in answers}
    return [latest[keys] for keys in sorted(latest) if latest[keys].said != OPEN]


@dataclass(frozen=True)
class Contradiction:
    """Keys that are said to be two companies, and one company through others."""

    different: Answer
    same: tuple[Answer, ...]
    """The answers that lead from the one key to the other."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        return *self.same, self.different

    def __str__(self) -> str:
        said = [_told(a) for a in self.answers]
        return "; ".join(said)


def _told(answer: Answer) -> str:
    verb = "is" if answer.said == SAME else "is not"
    return (
        f"{answer.account_key} {verb} {answer.other_key} "
        f"({answer.said_by}, {answer.said_at:%Y-%m-%d})"
    )


class Groups:
    """Keys that belong together, whatever connects them."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def first(self, key: str) -> str:
        """The key that stands for its group: the first in the alphabet."""
        while (above := self._above.get(key, key)) != key:
            key = above
        return key

    def join(self, key: str, other: str) -> None:
        first, second = sorted((self.first(key), self.first(other)))
        self._above[second] = first
        for known in (key, other, first, second):
            self._above.setdefault(known, first)

    def nodes(self) -> dict[str, str]:
        """Every key that was joined, with the one that stands for its group."""
        return {key: self.first(key) for key in sorted(self._above)}


@dataclass(frozen=True)
class Settled:
    """What answers ask for, all together."""

    together: Groups
    """One company, for certain."""
    firm: tuple[tuple[str, str], ...]
    """Said to be one company, in answers that contradict others."""
    apart: tuple[tuple[str, str], ...]
    contradictions: tuple[Contradiction, ...]


def settle(answers: Iterable[Answer]) -> Settled:
    """Where answers contradict, those that keep companies apart hold; the rest is evidence."""
    counting = in_force(answers)
    same = [a for a in counting if a.said == SAME]
    different = [a for a in counting if a.said == DIFFERENT]
    everything = _joined(same)
    clashing = [a for a in different if everything.first(a.account_key) == _end(everything, a)]
    doubted = {_end(everything, a) for a in clashing}
    certain = [a for a in same if _end(everything, a) not in doubted]
    return Settled(
        together=_joined(certain),
        firm=tuple(a.keys for a in same if _end(everything, a) in doubted),
        apart=tuple(a.keys for a in different),
        contradictions=tuple(Contradiction(a, _way(same, *a.keys)) for a in clashing),
    )


def _end(groups: Groups, answer: Answer) -> str:
    return groups.first(answer.other_key)


def _joined(same: Sequence[Answer]) -> Groups:
    groups = Groups()
    for answer in same:
        groups.join(*answer.keys)
    return groups


def _way(same: Sequence[Answer], start: str, end: str) -> tuple[Answer, ...]:
    """The fewest answers that lead from one key to another."""
    came: dict[str, tuple[str, Answer] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came:
        key = waiting.popleft()
        for answer in same:
            if key in answer.keys and (other := _beyond(answer, key)) not in came:
                came[other] = (key, answer)
                waiting.append(other)
    return tuple(reversed(_traced(came, end)))


def _beyond(answer: Answer, key: str) -> str:
    return answer.other_key if key == answer.account_key else answer.account_key


def _traced(came: Mapping[str, tuple[str, Answer] | None], end: str) -> list[Answer]:
    steps, step = [], came[end]
    while step is not None:
        key, answer = step
        steps.append(answer)
        step = came[key]
    return steps
