"""Industries."""

from collections.abc import Mapping, Sequence

from segmentry.hub.industries.understanding import Industry as Known
from segmentry.hub.industries.understanding import understood
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType


class Industry(ValueStandardiser):
    """Understands an industry from a code (SIC, NAICS, NACE, ISIC) or from words."""

    outputs = (
        Output("", ColumnType.TEXT),
        Output("scheme", ColumnType.TEXT),
        Output("code", ColumnType.TEXT),
        Output("isic", ColumnType.TEXT),
        Output("group", ColumnType.TEXT),
    )
    example = ("technolgy", "Technology")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        found = [understood(value, reading.scheme) or Known() for value in values]
        return {
            "": [i.words for i in found],
            "scheme": [i.scheme for i in found],
            "code": [i.code for i in found],
            "isic": [i.isic for i in found],
            "group": [i.group for i in found],
        }
