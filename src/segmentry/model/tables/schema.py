"""What a table declares of itself, and the columns that many tables share."""

from dataclasses import dataclass

from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType
from segmentry.model.types import ColumnType as T


@dataclass(frozen=True)
class Column:
    """A column: name, type, meaning, and whether every row has a value."""

    name: str
    type: ColumnType
    meaning: str
    always: bool = False


@dataclass(frozen=True)
class TableSchema:
    """What a table holds: one row is one `row`; `open_ended` tables have further columns."""

    table: Table
    row: str
    columns: tuple[Column, ...]
    open_ended: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)


def column(name: str, type_: ColumnType, meaning: str, always: bool = False) -> Column:
    """A column in one line."""
    return Column(name, type_, meaning, always)


ACCOUNT_ID = column("account_id", T.TEXT, "the account", True)
SEGMENTATION = column("segmentation", T.TEXT, "name of the segmentation", True)
SEGMENT = column("segment", T.TEXT, "name of the segment", True)
