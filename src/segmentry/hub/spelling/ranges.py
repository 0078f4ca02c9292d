"""Ranges as people write them: 51-200, 1,000+, under 10, 1-10 million."""

from dataclasses import dataclass

from segmentry.hub.spelling.numbers import (
    CURRENCY,
    POWER,
    digits,
    levelled,
    shifted,
    without_groups,
)
from segmentry.hub.spelling.text import literal
from segmentry.hub.standardise.base import Reading

_BELOW = (
    "less than|fewer than|smaller than|below|under|unter|weniger als|moins de|menos de|meno di|<"
)
_AT_MOST = "up to|at most|max|bis zu|bis|jusqu'à|hasta|fino a|<=|≤"
_ABOVE = "more than|greater than|above|over|über|mehr als|plus de|más de|mas de|oltre|>"
_AT_LEAST = "at least|from|min|ab|mindestens|à partir de|desde|da|>=|≥"
_BETWEEN = "-|~|to|bis|a|à|al|until|till|through|and|und|et|y|e|up to|/"
_OPEN = r"\+|or more|and more|and above|or above|plus|und mehr|et plus|y más|o más|e oltre"
_EARLIER = "between|zwischen|entre|from|von|de|approx|approximately|about|around|ca|circa|~"


@dataclass(frozen=True)
class WrittenRange:
    """A range in a value; `whole` ranges count things, so 'under 10' ends at 9."""

    value: str
    reading: Reading
    type: str
    words: str = ""
    whole: bool = False

    @property
    def start(self) -> str:
        step = f" + case when {self._opening(_ABOVE)} then 1 else 0 end" if self.whole else ""
        return (
            f"case when {self._opening(_BELOW, _AT_MOST)} and {self._part(4)} = '' "
            f"then {'1' if self.whole else '0'} else {self._low}{step} end"
        )

    @property
    def end(self) -> str:
        step = f" - case when {self._opening(_BELOW)} then 1 else 0 end" if self.whole else ""
        return (
            f"case when {self._part(4)} <> '' then {self._cast(self._number(4, 5))} "
            f"when {self._opening(_BELOW, _AT_MOST)} then {self._own_low}{step} "
            f"when {self._opening(_ABOVE, _AT_LEAST)} or {self._part(6)} <> '' then null "
            f"else {self._own_low} end"
        )

    @property
    def _own_low(self) -> str:
        return self._cast(self._number(2, 3))

    @property
    def _low(self) -> str:
        """In 1-10 million the first number is in millions too, unless that passes the second."""
        shared = self._cast(self._number(2, 5))
        second = self._cast(self._number(4, 5))
        return (
            f"case when {self._part(3)} = '' and {self._part(5)} <> '' "
            f"and {shared} <= {second} then {shared} else {self._own_low} end"
        )

    def _number(self, number: int, power: int) -> str:
        text = without_groups(self._part(number), self.reading.decimal)
        return shifted(text, self._part(power), self.reading.scale)

    def _cast(self, text: str) -> str:
        return f"try_cast({text} as {self.type})"

    def _opening(self, *words: str) -> str:
        listed = ", ".join(literal(w) for group in words for w in group.split("|"))
        return f"{self._part(1)} in ({listed})"

    def _part(self, number: int) -> str:
        return f"regexp_extract({levelled(self.value)}, {literal(self._pattern)}, {number})"

    @property
    def _pattern(self) -> str:
        number = (
            f"(?:{CURRENCY} ?)?({digits(self.reading.decimal)}) ?({POWER})?\\.?(?: ?{CURRENCY})?"
        )
        opening = f"(?:(?:{_EARLIER})\\.? )?(?:({_BELOW}|{_AT_MOST}|{_ABOVE}|{_AT_LEAST})\\.? ?)?"
        words = f"(?: ?(?:{self.words}))?" if self.words else ""
        second = f"(?:{words} ?(?:{_BETWEEN}) ?{number})?"
        return f"^{opening}{number}{second} ?({_OPEN})?{words}$"
