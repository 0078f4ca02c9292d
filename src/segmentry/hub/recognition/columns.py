"""What the values of a column look like: the evidence beside its header."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier
from segmentry.hub.column_text import MISSING_WORDS
from segmentry.hub.date_formats import DateGuess, sniff_date_formats
from segmentry.hub.mapping import standardiser_of
from segmentry.hub.number_marks import sniff_decimal_mark
from segmentry.hub.spelling.text import among
from segmentry.hub.standardise.base import Reading, SqlStandardiser, ValueStandardiser
from segmentry.hub.standardise.company_name import CompanyName
from segmentry.model.fields import FieldKind

_TRIED = 300
_AT_ONCE = 40
"""Columns that one query looks at; a longer one takes longer to plan than to run."""
SAMPLED_VALUES = 2_000
"""Different values of a column that are looked at, the most frequent first."""
_COMPANIES = 0.2
"""Share of names with a legal form from which they are no people's; few people are called so."""


@dataclass(frozen=True)
class SeenColumn:
    """A column of a file: its type, how often it is filled, and its most frequent values."""

    name: str
    type: str
    rows: int
    filled: int
    distinct: int
    counts: Mapping[str, int]

    @property
    def values(self) -> list[str]:
        return list(self.counts)

    @property
    def fullness(self) -> float:
        return self.filled / self.rows if self.rows else 0.0

    @property
    def is_unique(self) -> bool:
        return self.filled > 0 and self.distinct == self.filled

    @property
    def is_nearly_unique(self) -> bool:
        """A few rows that came twice do not make it less of a key."""
        return self.filled > 0 and self.distinct >= 0.95 * self.filled

    @cached_property
    def dates(self) -> DateGuess:
        return sniff_date_formats(list(self.counts.items()))

    @cached_property
    def decimal_mark(self) -> str:
        return sniff_decimal_mark(self.values)

    @property
    def is_temporal(self) -> bool:
        return self.type.startswith(("DATE", "TIMESTAMP"))

    @property
    def is_number(self) -> bool:
        return any(t in self.type for t in ("INT", "DOUBLE", "DECIMAL", "FLOAT"))


@dataclass(frozen=True)
class SeenFile:
    """A landed file: `name` is what its source will be called."""

    name: str
    records: str
    rows: int
    columns: tuple[SeenColumn, ...]

    def column(self, name: str) -> SeenColumn:
        return next(c for c in self.columns if c.name == name)


def look_at(engine: Engine, name: str, records: str) -> SeenFile:
    """Look at every column of a registered table."""
    types = {n: t for n, t in engine.columns(records).items() if not n.startswith("_")}
    rows = int(engine.query(f"select count(*) as n from {identifier(records)}")["n"][0].as_py())
    seen: list[SeenColumn] = []
    for first in range(0, len(types), _AT_ONCE):
        columns = list(types)[first : first + _AT_ONCE]
        found = _values(engine, records, columns)
        seen += [_seen(n, types[n], rows, found.get(at, [])) for at, n in enumerate(columns)]
    return SeenFile(name, records, rows, tuple(seen))


def _values(
    engine: Engine, records: str, columns: Sequence[str]
) -> dict[int, list[dict[str, Any]]]:
    """The most frequent values of each column by its place, all in one query."""
    parts = (f"(select {at} as place, * from ({_counted(records, n)}))"
             for at, n in enumerate(columns))  # fmt: skip
    found: dict[int, list[dict[str, Any]]] = {}
    told = engine.query(f"{' union all '.join(parts)} order by place, n desc, value").to_pylist()
    for row in told:
        found.setdefault(row["place"], []).append(row)
    return found


def _counted(records: str, name: str) -> str:
    value = f"trim(cast({identifier(name)} as varchar))"
    return (
        "select substr(value, 1, 300) as value, n, filled, distinct_values from ("
        "select value, count(*) as n, cast(sum(count(*)) over () as bigint) as filled, "
        f"count(*) over () as distinct_values from (select {value} as value "
        f"from {identifier(records)} where {identifier(name)} is not null "
        f"and not {among(f'lower({value})', MISSING_WORDS)}) as told group by value) as counted "
        f"order by n desc, value limit {SAMPLED_VALUES}"
    )


def _seen(name: str, type_: str, rows: int, told: Sequence[dict[str, Any]]) -> SeenColumn:
    counts: Counter[str] = Counter()
    for row in told:
        counts[row["value"]] += row["n"]  # long texts may begin alike
    filled, distinct = (told[0]["filled"], told[0]["distinct_values"]) if told else (0, 0)
    return SeenColumn(name, type_, rows, filled, distinct, dict(counts.most_common()))


def readable_share(
    engine: Engine, column: SeenColumn, kind: FieldKind, *, percent: bool = False
) -> float:
    """Share of the sampled values that the standardiser of `kind` understands."""
    if not column.counts:
        return 0.0
    if kind in (FieldKind.DATE, FieldKind.TIME):
        return 1.0 if column.is_temporal else column.dates.share_understood
    if column.is_temporal:
        return 0.0
    standardiser = standardiser_of(kind)
    # a column of made-up domains is a column of domains all the same
    reading = Reading(decimal=column.decimal_mark, percent=percent, reserved_domains=True)
    if isinstance(standardiser, ValueStandardiser):
        first = standardiser.outputs[0].suffix
        values = column.values[:_TRIED]
        answers = standardiser.understand(values, [None] * len(values), reading)[first]
        understood = [a is not None for a in answers]
    elif isinstance(standardiser, SqlStandardiser):
        first = standardiser.outputs[0].suffix
        understood = _understood_in_sql(engine, column, standardiser, reading, first)
    else:
        return 0.0
    weights = list(column.counts.values())[:_TRIED]
    return sum(w for w, known in zip(weights, understood, strict=True) if known) / sum(weights)


def names_companies(engine: Engine, column: SeenColumn) -> bool:
    """Whether the values are names of companies, by the legal forms that stand in them."""
    formed = _understood_in_sql(engine, column, CompanyName(), Reading(), "legal_form")
    return sum(formed) > _COMPANIES * len(formed)


def _understood_in_sql(
    engine: Engine, column: SeenColumn, standardiser: SqlStandardiser, reading: Reading, suffix: str
) -> list[bool]:
    import pyarrow as pa

    values = column.values[:_TRIED]
    numbered = {"place": range(len(values)), "value": pa.array(values, pa.string())}
    engine.load("seen_values", pa.table(numbered))
    expression = standardiser.expressions("value", reading)[suffix]
    sql = f"select ({expression}) is not null as known from seen_values order by place"
    known: list[bool] = engine.query(sql)["known"].to_pylist()
    engine.drop("seen_values")
    return known
