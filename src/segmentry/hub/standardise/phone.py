"""Phone numbers."""

import re
from collections.abc import Mapping, Sequence

import phonenumbers

from segmentry.hub.numbering_plans import from_abroad, from_within
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType

_LONGEST = 60
_SHORTEST_LOCAL, _LONGEST_LOCAL = 6, 15
_MADE_UP = re.compile(r"^0*$|^(\d)\1{5,}$|^0*1?23456789?0?\d?$|^0?987654321?0?$")
_NO_DIGIT = re.compile(r"\D")
_PLAIN = re.compile(r"\+?[0-9 ()./-]+")
_EXTENSION = re.compile(r"(?i)[,;]?\s*(?:ext|extn|extension|durchwahl|poste|x|#)[.:]?\s*\d{1,6}$")


class Phone(ValueStandardiser):
    """Writes a phone number as +493012345; without its country a local number says nothing.

    Its key serves to compare: the number, or the digits of one that cannot be dialled from afar.
    """

    outputs = (Output("", ColumnType.TEXT), Output("key", ColumnType.TEXT))
    example = ("(206) 555-9857 ext. 5467", "+12065559857")
    beside = "country"

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        pairs = zip(values, beside, strict=True)
        numbers = [international(v, c or reading.default_country) for v, c in pairs]
        keys = [n or _local(v) for v, n in zip(values, numbers, strict=True)]
        return {"": numbers, "key": keys}


def _local(value: str) -> str | None:
    """The digits of a number without its area, as sources of one town write it."""
    digits = _NO_DIGIT.sub("", _EXTENSION.sub("", value))
    is_told = _SHORTEST_LOCAL <= len(digits) <= _LONGEST_LOCAL and not _is_made_up(value)
    return digits if is_told and len(value) <= _LONGEST else None


def international(value: str, country: str = "") -> str | None:
    """The number in E.164, or None where it is no possible number or a made-up one."""
    if len(value) > _LONGEST or _is_made_up(value):
        return None
    number = _at_first_sight(value, country.upper()) or _parsed(value, country.upper())
    if number is None or _MADE_UP.match(number[1].lstrip("0")):
        return None
    return "+" + "".join(number)


def _at_first_sight(value: str, country: str) -> tuple[str, str] | None:
    """Country code and national number of digits with nothing between them that has a meaning."""
    if not _PLAIN.fullmatch(value):
        return None
    digits = _NO_DIGIT.sub("", value)
    return from_abroad(digits) if value.startswith("+") else from_within(digits, country)


def _parsed(value: str, country: str) -> tuple[str, str] | None:
    """Country code and national number as the parser reads them."""
    written = _EXTENSION.sub("", value.replace("\uff0b", "+"))
    try:
        number = phonenumbers.parse(written, country or None, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None
    told = str(number.country_code), phonenumbers.national_significant_number(number)
    return told if _is_credible(number) else None


def _is_credible(number: phonenumbers.PhoneNumber) -> bool:
    # Numbering plans change: a number of the right length counts where its country is written.
    written_out = number.country_code_source != phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY
    return phonenumbers.is_valid_number(number) or (
        written_out and phonenumbers.is_possible_number(number)
    )


def _is_made_up(value: str) -> bool:
    return bool(_MADE_UP.match(_NO_DIGIT.sub("", value)))
