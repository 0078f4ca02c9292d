"""The types a column can have, with their names on the engines and to people."""

from enum import StrEnum


class ColumnType(StrEnum):
    """A column's type; the value is its name in DuckDB's dialect."""

    TEXT = "VARCHAR"
    INTEGER = "BIGINT"
    NUMBER = "DOUBLE"
    MONEY = "DECIMAL(18,4)"  # never DOUBLE sums: the same rows in another order must give the same
    DATE = "DATE"
    TIME = "TIMESTAMP"
    BOOLEAN = "BOOLEAN"

    @property
    def is_numeric(self) -> bool:
        return self in (ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.MONEY)

    @property
    def is_temporal(self) -> bool:
        return self in (ColumnType.DATE, ColumnType.TIME)
