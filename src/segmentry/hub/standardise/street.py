"""Street and number."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import unless_placeholder
from segmentry.hub.spelling.text import collapsed
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Street(SqlStandardiser):
    """Puts a street on one line and tidies its blanks."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("12  Orchestra\nTerrace", "12 Orchestra Terrace")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        one_line = rf"regexp_replace({value}, '[\s,;]*[\r\n]+[\s,;]*', ' ', 'g')"
        return {"": unless_placeholder(value, collapsed(one_line))}
