"""How many accounts have which value of a variable in words, per segment."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.segments.patterns import ACCOUNT_PATTERNS, PATTERN_SEGMENTS
from segmentry.segments.variables import Variable

_MOST_LEVELS = 12
_REST = ""

Key = tuple[str, int]


@dataclass(frozen=True)
class LevelCounts:
    """Accounts per value; the value '' stands for all that are not among the largest."""

    by_segment: dict[Key, dict[tuple[str, str], int]]

    def known(self, key: Key, variable: str) -> int:
        counts = self.by_segment.get(key, {})
        return sum(n for (name, _), n in counts.items() if name == variable)


def count_levels(context: RunContext, variables: Sequence[Variable]) -> LevelCounts:
    """One pass over the accounts for all variables and all segmentations."""
    words = [v for v in variables if v.type is ColumnType.TEXT]
    largest = _largest(context, words)
    words = [v for v in words if largest.get(v.name)]
    if not words:
        return LevelCounts({})
    _keep_pattern_levels(context, words, largest)
    found: dict[Key, dict[tuple[str, str], int]] = {}
    for segmentation, position, variable, level, accounts in _per_segment(context):
        found.setdefault((segmentation, position), {})[variable, level] = accounts
    return LevelCounts(found)


def _largest(context: RunContext, words: Sequence[Variable]) -> dict[str, list[str]]:
    """The values that most accounts have; those of hardly anyone say nothing."""
    if not words:
        return {}
    fewest = context.definitions.workspace.privacy_floor
    parts = " union all ".join(
        f"(select {literal(v.name)} as variable, {identifier(v.name)} as level, "
        f"count(*) as accounts from {Table.VARIABLE_VALUES} where {identifier(v.name)} <> '' "
        f"group by 2 having count(*) >= {fewest} order by 3 desc, 2 limit {_MOST_LEVELS})"
        for v in words
    )
    rows = context.query("largest_levels", "the values that most accounts have", parts)
    found: dict[str, list[str]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["variable"], []).append(row["level"])
    return found


def _keep_pattern_levels(
    context: RunContext, words: Sequence[Variable], largest: dict[str, list[str]]
) -> None:
    values = ", ".join(f"{_level(v.name, largest[v.name])} as w{at}" for at, v in enumerate(words))
    sets = ", ".join(f"(pattern, w{at})" for at in range(len(words)))
    names = " ".join(
        f"when grouping(w{at}) = 0 then {literal(v.name)}" for at, v in enumerate(words)
    )
    levels = ", ".join(f"w{at}" for at in range(len(words)))
    # in each grouping set all other columns are null
    level = f"coalesce({levels})" if len(words) > 1 else levels
    context.keep(
        "pattern_levels",
        "accounts per value of all variables in one pass",
        f"select pattern, case {names} end as variable, {level} as level, count(*) as accounts "
        f"from (select p.pattern, {values} from {ACCOUNT_PATTERNS} as p "
        f"join {Table.VARIABLE_VALUES} as v on v.account_id = p.account_id) as worded "
        f"group by grouping sets ({sets})",
    )


def _level(name: str, largest: Sequence[str]) -> str:
    column = f"v.{identifier(name)}"
    listed = ", ".join(literal(level) for level in largest)
    return (
        f"case when {column} in ({listed}) then {column} "
        f"when {column} is not null then {literal(_REST)} end"
    )


def _per_segment(context: RunContext) -> list[tuple[str, int, str, str, int]]:
    table = context.query(
        "segment_levels",
        "the same per segment",
        "select s.segmentation, s.position, l.variable, l.level, "
        "cast(sum(l.accounts) as bigint) as accounts "
        f"from {PATTERN_SEGMENTS} as s join pattern_levels as l on l.pattern = s.pattern "
        "where l.level is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4",
    )
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))
