"""Amounts of money."""

from collections.abc import Mapping

from segmentry.hub.spelling.numbers import WrittenNumber
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Money(SqlStandardiser):
    """Reads an amount exactly, however its marks, sign and currency are written."""

    outputs = (Output("", ColumnType.MONEY),)
    example = ("($1,234.50)", "-1234.5000")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        written = WrittenNumber(value, reading, is_money=True)
        return {"": f"try_cast({written.text} as {ColumnType.MONEY})"}
