"""Writes what was compared: the pairs that may be one company, and how sure each key's place is."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.matching.linkage import SUREST, UNSEEN
from segmentry.profiles.relinking import Keys

LEAST = -294
"""Log odds, in hundredths, of a probability of 5 %: pairs below are not kept."""
BY_A_PERSON = "a person's answer"
WORTH_ASKING = 0.1
"""Doubt at a probability of 95 %, or of 5 %, that two accounts or halves are one."""


def probability(weight: str) -> str:
    """The probability that log odds in hundredths stand for, to four decimals."""
    return f"round(1 / (1 + exp(-cast({weight} as double) / 100)), 4)"


def tell_strongest(context: RunContext, same: Sequence[Keys], *, is_probable: bool) -> None:
    """Keep `strongest` (account_key, words, confidence): what holds each key in its cluster."""
    context.load_columns(
        "said_same",
        [Column(name, T.TEXT, "") for name in ("account_key", "other_key")],
        {"account_key": [a for a, _ in same], "other_key": [b for _, b in same]},
    )
    confidence = probability("weight") if is_probable else "cast(null as double)"
    context.keep(
        "strongest",
        "the strongest reason why a key is in its cluster",
        f"""
        with reasons as (
            select account_key, other_key, weight, words, false as is_said from {PAIRS}
            where not is_never
            union all
            select account_key, other_key, 0, {literal(BY_A_PERSON)}, true from said_same
        ), within as (
            select p.* from reasons as p join clusters as x on x.account_key = p.account_key
            join clusters as y on y.account_key = p.other_key and y.cluster = x.cluster
        ), sides as (
            select account_key, weight, words, is_said from within
            union all select other_key, weight, words, is_said from within
        )
        select account_key, words, case when is_said then 1.0 else {confidence} end as confidence
        from (
            select *, row_number() over (partition by account_key
                                         order by is_said desc, weight desc, words) as place
            from sides
        ) as ranked where place = 1
        """,
    )
    context.engine.drop("said_same")


def write_pairs(
    context: RunContext, *, is_probable: bool, threshold: int = 0, renewed: str = ""
) -> None:
    """Write IDENTITY_PAIRS; without probabilities only the pairs that wait.

    `renewed` names a table of the only keys that were looked at again; pairs of all others are as
    they were when the matcher learnt.
    """
    shown = probability("p.weight") if is_probable else "cast(null as double)"
    kept = f"p.weight >= {LEAST}" if is_probable else "p.decision = 'waiting'"
    context.keep("decided", "pairs that may be one company, and what became of them", _DECIDED)
    context.keep(
        "asked_of",
        "pairs that stand for two accounts or for the halves of one",
        asked_of(_SIZED, threshold) if is_probable else _ASKED_OF_NONE,
    )
    context.write(
        Table.IDENTITY_PAIRS,
        "pairs of keys that may be one company, and what became of them",
        f"""
        select p.account_key, p.other_key, {shown} as probability, p.words as evidence, p.decision,
               a.doubt, a.bears_on
        from decided as p left join asked_of as a
          on a.account_key = p.account_key and a.other_key = p.other_key
        where {kept}
        {_as_they_were(renewed) if renewed else ""}
        """,
        order=("account_key", "other_key"),
    )
    for name in ("decided", "asked_of"):
        context.engine.drop(name)


def _as_they_were(renewed: str) -> str:
    return f"""
        union all
        select p.account_key, p.other_key, p.probability, p.evidence, p.decision, p.doubt,
               p.bears_on
        from previous_{Table.BASIS_PAIRS} as p
        anti join {renewed} as x on x.account_key = p.account_key
        anti join {renewed} as y on y.account_key = p.other_key
    """


_DECIDED = f"""
    select p.account_key, p.other_key, p.weight, p.words, x.cluster, y.cluster as other,
           case when x.half <> y.half then x.doubt end as doubt,
           case when x.cluster = y.cluster then 'together'
                when h.was = k.was and p.weight > 0 then 'waiting'
                else 'apart' end as decision
    from {PAIRS} as p join clusters as x on x.account_key = p.account_key
    join clusters as y on y.account_key = p.other_key
    left join held_back as h on h.account_key = p.account_key
    left join held_back as k on k.account_key = p.other_key
    where not p.is_never
"""
_ASKED_OF_NONE = """
    select account_key, other_key, cast(null as double) as doubt, cast(null as bigint) as bears_on
    from decided where false
"""
_SIZED = """
    select cluster, count(*) as members, count(*) as keys, cast(sum(half) as bigint) as second,
           count(half) as halves
    from clusters group by cluster
"""


def asked_of(sized: str, threshold: int) -> str:
    """SQL for the pairs of `decided` (account_key, other_key, doubt, bears_on) that stand for two
    clusters, or for the halves of one: how near all pairs between them are to even odds on average.

    `sized` gives (cluster, members, keys, second, halves): what was compared of each cluster, how
    many keys that stands for, and of the members with a half, how many are in the second.
    """
    return f"""
        with sized as ({sized}), ways as (
            select least(cluster, other) as side, greatest(cluster, other) as across,
                   max(weight) as best, min(doubt) as doubt,
                   sum(greatest({UNSEEN}, least(weight, {SUREST})) - {UNSEEN}) as more
            from decided where cluster <> other or doubt is not null
            group by least(cluster, other), greatest(cluster, other)
        ), doubts as (
            select w.side, w.across,
                   case when w.side = w.across then x.second * (x.halves - x.second)
                        else x.keys * y.keys end as bears_on,
                   case when w.side = w.across then w.doubt / 1000.0
                        else 2 / (1 + exp(abs({UNSEEN} - {threshold}
                                  + cast(w.more as double) / (x.members * y.members)) / 100))
                   end as doubt
            from ways as w join sized as x on x.cluster = w.side
            join sized as y on y.cluster = w.across where w.best >= {LEAST}
        ), standing as (
            select p.account_key, p.other_key, d.doubt, d.bears_on,
                   row_number() over (partition by d.side, d.across
                       order by p.weight desc, p.account_key, p.other_key) as place
            from doubts as d join decided as p on least(p.cluster, p.other) = d.side
             and greatest(p.cluster, p.other) = d.across
             and (d.side <> d.across or p.doubt is not null)
            where d.doubt >= {WORTH_ASKING}
        )
        select account_key, other_key, round(doubt, 4) as doubt, bears_on
        from standing where place = 1
    """
