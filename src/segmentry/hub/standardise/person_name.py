"""Names of people."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import NO_PERSON, unless_placeholder
from segmentry.hub.spelling.text import collapsed
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class PersonName(SqlStandardiser):
    """Tidies blanks, keeps the spelling, and leaves out what is no name."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("  Zoë   van der Berg", "Zoë van der Berg")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        name = unless_placeholder(value, collapsed(value), NO_PERSON)
        has_letter = rf"regexp_matches({value}, '\p{{L}}')"
        return {"": f"case when {has_letter} then {name} end"}
