"""Names of people."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import NO_PERSON, unless_placeholder
from segmentry.hub.spelling.text import collapsed, folded
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class PersonName(SqlStandardiser):
    """Tidies blanks, keeps the spelling, and leaves out what is no name.

    Its key serves to compare: small letters without marks; a comma keeps its place.
    """

    outputs = (Output("", ColumnType.TEXT), Output("key", ColumnType.TEXT))
    example = ("  Zoë   van der Berg", "Zoë van der Berg")

    def prepared(self, value: str, reading: Reading) -> Mapping[str, str]:
        name = unless_placeholder(value, collapsed(value), NO_PERSON)
        has_letter = rf"regexp_matches({value}, '\p{{L}}')"
        return {"name": f"case when {has_letter} then {name} end"}

    def from_prepared(
        self, value: str, prepared: Mapping[str, str], reading: Reading
    ) -> Mapping[str, str]:
        name = prepared["name"]
        return {"": name, "key": _key(name)}

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        return self.from_prepared(value, self.prepared(value, reading), reading)


def _key(name: str) -> str:
    letters = rf"regexp_replace({folded(name)}, '[^\p{{L}}\p{{N}},]+', ' ', 'g')"
    return f"nullif(trim(regexp_replace({letters}, ' *, *', ', ', 'g')), '')"
