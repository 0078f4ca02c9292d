"""Conditions that take only the first of those who meet them."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.conditions import Top
from segmentry.engine.sql import identifier


@dataclass(frozen=True)
class RankedCondition:
    """The columns of a condition: who meets it, what they are ordered by, and the answer."""

    top: Top
    meets: str
    by: str
    answer: str
    earlier: Sequence[str] = ()
    """Answers of the conditions before it, whose accounts are no longer free."""


def with_tops(source: str, tops: Sequence[RankedCondition]) -> str:
    """SQL of the source with the answer of each, one after the other."""
    for ranked in tops:
        answer = f"{_among_top(ranked)} as {identifier(ranked.answer)}"
        source = f"select t.*, {answer} from ({source}) as t"
    return source


def _among_top(ranked: RankedCondition) -> str:
    """Whether an account is among the first of those who meet the condition and are free."""
    top, meets, by = ranked.top, identifier(ranked.meets), identifier(ranked.by)
    free = "".join(f" and not coalesce({identifier(c)}, false)" for c in ranked.earlier)
    candidate = f"coalesce({meets}, false) and {by} is not null{free}"
    direction = "asc" if top.is_bottom else "desc"
    rank = f"row_number() over (partition by {candidate} order by {by} {direction}, account_id)"
    within = f"{rank} <= {top.amount}"
    if top.is_percent:
        within = f"100 * ({rank} - 1) < {top.amount} * count(*) over (partition by {candidate})"
    return f"case when {meets} is null then null when {candidate} then {within} else false end"
