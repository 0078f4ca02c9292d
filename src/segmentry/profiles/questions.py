"""Which yes or no of a person would change most."""

from collections.abc import Iterator, Sequence
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.model.answers import Answer
from segmentry.profiles.answers import Settled, settle
from segmentry.profiles.kinds import COMPANIES, Kind

_AT_ONCE = 500
Question = dict[str, Any]


def questions(
    engine: Engine, answers: Sequence[Answer], limit: int, kind: Kind = COMPANIES
) -> list[Question]:
    """Pairs of keys worth a question, the most useful first; one for each account or person,
    because an answer may settle the others."""
    settled = settle(answers)
    asked: set[str] = set()
    found: list[Question] = []
    for question in _ranked(engine, kind):
        owners = {question.pop("first_id"), question.pop("other_id")}
        if asked & owners or _is_settled(settled, question[kind.key], question["other_key"]):
            continue
        asked |= owners
        found.append(question)
        if len(found) >= limit:
            break
    return found


def _ranked(engine: Engine, kind: Kind) -> Iterator[Question]:
    start = 0
    while rows := engine.query(f"{_useful(kind)} limit {_AT_ONCE} offset {start}").to_pylist():
        yield from rows
        start += _AT_ONCE


def _is_settled(settled: Settled, key: str, other: str) -> bool:
    """Whether answers say it already, directly or through others."""
    first = settled.together.first
    ends = {first(key), first(other)}
    if len(ends) == 1 or (key, other) in settled.firm:
        return True
    return any({first(a), first(b)} == ends for a, b in settled.apart)


def _useful(kind: Kind) -> str:
    """What is probably wrong, in pairs of keys: what an answer can be expected to mend."""
    return f"""
        select p.{kind.key}, p.other_key, p.probability, p.evidence, p.decision,
               coalesce(p.bears_on, 1) as pairs, x.{kind.id} as first_id, y.{kind.id} as other_id
        from {kind.pairs} as p
        join {kind.identity} as x on x.{kind.key} = p.{kind.key}
        join {kind.identity} as y on y.{kind.key} = p.other_key
        where p.decision = 'waiting' or p.doubt is not null
        order by p.decision <> 'waiting', coalesce(p.doubt, 0) * coalesce(p.bears_on, 1) desc,
                 p.{kind.key}, p.other_key
    """
