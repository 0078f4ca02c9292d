"""Numbers as people write them: marks, signs, currencies, and words such as million."""

from dataclasses import dataclass

from segmentry.hub.spelling.text import literal
from segmentry.hub.standardise.base import Reading

POWERS = {
    3: ("k", "tsd", "thousand", "tausend", "mille", "mil", "tys", "thsd"),
    6: ("m", "mm", "mn", "mln", "mio", "mill", "million", "millions", "millionen", "millones",
        "milioni", "miljoen"),
    9: ("b", "bn", "bln", "mrd", "md", "mia", "billion", "billions", "milliarden", "milliards",
        "miliardi", "miljard"),
}  # fmt: skip
ANY_POWER = "|".join(sorted((w for words in POWERS.values() for w in words), key=len, reverse=True))
_CODES = (
    "usd|eur|gbp|jpy|cny|rmb|chf|cad|aud|nzd|sek|nok|dkk|isk|pln|czk|huf|ron|bgn|rub|uah|try|brl|mxn|"
    "ars|clp|cop|pen|inr|pkr|bdt|lkr|idr|myr|sgd|hkd|twd|krw|thb|vnd|php|ils|aed|sar|qar|kwd|egp|zar|"
    "ngn|kes|ghs|mad"
)
_SHORT_SIGNS = r"kr|rs|fr|sfr|zl|zł|kc|kč|ft|lei|rm|rp|руб|р|s/|元|円|원"
_CURRENCY = rf"(?:[a-z]{{0,3}}\p{{Sc}}|(?:{_CODES}|{_SHORT_SIGNS})\.?)"
_ODD_SIGNS = dict(zip("\u00a0\u202f\u2009\u2007\t−–—‒‑’`´", "     -----'''", strict=True))


def digits(decimal: str) -> str:
    """The pattern of a number with correct groups; so 12,50 is never read as 1250."""
    mark, group = (",", "[. ']") if decimal == "," else (r"\.", "[, ']")
    grouped = f"[0-9]{{1,3}}(?:{group}[0-9]{{2,3}})*{group}[0-9]{{3}}(?:{mark}[0-9]*)?"
    plain = f"[0-9]+(?:{mark}[0-9]*)?(?:e[+-]?[0-9]{{1,2}})?"
    return f"(?:{grouped}|{plain}|{mark}[0-9]+)"


def levelled(value: str) -> str:
    """Small letters, one kind of blank, minus and apostrophe."""
    odd, even = "".join(_ODD_SIGNS), "".join(_ODD_SIGNS.values())
    return f"translate(lower({value}), {literal(odd)}, {literal(even)})"


def without_groups(number: str, decimal: str) -> str:
    """A matched number without its groups and with a dot as its mark."""
    marks = ("',. '''", "'.'") if decimal == "," else ("', '''", "''")
    return f"translate({number}, {marks[0]}, {marks[1]})"


def shifted(number: str, power_word: str, scale: int = 1) -> str:
    """The number's text with its power of ten behind: exact, and too much of it casts to null."""
    cases = " ".join(
        f"when {power_word} in ({', '.join(map(literal, words))}) then 'e{power}'"
        for power, words in POWERS.items()
    )
    own = f"e{len(str(scale)) - 1}" if scale > 1 else ""
    return f"{number} || case {cases} else '{own}' end"


@dataclass(frozen=True)
class WrittenNumber:
    """One number in a value, with the words that may stand before and after it."""

    value: str
    reading: Reading
    before: str = ""
    after: str = ""
    is_money: bool = False

    @property
    def text(self) -> str:
        """SQL for the number as text that casts; null where the value is no number."""
        number = without_groups(self._part(1), self.reading.decimal)
        amount = shifted(number, self._part(2), self.reading.scale)
        written = f"case when {self._part(1)} <> '' then {self._sign} || {amount} end"
        if self.reading.scale > 1:
            return written
        plain = "^-?[0-9]+$" if self.reading.decimal == "," else r"^-?[0-9]+(?:\.[0-9]+)?$"
        is_plain = f"regexp_matches({self.value}, '{plain}')"
        return f"case when {is_plain} then {self.value} else {written} end"

    @property
    def _sign(self) -> str:
        negative = r"^\(|^[^0-9]*-|-\)?$"
        return (
            f"case when regexp_matches({levelled(self.value)}, '{negative}') then '-' else '' end"
        )

    def _part(self, number: int) -> str:
        return f"regexp_extract({levelled(self.value)}, {literal(self._pattern)}, {number})"

    @property
    def _pattern(self) -> str:
        before = f"(?:(?:{self.before}) ?)?" if self.before else ""
        money = f"(?:{_CURRENCY} ?)?" if self.is_money else ""
        after = _CURRENCY if self.is_money else self.after
        unit = f"(?: ?(?:{after}))?" if after else ""
        number = f"({digits(self.reading.decimal)}) ?({ANY_POWER})?\\.?"
        return rf"^{before}\(?[-+]? ?{money}[-+]? ?{number}{unit} ?-?\)?$"
