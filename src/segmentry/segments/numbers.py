"""Counts, sums and sums of squares of every number and yes-or-no variable, per segment.

Values are put on a scale and rounded to whole numbers first, so that sums are exact and do not
depend on the order of the rows. Amounts and counts have heavy tails: they go on a log scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.segments.patterns import ACCOUNT_PATTERNS, PATTERN_SEGMENTS
from segmentry.segments.variables import Variable
from segmentry.statistics.differences import Numbers, Sums

_STEPS = 10_000
_WIDEST_LINEAR = 100
_PATTERN_NUMBERS = "pattern_numbers"


@dataclass(frozen=True)
class Scale:
    """How a variable's values are compared."""

    variable: Variable
    is_log: bool = False

    @property
    def is_share(self) -> bool:
        return self.variable.type is ColumnType.BOOLEAN

    @property
    def sql(self) -> str:
        value = f"v.{identifier(self.variable.name)}"
        if self.is_share:
            return f"cast({value} as bigint)"
        value = f"cast({value} as double)"
        if self.is_log:
            value = f"sign({value}) * ln(1 + abs({value}))"
        return f"try_cast(round({value} * {_STEPS}) as bigint)"

    def mean(self, of_scaled: float) -> float:
        """A mean on the scale as a value people know: of logs, the geometric mean."""
        if self.is_share:
            return of_scaled
        value = of_scaled / _STEPS
        return float(np.sign(value) * np.expm1(abs(value))) if self.is_log else value


Key = tuple[str, int]


@dataclass(frozen=True)
class NumberSums:
    """Sums per segment; position 0 is everybody looked at."""

    scales: tuple[Scale, ...]
    by_segment: dict[Key, Sums]


def sum_numbers(context: RunContext, variables: Sequence[Variable]) -> NumberSums:
    """One pass over the accounts for all variables and all segmentations."""
    scales = _scales(context, variables)
    if not scales:
        return NumberSums((), {})
    _keep_pattern_sums(context, scales)
    rows = _per_segment(context, len(scales))
    return NumberSums(scales, {(r[0], r[1]): _sums(r[2:]) for r in rows})


def _scales(context: RunContext, variables: Sequence[Variable]) -> tuple[Scale, ...]:
    wide = _wide(context, [v for v in variables if v.type is ColumnType.NUMBER])
    kinds = (ColumnType.INTEGER, ColumnType.MONEY)
    return tuple(
        Scale(v, v.type in kinds or v.name in wide)
        for v in variables
        if v.type.is_numeric or v.type is ColumnType.BOOLEAN
    )


def _wide(context: RunContext, variables: Sequence[Variable]) -> set[str]:
    """Numbers that leave the range of shares, ratings and rates."""
    if not variables:
        return set()
    columns = ", ".join(
        f"max(abs({identifier(v.name)})) as {identifier(v.name)}" for v in variables
    )
    row = context.query(
        "ranges",
        "whether a number is a rate or an amount",
        f"select {columns} from {Table.VARIABLE_VALUES}",
    ).to_pylist()[0]
    return {name for name, most in row.items() if most is not None and most > _WIDEST_LINEAR}


def _keep_pattern_sums(context: RunContext, scales: Sequence[Scale]) -> None:
    values = ", ".join(f"{scale.sql} as x{at}" for at, scale in enumerate(scales))
    sums = ", ".join(
        f"count(x{at}) as n{at}, sum(x{at}) as s{at}, sum(x{at} * x{at}) as q{at}"
        for at in range(len(scales))
    )
    context.keep(
        _PATTERN_NUMBERS,
        "counts, sums and squares of all variables in one pass",
        f"select pattern, {sums} from (select p.pattern, {values} "
        f"from {ACCOUNT_PATTERNS} as p "
        f"join {Table.VARIABLE_VALUES} as v on v.account_id = p.account_id) as scaled "
        "group by pattern",
    )


def _per_segment(context: RunContext, count: int) -> list[tuple[str, int, *tuple[float, ...]]]:
    sums = ", ".join(
        f"cast(sum({part}{at}) as double) as {part}{at}" for at in range(count) for part in "nsq"
    )
    table = context.query(
        "segment_numbers",
        "the same per segment",
        f"select s.segmentation, s.position, {sums} from {PATTERN_SEGMENTS} as s "
        f"join {_PATTERN_NUMBERS} as n on n.pattern = s.pattern group by 1, 2 order by 1, 2",
    )
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _sums(values: Sequence[float | None]) -> Sums:
    parts: Numbers = np.array([v or 0.0 for v in values]).reshape(-1, 3)
    return Sums(parts[:, 0], parts[:, 1], parts[:, 2])
