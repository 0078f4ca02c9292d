"""What a column seems to hold, in words, where its file fits no table."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.engine.contract import Engine
from segmentry.hub.recognition.columns import SeenColumn, SeenFile, readable_share
from segmentry.hub.recognition.headers import likeness
from segmentry.hub.recognition.links import Column, is_within
from segmentry.model.fields import FieldKind
from segmentry.model.standard_tables import STANDARD_TABLES

_KINDS = {
    FieldKind.DATE: "days",
    FieldKind.MONEY: "numbers",
    FieldKind.EMAIL: "e-mail addresses",
    FieldKind.DOMAIN: "web addresses",
    FieldKind.COUNTRY: "countries",
}
"""Kinds that the values alone can tell, and what they are called."""
_MOST = 0.8
_ALIKE = 0.5


@dataclass(frozen=True)
class Hint:
    """A column of a file that fits no table: its kind, and what it may be."""

    column: str
    holds: str
    like: str = ""
    """A field that its header reads like: `orders.amount`."""
    shared: str = ""
    """A column of another file that has its values: `customers.ref`."""
    is_unique: bool = False

    def __str__(self) -> str:
        parts = [self.holds]
        if self.is_unique:
            parts.append("another in each row")
        if self.shared:
            parts.append(f"values of {self.shared}")
        if self.like:
            parts.append(f"reads like {self.like}")
        return f"{self.column} ({', '.join(parts)})"


def hints(engine: Engine, file: SeenFile, files: Sequence[SeenFile]) -> tuple[Hint, ...]:
    """A hint for each column, in the order of the file."""
    return tuple(
        Hint(
            c.name,
            _holds(engine, c),
            _like(c),
            _shared(engine, Column(file, c), files),
            c.is_unique and c.filled == c.rows,
        )
        for c in file.columns
    )


def _holds(engine: Engine, column: SeenColumn) -> str:
    if not column.filled:
        return "empty"
    for kind, words in _KINDS.items():
        if readable_share(engine, column, kind) >= _MOST:
            return words
    return "codes" if all(any(x.isdigit() for x in v) for v in column.values[:50]) else "words"


def _like(column: SeenColumn) -> str:
    found = [
        (likeness(column.name, field), f"{table.name}.{field.name}")
        for table in STANDARD_TABLES.values()
        for field in table.fields
    ]
    best, name = max(found, key=lambda pair: pair[0])
    return name if best >= _ALIKE else ""


def _shared(engine: Engine, column: Column, files: Sequence[SeenFile]) -> str:
    """The first column of another file, different in each row, that has this one's values."""
    if not column.may_be_key:
        return ""
    for file in files:
        for seen in file.columns if file.name != column.file.name else ():
            key = Column(file, seen)
            if seen.is_unique and key.may_be_key and is_within(engine, column, key):
                return f"{file.name}.{seen.name}"
    return ""
