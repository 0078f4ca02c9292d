"""Which yes or no of a person would change most."""

from collections.abc import Iterator, Sequence
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import Settled, settle
from segmentry.profiles.matching.linkage import SUREST, UNSEEN

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


_DOUBT = "4 / ((1 + exp(-average / 100)) * (1 + exp(average / 100)))"
"""Four times the probability by its opposite: 1 at even odds, nothing where all is clear."""
_USEFUL = f"""
    with sized as (
        select account_id, count(*) as keys from {Table.IDENTITY} group by account_id
    ), told as (
        select p.*, x.account_id, y.account_id as other_id,
               100 * ln(greatest(coalesce(p.probability, 0.5), 0.0001)
                        / greatest(1 - coalesce(p.probability, 0.5), 0.00001)) as weight
        from {Table.IDENTITY_PAIRS} as p
        join {Table.IDENTITY} as x on x.account_key = p.account_key
        join {Table.IDENTITY} as y on y.account_key = p.other_key
    ), sides as (
        select least(account_id, other_id) as part, greatest(account_id, other_id) as rest, *
        from told where account_id <> other_id
        union all select account_key, account_id, * from told where account_id = other_id
        union all select other_key, account_id, * from told where account_id = other_id
    ), parts as (
        select part, rest, max(case when s.account_id = s.other_id then m.keys - 1
                                    else m.keys * n.keys end) as crossing,
               sum(least(s.weight, {SUREST})) as weight, count(*) as pairs
        from sides as s join sized as m on m.account_id = s.account_id
        join sized as n on n.account_id = s.other_id
        group by part, rest
    ), averages as (
        select part, rest, crossing,
               (weight + {UNSEEN} * greatest(crossing - pairs, 0)) / crossing as average
        from parts
    ), shown as (
        select s.*, a.crossing, {_DOUBT} as doubt,
               row_number() over (partition by s.part, s.rest
                                  order by s.probability desc, s.account_key, s.other_key) as place
        from sides as s join averages as a on a.part = s.part and a.rest = s.rest
    ), ranked as (
        select *, row_number() over (partition by account_key, other_key
                                     order by doubt * crossing desc, part) as choice
        from shown where place = 1
    )
    select account_key, other_key, probability, evidence, decision, crossing as pairs, account_id,
           other_id
    from ranked where choice = 1 and (decision = 'waiting' or doubt > {_WORTH_ASKING})
    order by decision <> 'waiting', doubt * crossing desc, account_key, other_key
"""
"""Two accounts against each other, and each key against the rest of its account: what all their
pairs say on average, as the linkage sees it, times the pairs that the answer bears on."""
