"""Amounts and ranges of them."""

from collections.abc import Mapping

from segmentry.hub.spelling.ranges import WrittenRange
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class MoneyRange(SqlStandardiser):
    """Reads an amount, or a range of it as its middle; an open range is its lower end."""

    outputs = (
        Output("", ColumnType.MONEY),
        Output("from", ColumnType.MONEY),
        Output("to", ColumnType.MONEY),
    )
    example = ("$1M-$10M", "5500000.0000")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        written = WrittenRange(value, reading, ColumnType.MONEY)
        start, end = written.start, written.end
        sound = f"{end} is null or {start} <= {end}"
        middle = f"try_cast(coalesce(({start} + {end}) * 0.5, {start}) as {ColumnType.MONEY})"
        return {
            "": f"case when {sound} then {middle} end",
            "from": f"case when {sound} then try_cast({start} as {ColumnType.MONEY}) end",
            "to": f"case when {start} <= {end} then {end} end",
        }
