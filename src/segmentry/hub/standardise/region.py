"""States, provinces and regions."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import unless_placeholder
from segmentry.hub.spelling.text import collapsed, in_title_case
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Region(SqlStandardiser):
    """Tidies a region's name; short codes such as 'ca' become capitals."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("BRITISH  COLUMBIA", "British Columbia")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        name = f"case when length({value}) <= 3 then upper({value}) else "
        name += f"{in_title_case(collapsed(value))} end"
        return {"": unless_placeholder(value, name)}
