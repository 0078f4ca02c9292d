"""Which yes or no of a person would change most."""

from collections.abc import Iterator, Sequence
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import Settled, settle

_AT_ONCE = 500
_WORTH_ASKING = 0.1
"""Doubt at a probability of 97 %, or of 3 %."""
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
    with sized as (
        select account_id, count(*) as keys from {Table.IDENTITY} group by account_id
    ), weighed as (
        select p.account_key, p.other_key, p.probability, p.evidence, p.decision,
               x.account_id, y.account_id as other_id,
               case when x.account_id = y.account_id then m.keys else m.keys + n.keys end as keys,
               case when p.decision = 'waiting' then 2.0
                    when (p.decision = 'together') <> (p.probability > 0.5) then 1.0
                    else 4 * p.probability * (1 - p.probability) end as doubt
        from {Table.IDENTITY_PAIRS} as p
        join {Table.IDENTITY} as x on x.account_key = p.account_key
        join {Table.IDENTITY} as y on y.account_key = p.other_key
        join sized as m on m.account_id = x.account_id
        join sized as n on n.account_id = y.account_id
    )
    select account_key, other_key, probability, evidence, decision, keys, account_id, other_id
    from weighed where doubt > {_WORTH_ASKING}
    order by decision <> 'waiting', doubt * keys desc, account_key, other_key
"""
"""Doubt is largest at even odds, and where a pair says other than all the keys of its accounts; it
counts for every key that the answer bears on."""
