"""Keys under headers that say nothing: known because files share their values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from segmentry.engine.contract import Engine
from segmentry.hub.recognition.columns import SeenColumn, SeenFile
from segmentry.hub.recognition.headers import words_of
from segmentry.hub.recognition.keys import share_of_keys
from segmentry.hub.recognition.tables import NAME_IS_KEY, GuessedField, GuessedTable
from segmentry.model.mappings import FieldMapping

_ENOUGH = 0.9
"""Share of the values of one column that must stand in the other."""
_FEWEST = 3
"""Fewer different values are alike by chance."""
_LOOKED_AT = 100


@dataclass(frozen=True)
class Column:
    """A column of a file, to be compared with columns of other files."""

    file: SeenFile
    seen: SeenColumn

    @property
    def values(self) -> list[str]:
        return self.seen.values[:_LOOKED_AT]

    @property
    def may_be_key(self) -> bool:
        """Short codes without blanks; not dates, and not words such as cities."""
        if self.seen.is_temporal or self.seen.distinct < _FEWEST:
            return False
        codes = [v for v in self.values if len(v) <= 40 and not re.search(r"\s|\d[.,]\d|@|/", v)]
        told = [v for v in codes if re.search(r"\d", v)]
        return len(codes) == len(self.values) and len(told) >= _ENOUGH * len(codes)

    @property
    def tells(self) -> bool:
        """Counting numbers are in every file; longer codes are not alike by chance."""
        return all(not v.isdigit() or len(v) > 3 for v in self.values)

    def is_called_like(self, other: "Column") -> bool:
        return words_of(self.seen.name) == words_of(other.seen.name)


def link_keys(engine: Engine, tables: Sequence[GuessedTable]) -> list[GuessedTable]:
    """The tables with the keys that only their values tell."""
    with_keys = [_with_own_key(engine, t, tables) for t in tables]
    return [_with_account(engine, t, with_keys) for t in with_keys]


def _with_own_key(
    engine: Engine, table: GuessedTable, tables: Sequence[GuessedTable]
) -> GuessedTable:
    """Companies whose name served as key for want of a better one; people told beside them too."""
    name = _name_as_key(table, tables)
    if name is None or table.preset:
        return table
    others = [t for t in tables if t.file.name != table.file.name]
    found = [
        (sum(_refers(engine, other, column) for other in others), column)
        for column in _unused(table.file, tables)
        if column.seen.is_unique and column.seen.filled == column.seen.rows
    ]
    best = max(found, key=lambda pair: pair[0], default=None)  # the first of equal ones
    if best is None or not best[0]:
        return table
    key = best[1].seen.name
    fields = tuple(_rekeyed(f, name, key, "other files name its values") for f in table.fields)
    return replace(table, fields=fields)


def _name_as_key(table: GuessedTable, tables: Sequence[GuessedTable]) -> str | None:
    """The column that serves as key of the companies in the table's file, and is their name."""
    keys = (
        f.mapping.column
        for t in tables
        if t.file.name == table.file.name and t.table.name == "accounts"
        for f in t.fields
        if f.field == "key" and f.note == NAME_IS_KEY
    )
    return next(keys, None)


def _rekeyed(guess: GuessedField, old: str, new: str, note: str) -> GuessedField:
    if guess.field not in ("key", "account") or guess.mapping.column != old:
        return guess
    return GuessedField(guess.field, FieldMapping(column=new), 0.8, note)


def _refers(engine: Engine, table: GuessedTable, key: Column) -> bool:
    """Whether a table names the values of a column, in its account's column or an unused one."""
    named = table.column_of("account")
    columns = (
        [Column(table.file, table.file.column(named))] if named else _unused(table.file, [table])
    )
    return any(is_within(engine, column, key) for column in columns)


def _with_account(
    engine: Engine, table: GuessedTable, tables: Sequence[GuessedTable]
) -> GuessedTable:
    """A table that names no company, where one of its columns holds keys of companies."""
    if table.preset or table.table.field("account") is None or table.column_of("account"):
        return table
    for target, key in _keys_of_companies(table, tables):
        for column in _unused(table.file, tables):
            if not column.seen.is_unique and is_within(engine, column, key):
                note = f"its values are keys of {target}"
                guess = GuessedField("account", FieldMapping(column=column.seen.name), 0.8, note)
                return replace(table, fields=_in_order(table, guess))
    return table


def _keys_of_companies(
    table: GuessedTable, tables: Sequence[GuessedTable]
) -> Iterator[tuple[str, Column]]:
    for other in tables:
        key = other.column_of("key")
        is_elsewhere = other.file.name != table.file.name and not other.one_row_per_key
        if other.table.name == "accounts" and is_elsewhere and key:
            yield other.file.name, Column(other.file, other.file.column(key))


def _in_order(table: GuessedTable, guess: GuessedField) -> tuple[GuessedField, ...]:
    places = {f.name: place for place, f in enumerate(table.table.fields)}
    return tuple(sorted((*table.fields, guess), key=lambda g: places[g.field]))


def _unused(file: SeenFile, tables: Sequence[GuessedTable]) -> list[Column]:
    """Columns of a file that no table takes and that may be keys, as they stand in it."""
    used = {f.mapping.column for t in tables if t.file.name == file.name for f in t.fields}
    columns = (Column(file, c) for c in file.columns if c.name not in used)
    return [c for c in columns if c.may_be_key]


def is_within(engine: Engine, column: Column, key: Column) -> bool:
    """Whether the values of a column are values of a key: not by chance, and looked at cheaply
    before they are compared."""
    if not (column.tells or column.is_called_like(key)) or not column.may_be_key:
        return False
    if not _shapes(column) & _shapes(key):
        return False
    share = share_of_keys(
        engine, column.file.records, column.seen.name, key.file.records, key.seen.name
    )
    return share >= _ENOUGH


def _shapes(column: Column) -> set[str]:
    return {re.sub(r"[0-9]+", "9", re.sub(r"[^\W\d_]+", "A", v)) for v in column.values}
