"""Cities."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import unless_placeholder
from segmentry.hub.spelling.text import collapsed, in_title_case
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class City(SqlStandardiser):
    """Tidies a city's name; all capitals or all small letters become 'New York'."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("NEW  YORK", "New York")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        city = unless_placeholder(value, in_title_case(collapsed(value)))
        return {"": rf"case when regexp_matches({value}, '\p{{L}}') then {city} end"}
