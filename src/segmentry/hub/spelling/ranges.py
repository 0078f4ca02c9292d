"""Ranges as people write them: 51-200, 1,000+, under 10, 1-10 million."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from segmentry.hub.spelling.numbers import ANY_POWER, POWERS, digits
from segmentry.hub.standardise.base import Reading

_LONGEST = 80
_LARGEST = Decimal(10) ** 14  # what DECIMAL(18,4) can hold
_BELOW = "less than|fewer than|below|under|unter|weniger als|moins de|menos de|meno di|<"
_AT_MOST = "up to|at most|max|bis zu|bis|jusqu'à|hasta|fino a|<=|≤"
_ABOVE = "more than|greater than|above|over|über|mehr als|plus de|más de|mas de|oltre|>"
_AT_LEAST = "at least|from|min|ab|mindestens|à partir de|desde|da|>=|≥"
_AND = "-|~|to|bis|a|à|al|until|till|through|and|und|et|y|e|up to|/"
_OPEN = r"\+|or more|and more|and above|or above|plus|und mehr|et plus|y más|o más|e oltre"
_EARLIER = "between|zwischen|entre|from|von|de|approx|approximately|about|around|ca|circa|~"
_MONEY = r"(?: ?(?:[^\W\d_]{0,3}[$€£¥₹₩₽₺₴₦₫₪฿]|[a-z]{3}\b\.?|kr|zł|fr\.|rs\.?))?"
_SIGNS = str.maketrans("\u00a0\u202f\u2009\u2007\t−–—‒‑’`´", "     -----'''")


@dataclass(frozen=True)
class Range:
    """From the first number to the second, both included; None where it is open."""

    start: Decimal
    end: Decimal | None


def written_range(
    value: str, reading: Reading, *, words: str = "", whole: bool = False
) -> Range | None:
    """The range in a value; `whole` ranges count things, so 'under 10' ends at 9."""
    text = value.lower().translate(_SIGNS)
    found = _pattern(reading.decimal, words).fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        return None
    parts = found.groupdict()
    start, end = _numbers(parts, reading)
    if whole and any(number % 1 for number in (start, end or start)):
        return None
    if end is None:
        return _sound(_open_range(parts, start, Decimal(1 if whole else 0)))
    return _sound(Range(start, end)) if not parts["opening"] else None


def _open_range(parts: dict[str, str | None], number: Decimal, step: Decimal) -> Range:
    opening = f"|{parts['opening']}|"
    if opening in f"|{_ABOVE}|":
        return Range(number + step, None)
    if opening in f"|{_AT_LEAST}|" or parts["open"]:
        return Range(number, None)
    if opening in f"|{_BELOW}|":
        return Range(step, number - step)
    return Range(step, number) if opening in f"|{_AT_MOST}|" else Range(number, number)


def _numbers(parts: dict[str, str | None], reading: Reading) -> tuple[Decimal, Decimal | None]:
    """In 1-10 million the first number is in millions too, unless that passes the second."""
    start = _number(parts["first"], parts["first_power"], reading)
    if parts["second"] is None:
        return start, None
    end = _number(parts["second"], parts["second_power"], reading)
    shared = _number(parts["first"], parts["second_power"], reading)
    return (shared if not parts["first_power"] and shared <= end else start), end


def _number(text: str | None, power_word: str | None, reading: Reading) -> Decimal:
    marks = ". '" if reading.decimal == "," else ", '"
    plain = "".join(c for c in text or "" if c not in marks).replace(",", ".")
    powers = (10**power for power, words in POWERS.items() if power_word in words)
    return Decimal(plain) * next(powers, reading.scale)


def _sound(found: Range) -> Range | None:
    if found.start >= _LARGEST or (found.end or 0) >= _LARGEST:
        return None
    return found if found.end is None or found.start <= found.end else None


@lru_cache
def _pattern(decimal: str, words: str) -> re.Pattern[str]:
    unit = f"(?: ?(?:{words}))?" if words else _MONEY
    money = "" if words else _MONEY
    first, second = (
        rf"{money} ?(?P<{name}>{digits(decimal)}) ?(?:(?P<{name}_power>{ANY_POWER})\b\.?)?{unit}"
        for name in ("first", "second")
    )
    opening = f"(?P<opening>{'|'.join(sorted(_openings(), key=len, reverse=True))})"
    return re.compile(
        rf"(?:(?:{_EARLIER})\.? )?(?:{opening}\.? ?)?{first}"
        rf"(?: ?(?:{_AND}) ?{second})?(?: ?(?P<open>{_OPEN}))?{unit}"
    )


def _openings() -> list[str]:
    return "|".join((_BELOW, _AT_MOST, _ABOVE, _AT_LEAST)).split("|")
