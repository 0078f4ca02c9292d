"""Values and ranges of variables as people read them."""

import re

from segmentry.reports import format as f
from segmentry.reports.view import Row

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LONG = re.compile(r"(?<![\d.,])\d{5,}(?![\d.,])")
_IN_WORDS = ("VARCHAR", "BOOLEAN")


def level_words(level: str, fact: Row | None, currency: str) -> str:
    """A value of a variable: 'below 600000' of an amount becomes 'below €600 k'."""
    if fact is None or fact["type"] in _IN_WORDS:
        return f.country(level) if fact and fact["variable"] == "country" else level

    def told(found: re.Match[str]) -> str:
        value = float(found[0])
        return str(f.money(value, currency)) if fact["unit"] == "currency" else grouped(found[0])

    return _NUMBER.sub(told, level)


def grouped(text: str) -> str:
    """Long numbers in groups of three digits."""
    return _LONG.sub(lambda found: f"{int(found[0]):,}", text)
