"""Years."""

from collections.abc import Mapping

from segmentry.hub.spelling.text import literal
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType

_YEAR = "1[6-9][0-9]{2}|2[01][0-9]{2}|2200"
_BEFORE = r"(?:(?:est\.?|established|founded|since|seit|depuis|c\.|ca\.|circa|in) ?(?:in )?)?"
_DAY_MONTH = "(?:[0-9]{1,2}[./-]){0,2}"
_AFTER = r"(?:\.0|[-/ (,;T].*)?"


class Year(SqlStandardiser):
    """Reads the year from a year or a date; years before 1600 or after 2200 are not believed."""

    outputs = (Output("", ColumnType.INTEGER),)
    example = ("founded 1987", "1987")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        pattern = literal(f"(?i)^{_BEFORE}{_DAY_MONTH}({_YEAR}){_AFTER}$")
        return {"": f"try_cast(nullif(regexp_extract({value}, {pattern}, 1), '') as bigint)"}
