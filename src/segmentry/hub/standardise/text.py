"""Free text."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import unless_placeholder
from segmentry.hub.spelling.text import collapsed
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Text(SqlStandardiser):
    """Tidies blanks and keeps the spelling."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("Desk   lamp,  white", "Desk lamp, white")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        return {"": unless_placeholder(value, collapsed(value))}
