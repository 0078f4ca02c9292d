"""Turns the values a database driver gives into Arrow, whatever mixture a column holds."""

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from segmentry.engine.sql import one_file
from segmentry.sources.formats.part import literal, quoted

_DIGITS = 38


class Kind(StrEnum):
    """What the values of a column are."""

    BOOLEAN = "BOOLEAN"
    INTEGER = "BIGINT"
    DECIMAL = "DECIMAL"
    NUMBER = "DOUBLE"
    DATE = "DATE"
    TIME = "TIMESTAMP"
    TEXT = "VARCHAR"


_ARROW = {
    Kind.BOOLEAN: pa.bool_(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.TIME: pa.timestamp("us"),
}  # decimals travel as text, until the digits of all of them are known
_PYTHON = {
    bool: Kind.BOOLEAN,
    int: Kind.INTEGER,
    Decimal: Kind.DECIMAL,
    float: Kind.NUMBER,
    dt.date: Kind.DATE,
    dt.datetime: Kind.TIME,
}


@dataclass
class Column:
    """What has been seen of a column so far."""

    name: str
    kinds: set[Kind] = field(default_factory=set)
    whole: int = 1
    scale: int = 0

    def array(self, values: Sequence[Any]) -> pa.Array:
        """The values of one batch, as one kind."""
        kind = self._kind(values)
        if kind is None:
            return pa.nulls(len(values), pa.string())
        self.kinds.add(kind)
        if kind is Kind.DECIMAL:
            self._measure(values)
        prepare = _PREPARE.get(kind)
        if prepare:
            values = [None if v is None else prepare(v) for v in values]
        return pa.array(values, _ARROW.get(kind, pa.string()))

    def _kind(self, values: Sequence[Any]) -> Kind | None:
        kinds = {_PYTHON.get(t, Kind.TEXT) for t in set(map(type, values)) - {type(None)}}
        if Kind.INTEGER in kinds and _are_wide(values):
            kinds = kinds - {Kind.INTEGER} | {Kind.DECIMAL}
        if Kind.DECIMAL in kinds and not all(
            v.is_finite() for v in values if isinstance(v, Decimal)
        ):
            return Kind.TEXT
        return _common(kinds)

    def _measure(self, values: Sequence[Any]) -> None:
        for value in values:
            if value is not None:
                _, digits, exponent = Decimal(value).as_tuple()
                scale = max(-int(exponent), 0)
                self.scale = max(self.scale, scale)
                self.whole = max(self.whole, len(digits) + int(exponent))

    @property
    def type(self) -> str:
        """The type of the whole column, in SQL."""
        kind = _common(self.kinds)
        if kind is not Kind.DECIMAL:
            return kind or Kind.TEXT
        if self.whole + self.scale > _DIGITS:
            return Kind.TEXT
        return f"DECIMAL({18 if self.whole + self.scale <= 18 else _DIGITS},{self.scale})"


def _are_wide(values: Sequence[Any]) -> bool:
    return any(isinstance(v, int) and not -(2**63) <= v < 2**63 for v in values)


def _common(kinds: set[Kind]) -> Kind | None:
    """One kind that holds all of them without loss; text if there is none."""
    if len(kinds) <= 1:
        return next(iter(kinds), None)
    if kinds == {Kind.INTEGER, Kind.DECIMAL}:
        return Kind.DECIMAL
    if kinds == {Kind.DATE, Kind.TIME}:
        return Kind.TIME
    return Kind.NUMBER if kinds == {Kind.INTEGER, Kind.NUMBER} else Kind.TEXT


def _utc(value: dt.date) -> dt.datetime:
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value if value.tzinfo is None else value.astimezone(dt.UTC).replace(tzinfo=None)


def _text(value: object) -> str:
    match value:
        case str():
            return value.replace("\0", "")
        case bytes() | bytearray() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case dict() | list() | tuple():
            return json.dumps(value, ensure_ascii=False, default=_text)
        case bool():
            return "true" if value else "false"
        case dt.date() | dt.time():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
    return str(value)


_PREPARE: dict[Kind, Callable[[Any], Any]] = {
    Kind.TIME: _utc,
    Kind.TEXT: _text,
    Kind.DECIMAL: lambda v: format(Decimal(v), "f"),
    Kind.NUMBER: float,
}


@dataclass
class Spool:
    """Batches kept in files beside the result; a new file where the kinds change."""

    folder: Path
    columns: list[Column]
    files: list[tuple[Path, int]] = field(default_factory=list)
    rows: int = 0
    _writer: pq.ParquetWriter | None = None

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        arrays = [c.array(v) for c, v in zip(self.columns, zip(*rows, strict=True), strict=True)]
        table = pa.table(arrays, names=[c.name for c in self.columns])
        self._writer_for(table.schema).write_table(table)
        self.rows += len(rows)

    def _writer_for(self, schema: pa.Schema) -> pq.ParquetWriter:
        if self._writer is None or self._writer.schema != schema:
            self.close()
            path = self.folder / f"rows_{len(self.files)}.parquet"
            self._writer = pq.ParquetWriter(path, schema)
            self.files.append((path, self.rows))
        return self._writer

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def query(self, name: str) -> str:
        """Everything spooled, each column in the one type that fits all of it."""
        chosen = ", ".join(
            f"cast({quoted(c.name)} as {c.type}) as {quoted(c.name)}" for c in self.columns
        )
        if not self.files:
            nothing = ", ".join(f"null::VARCHAR as {quoted(c.name)}" for c in self.columns)
            return f"select {nothing}, '' as _file, 0::BIGINT as _line limit 0"
        return " union all ".join(
            f"select {chosen}, {literal(name)} as _file, "
            f"{before} + file_row_number + 1 as _line "
            f"from read_parquet({one_file(path)}, file_row_number = true)"
            for path, before in self.files
        )


def column_list(names: Iterable[str]) -> list[Column]:
    return [Column(name) for name in names]
