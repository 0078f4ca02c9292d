"""Shares and percentages."""

from collections.abc import Mapping

from segmentry.hub.spelling.numbers import digits, levelled, without_groups
from segmentry.hub.spelling.text import literal
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType

_PERCENT = r"%|percent|per cent|pct|prozent|pour cent|por ciento|٪|%"


class Share(SqlStandardiser):
    """Reads '25 %' and 0.25 as a quarter; a bare number above 1 is not guessed at.

    Where a column gives percentages without a sign, its reading says so (`percent`).
    """

    outputs = (Output("", ColumnType.NUMBER),)
    example = ("25 %", "0.25")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        pattern = literal(rf"^([-+]?) ?({digits(reading.decimal)}) ?({_PERCENT})?$")
        sign, number, percent = (
            f"regexp_extract({levelled(value)}, {pattern}, {part})" for part in (1, 2, 3)
        )
        text = f"{sign} || {without_groups(number, reading.decimal)}"
        if reading.percent:
            return {"": f"try_cast({text} || 'e-2' as double)"}
        bare = f"try_cast({text} as double)"
        return {
            "": f"case when {percent} <> '' then try_cast({text} || 'e-2' as double) "
            f"when {bare} between -1 and 1 then {bare} end"
        }
