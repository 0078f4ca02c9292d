"""Which yes or no of a person would change most."""

from collections.abc import Iterator, Sequence
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import Settled, settle

_AT_ONCE = 500
Question = dict[str, Any]


def questions(engine: Engine, answers: Sequence[Answer], limit: int) -> list[Question]:
    """Pairs of keys worth a question, the most useful first; one for each account, because an
    answer may settle the others."""
    settled = settle(answers)
    asked: set[str] = set()
    found: list[Question] = []
    for question in _ranked(engine):
        accounts = {question.pop("account_id"), question.pop("other_id")}
        if asked & accounts or _is_settled(settled, question["account_key"], question["other_key"]):
            continue
        asked |= accounts
        found.append(question)
        if len(found) >= limit:
            break
    return found


def _ranked(engine: Engine) -> Iterator[Question]:
    start = 0
    while rows := engine.query(f"{_USEFUL} limit {_AT_ONCE} offset {start}").to_pylist():
        yield from rows
        start += _AT_ONCE


def _is_settled(settled: Settled, key: str, other: str) -> bool:
    """Whether answers say it already, directly or through others."""
    first = settled.together.first
    ends = {first(key), first(other)}
    if len(ends) == 1 or (key, other) in settled.firm:
        return True
    return any({first(a), first(b)} == ends for a, b in settled.apart)


_USEFUL = f"""
    select p.account_key, p.other_key, p.probability, p.evidence, p.decision,
           coalesce(p.bears_on, 1) as pairs, x.account_id, y.account_id as other_id
    from {Table.IDENTITY_PAIRS} as p
    join {Table.IDENTITY} as x on x.account_key = p.account_key
    join {Table.IDENTITY} as y on y.account_key = p.other_key
    where p.decision = 'waiting' or p.doubt is not null
    order by p.decision <> 'waiting', coalesce(p.doubt, 0) * coalesce(p.bears_on, 1) desc,
             p.account_key, p.other_key
"""
"""What is probably wrong, in pairs of keys: what an answer can be expected to mend."""
