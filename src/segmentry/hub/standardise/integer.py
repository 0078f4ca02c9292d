"""Whole numbers."""

from collections.abc import Mapping

from segmentry.hub.spelling.numbers import WrittenNumber
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType

_UNITS = (
    "days?|d|tage|tagen|jours?|días|dias|giorni|dagen|months?|monate|years?|jahre|hours?|hrs?|h|"
    "minutes?|mins?|seconds?|secs?|s|seats?|users?|licen[cs]es|pcs|pieces|units?|times|x"
)


class Integer(SqlStandardiser):
    """Reads a whole number, with a unit behind it if need be: 'Net 30', '12 seats'."""

    outputs = (Output("", ColumnType.INTEGER),)
    example = ("1,250 users", "1250")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        written = WrittenNumber(value, reading, before="net|netto", after=_UNITS)
        number = f"try_cast({written.text} as decimal(18,4))"
        return {"": f"case when {number} % 1 = 0 then cast({number} as bigint) end"}
