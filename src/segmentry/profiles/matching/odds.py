"""Patterns of evidence with what they say: counted, weighed and told in words."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matching.classes import Numbers
from segmentry.profiles.matching.levels import FIELDS
from segmentry.profiles.matching.patterns import levels_of
from segmentry.profiles.matching.wording import worded

_COLUMNS = (Column("pattern", T.INTEGER, ""), Column("weight", T.INTEGER, ""),
            Column("words", T.TEXT, ""))  # fmt: skip


def count_patterns(context: RunContext, table: str) -> dict[int, int]:
    """How many rows of a table have each pattern, by the pattern."""
    found = context.query(
        f"patterns__{table}",
        "how often each pattern of evidence occurs",
        f"select pattern, count(*) as pairs from {table} group by pattern order by pattern",
    ).to_pydict()
    return dict(zip(found["pattern"], found["pairs"], strict=True))


def load_odds(context: RunContext, table: str, patterns: Sequence[int], odds: Numbers) -> None:
    """Keep a table (pattern, weight in hundredths of natural log odds, words)."""
    told = [dict(zip(FIELDS, levels_of(pattern), strict=True)) for pattern in patterns]
    values = {
        "pattern": patterns,
        "weight": [round(100 * o) for o in odds.tolist()],
        "words": [worded(levels) for levels in told],
    }
    context.load_columns(table, _COLUMNS, values)
