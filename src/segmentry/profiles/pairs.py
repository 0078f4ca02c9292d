"""Writes what was compared: the pairs that may be one company, and how sure each key's place is."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.relinking import Keys

LEAST = -294
"""Log odds, in hundredths, of a probability of 5 %: pairs below are not kept."""
BY_A_PERSON = "a person's answer"


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


def write_pairs(context: RunContext, *, is_probable: bool) -> None:
    """Write IDENTITY_PAIRS; without probabilities only the pairs that wait."""
    shown = probability("weight") if is_probable else "cast(null as double)"
    kept = f"weight >= {LEAST}" if is_probable else "decision = 'waiting'"
    context.write(
        Table.IDENTITY_PAIRS,
        "pairs of keys that may be one company, and what became of them",
        f"""
        with decided as (
            select p.account_key, p.other_key, p.weight, p.words,
                   case when x.cluster = y.cluster then 'together'
                        when h.was = k.was and p.weight > 0 then 'waiting'
                        else 'apart' end as decision
            from {PAIRS} as p join clusters as x on x.account_key = p.account_key
            join clusters as y on y.account_key = p.other_key
            left join held_back as h on h.account_key = p.account_key
            left join held_back as k on k.account_key = p.other_key
            where not p.is_never
        )
        select account_key, other_key, {shown} as probability, words as evidence, decision
        from decided where {kept}
        """,
        order=("account_key", "other_key"),
    )
