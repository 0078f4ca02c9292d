"""Text of few different values."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import unless_placeholder
from segmentry.hub.spelling.text import collapsed
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Category(SqlStandardiser):
    """Makes values alike that differ only in case and blanks: all in small letters."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("Closed  Won", "closed won")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        return {"": unless_placeholder(value, f"lower({collapsed(value)})")}
