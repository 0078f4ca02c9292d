"""How often the best customers have a value, and how often the others."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.types import ColumnType
from segmentry.statistics.lifts import lifts
from segmentry.variables.fit_levels import Level, ranges, round_edge

_FEWEST_WITH_VALUE = 10
_MOST_VALUES = 12
_QUANTILES = ("0.2", "0.4", "0.6", "0.8")
Types = Mapping[str, ColumnType]
Counts = tuple[int, int, int, int]
"""Best with a value, best with any, others with it, others with any."""


@dataclass(frozen=True)
class Scored:
    """A level with its points, and what they rest on."""

    level: Level
    points: float | None = None
    lift: tuple[float, float, float] | None = None
    """Share of the best / share of the rest, with its interval."""
    counts: Counts | None = None
    reason: str = ""

    @property
    def telling(self) -> float:
        """What it tells best and rest apart by (information value)."""
        if self.lift is None or self.counts is None or self.points is None:
            return 0.0
        best, n_best, rest, n_rest = self.counts
        return (best / n_best - rest / n_rest) * math.log(self.lift[0])


@dataclass(frozen=True)
class Evidence:
    """Customers in a table, with `is_best`."""

    context: RunContext
    table: str

    def ranges(self, types: Types) -> list[Level]:
        """Ranges of the numbers that hold about a fifth of the customers each."""
        numbers = [n for n, t in types.items() if t.is_numeric]
        if not numbers:
            return []
        columns = ", ".join(
            f"min(cast({identifier(n)} as double)) as least_{at}, "
            + ", ".join(
                f"quantile_disc(cast({identifier(n)} as double), {q}) as limit_{at}_{part}"
                for part, q in enumerate(_QUANTILES)
            )
            for at, n in enumerate(numbers)
        )
        sql = f"select {columns} from {self.table}"
        row = self.context.query("fit_limits", "where the fifths end", sql).to_pylist()[0]
        return [
            level for at, n in enumerate(numbers) for level in ranges(n, types[n], _edges(row, at))
        ]

    def values(self, types: Types) -> list[Level]:
        """The usual values of words."""
        names = [n for n, t in types.items() if not t.is_numeric]
        if not names:
            return []
        parts = [
            f"(select {literal(n)} as variable, {_as_text(n, types[n])} as value, "
            f"count(*) as n from {self.table} where {identifier(n)} is not null group by 1, 2 "
            f"having count(*) >= {_FEWEST_WITH_VALUE} order by 3 desc, 2 limit {_MOST_VALUES})"
            for n in names
        ]
        sql = f"{' union all '.join(parts)} order by variable, n desc, value"
        found = self.context.query("fit_values", "the usual values of words", sql).to_pylist()
        return [Level(r["variable"], r["value"], types[r["variable"]]) for r in found]

    def measured(self, levels: Sequence[Level]) -> list[Scored]:
        """Each level with its lift; those whose interval leaves out 1 get points.

        What all customers have, or none, sets nobody apart and is left out.
        """
        counted = zip(levels, self._counts(levels), strict=True) if levels else ()
        told = [(level, count) for level, count in counted if _varies(count)]
        if not told:
            return []
        counts = [count for _, count in told]
        best, n_best, rest, n_rest = np.array(counts, dtype=np.float64).T
        enough = (best + rest >= _FEWEST_WITH_VALUE) & (n_best > 0) & (n_rest > 0)
        found = lifts(best[enough], n_best[enough], rest[enough], n_rest[enough])
        shown = iter(zip(found.log, found.low, found.high, found.is_certain, strict=True))
        scored = []
        for (level, count), is_enough in zip(told, enough, strict=True):
            if not is_enough:
                scored.append(Scored(level, counts=count, reason=_TOO_FEW))
                continue
            log, low, high, is_certain = next(shown)
            lift = (math.exp(log), math.exp(low), math.exp(high))
            points = float(log) if is_certain else None
            scored.append(Scored(level, points, lift, count, "" if is_certain else _BY_CHANCE))
        return scored

    def _counts(self, levels: Sequence[Level]) -> list[Counts]:
        """Of levels that overlap the first one counts, as it does for the points."""
        names = list(dict.fromkeys(level.variable for level in levels))
        parts = [
            f"select {at} as variable, {self._counted(n, [x for x in levels if x.variable == n])}"
            for at, n in enumerate(names)
        ]
        sql = f"{' union all '.join(parts)} order by variable, level"
        rows = self.context.query(
            "fit_counts", "how many of the best and of the rest have each value", sql
        ).to_pylist()
        found = {(names[r["variable"]], r["level"]): (r["best"], r["rest"]) for r in rows}
        known = {n: [sum(c) for c in zip(*_of(found, n), strict=True)] or [0, 0] for n in names}
        places: Counter[str] = Counter()
        counts = []
        for level in levels:
            places[level.variable] += 1
            best, rest = found.get((level.variable, places[level.variable]), (0, 0))
            counts.append((best, known[level.variable][0], rest, known[level.variable][1]))
        return counts

    def _counted(self, name: str, levels: Sequence[Level]) -> str:
        """Words are counted before they are compared: there are fewer of them than accounts."""
        column = identifier(name)
        cases = " ".join(f"when {level.when} then {at}" for at, level in enumerate(levels, 1))
        sides = (
            "count(*) filter (where is_best) as best, count(*) filter (where not is_best) as rest"
        )
        source = f"{self.table} where {column} is not null"
        if levels[0].type.is_numeric:
            return f"case {cases} else 0 end as level, {sides} from {source} group by 2"
        by_value = f"(select {column}, {sides} from {source} group by 1) as by_value"
        sums = "cast(sum(best) as bigint) as best, cast(sum(rest) as bigint) as rest"
        return f"case {cases} else 0 end as level, {sums} from {by_value} group by 2"


_TOO_FEW = f"fewer than {_FEWEST_WITH_VALUE} customers have it"
_BY_CHANCE = "the difference may be chance: the interval holds 1"


def _edges(row: Mapping[str, float | None], at: int) -> list[float]:
    """Rounded limits between fifths; none at the least value, below which nobody is."""
    least, limits = row[f"least_{at}"], [row[f"limit_{at}_{q}"] for q in range(len(_QUANTILES))]
    found = {round_edge(limit) for limit in limits if limit is not None}
    return sorted(edge for edge in found if least is not None and edge > least)


def _of(found: Mapping[tuple[str, int], tuple[int, int]], name: str) -> list[tuple[int, int]]:
    return [counts for (variable, _), counts in found.items() if variable == name]


def _varies(count: Counts) -> bool:
    best, n_best, rest, n_rest = count
    return 0 < best + rest < n_best + n_rest


def _as_text(name: str, type_: ColumnType) -> str:
    if type_ is ColumnType.BOOLEAN:
        return f"case when {identifier(name)} then 'yes' else 'no' end"
    return f"cast({identifier(name)} as varchar)"
