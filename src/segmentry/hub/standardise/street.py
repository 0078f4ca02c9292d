"""Street and number."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import unless_placeholder
from segmentry.hub.spelling.text import collapsed, folded, literal
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType

_SHORT = {
    "street": "st", "saint": "st", "avenue": "ave", "av": "ave", "road": "rd", "boulevard": "blvd",
    "drive": "dr", "lane": "ln", "court": "ct", "place": "pl", "square": "sq", "highway": "hwy",
    "parkway": "pkwy", "terrace": "ter", "north": "n", "south": "s", "east": "e", "west": "w",
    "rue": "r", "chemin": "ch", "calle": "c", "avenida": "ave", "piazza": "p",
}  # fmt: skip
"""Words of streets that are written out or shortened, as people like."""


class Street(SqlStandardiser):
    """Puts a street on one line and tidies its blanks; its key is the same for all spellings."""

    outputs = (Output("", ColumnType.TEXT), Output("key", ColumnType.TEXT))
    example = ("12  Orchestra\nTerrace", "12 Orchestra Terrace")

    def prepared(self, value: str, reading: Reading) -> Mapping[str, str]:
        one_line = rf"regexp_replace({value}, '[\s,;]*[\r\n]+[\s,;]*', ' ', 'g')"
        return {"line": unless_placeholder(value, collapsed(one_line))}

    def from_prepared(
        self, value: str, prepared: Mapping[str, str], reading: Reading
    ) -> Mapping[str, str]:
        line = prepared["line"]
        return {"": line, "key": street_key(line)}

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        return self.from_prepared(value, self.prepared(value, reading), reading)


def street_key(line: str) -> str:
    """SQL for a street in small letters, without marks, its usual words shortened."""
    bare = rf"regexp_replace({folded(line)}, '[^\p{{L}}\p{{N}}]+', ' ', 'g')"
    # German and Dutch write the kind of street onto its name
    words = f"regexp_replace(trim({bare}), '(strasse|straße|straat)( |$)', 'str ', 'g')"
    longs, shorts = (", ".join(map(literal, side)) for side in (_SHORT, _SHORT.values()))
    short = f"coalesce(map([{longs}], [{shorts}])[w], w)"
    each = f"list_transform(string_split(trim({words}), ' '), lambda w: {short})"
    return f"nullif(array_to_string({each}, ' '), '')"
