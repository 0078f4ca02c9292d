"""Numbers that need not be whole."""

from collections.abc import Mapping

from segmentry.hub.spelling.numbers import WrittenNumber
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Number(SqlStandardiser):
    """Reads a number, however its marks and sign are written."""

    outputs = (Output("", ColumnType.NUMBER),)
    example = ("1,234.5", "1234.5")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        text = WrittenNumber(value, reading).text
        # No more than 300 digits, for beyond them one engine says infinity.
        return {"": f"case when length({value}) < 300 then try_cast({text} as double) end"}
