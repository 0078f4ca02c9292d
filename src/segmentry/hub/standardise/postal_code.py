"""Postal codes."""

from collections.abc import Mapping

from segmentry.hub.spelling.placeholders import unless_placeholder
from segmentry.hub.spelling.text import collapsed
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class PostalCode(SqlStandardiser):
    """Writes a postal code in capitals, without the country in front of it."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("d-68306", "68306")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        # '68306.0' is what spreadsheets make of a code read as a number.
        country_or_fraction = r"^([A-Za-z]{1,3}[- ])?[0-9]{4,5}([.]0)?$"
        digits = f"regexp_extract({value}, '[0-9]{{4,5}}', 0)"
        code = (
            f"case when regexp_matches({value}, '{country_or_fraction}') then {digits} "
            rf"when regexp_matches({value}, '^[\p{{L}}0-9 -]{{2,12}}$') "
            f"and regexp_matches({value}, '[0-9]') then upper({collapsed(value)}) end"
        )
        return {"": unless_placeholder(value, code)}
