"""Company names: every company its own, and the other ways in which people write it."""

import unicodedata
from dataclasses import dataclass, replace
from math import gcd

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentry.demo.columns import either, join, pick
from segmentry.demo.industries import GROUPS
from segmentry.demo.places import COUNTRIES
from segmentry.demo.randomness import Bools, Ints
from segmentry.demo.words import CORES, LANGUAGES, OTHER_SCRIPTS, TRADE_FIRST, TRADES

SPELLINGS = ("official", "upper", "long form", "bare", "folded", "misspelt")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "å": "a"}
)
_LANGUAGE_OF_COUNTRY = np.array([LANGUAGES.index(c.language) for c in COUNTRIES], dtype=np.int64)
_FIRST_COUNT = np.array([len(CORES[w][0]) for w in LANGUAGES], dtype=np.int64)
_SECOND_COUNT = np.array([len(CORES[w][1]) for w in LANGUAGES], dtype=np.int64)
_FIRST_OFFSET = np.cumsum(_FIRST_COUNT) - _FIRST_COUNT
_SECOND_OFFSET = np.cumsum(_SECOND_COUNT) - _SECOND_COUNT
_CAPACITY = _FIRST_COUNT * _SECOND_COUNT
_FIRST = [w for language in LANGUAGES for w in CORES[language][0]]
_SECOND = [w for language in LANGUAGES for w in CORES[language][1]]

_TRADE_GROUPS = (*GROUPS, "&")
_TRADE_LISTS = [TRADES[w][g] for w in LANGUAGES for g in _TRADE_GROUPS]
_TRADE = [w for words in _TRADE_LISTS for w in words]
_TRADE_COUNT = np.array([len(words) for words in _TRADE_LISTS], dtype=np.int64)
_TRADE_OFFSET = np.cumsum(_TRADE_COUNT) - _TRADE_COUNT

_FORM_COUNT = np.array([len(c.legal_forms) for c in COUNTRIES], dtype=np.int64)
_FORM_OFFSET = np.cumsum(_FORM_COUNT) - _FORM_COUNT
_FORMS = [form for c in COUNTRIES for form in c.legal_forms]


def folded(text: str) -> str:
    """The text without accents, as many systems keep it."""
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans("łŁø", "lLo")))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("ß", "ss")


def misspelt(word: str) -> str:
    """A slip of the hand: a letter is missing, or typed twice."""
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :] if len(word) > 4 else word + word[-1]


def for_domain(text: str) -> str:
    """The text as a part of a web domain."""
    plain = folded(text.lower().translate(_UMLAUTS)).replace("&", " ")
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in plain).split())


def language_of(country: Ints) -> Ints:
    return _LANGUAGE_OF_COUNTRY[country]


def has_other_script(country: Ints) -> Bools:
    other = np.array([w in OTHER_SCRIPTS for w in LANGUAGES])
    return other[language_of(country)]


@dataclass(frozen=True)
class NameParts:
    """The words that make each name, as places in the tables of words."""

    country: Ints
    cores: tuple[Ints, Ints, Ints]  # compound words; -1 where a name has fewer
    trade: Ints
    form: Ints

    @property
    def language(self) -> Ints:
        return language_of(self.country)

    def copied(self, to: Ints, from_: Ints) -> "NameParts":
        """The names at `from_` also at `to`; country and legal form stay."""
        cores = tuple(_overwritten(c, to, from_) for c in self.cores)
        return replace(
            self, cores=(cores[0], cores[1], cores[2]), trade=_overwritten(self.trade, to, from_)
        )


def draw_names(
    rng: np.random.Generator, number: Ints, country: Ints, group: Ints, seed: int
) -> NameParts:
    """A name for each company number: no other company of that language has its core."""
    language = language_of(country)
    family = rng.random(len(number)) < 0.22
    kind = language * len(_TRADE_GROUPS) + np.where(family, len(GROUPS), group)
    trade = _TRADE_OFFSET[kind] + rng.integers(0, 1 << 20, len(number)) % _TRADE_COUNT[kind]
    form = _FORM_OFFSET[country] + rng.integers(0, 1 << 20, len(number)) % _FORM_COUNT[country]
    return NameParts(country, _cores(number, language, seed), trade, form)


def _cores(number: Ints, language: Ints, seed: int) -> tuple[Ints, Ints, Ints]:
    step = _STEPS[language]
    capacity = _CAPACITY[language]
    low, rest = number % capacity, number // capacity
    first = (low * step + seed * 97) % capacity
    second = np.where(rest > 0, (rest + first * 7) % capacity, -1)
    third = np.where(rest >= capacity, (rest // capacity + first * 11) % capacity, -1)
    return first, second, third


def _step(capacity: int) -> int:
    """A stride near the golden section that visits every place once."""
    step = round(capacity * 0.618)
    while gcd(step, capacity) > 1:
        step += 1
    return step


def _overwritten(values: Ints, to: Ints, from_: Ints) -> Ints:
    changed = values.copy()
    changed[to] = values[from_]
    return changed


class Names:
    """The names of some companies in every spelling."""

    def __init__(self, parts: NameParts) -> None:
        self.parts = parts
        japanese = np.array([w == "ja" for w in LANGUAGES])[parts.language]
        self._blank = either(japanese, "", " ")
        self._trade_leads = np.array([w in TRADE_FIRST for w in LANGUAGES])[parts.language]

    def official(self) -> pa.Array:
        return join(self.bare(), self._blank, self._form(0))

    def long_form(self) -> pa.Array:
        return join(self.bare(), self._blank, self._form(1))

    def bare(self) -> pa.Array:
        """Without the legal form."""
        return self._written([w.native for w in _FIRST], [w.native for w in _SECOND],
                             [w.native for w in _TRADE])  # fmt: skip

    def folded(self) -> pa.Array:
        """In plain Latin letters, with the legal form where that is Latin."""
        bare = self._written([folded(w.latin) for w in _FIRST], [folded(w.latin) for w in _SECOND],
                             [folded(w.latin) for w in _TRADE])  # fmt: skip
        spaced = either(has_other_script(self.parts.country), " ", self._blank)
        return join(bare, spaced, pick(_FOLDED_FORMS, self.parts.form))

    def misspelt(self) -> pa.Array:
        bare = self._written([w.native for w in _FIRST], [misspelt(w.native) for w in _SECOND],
                             [w.native for w in _TRADE])  # fmt: skip
        return join(bare, self._blank, self._form(0))

    def spelt(self, spelling: str) -> pa.Array:
        """The names in one of SPELLINGS."""
        match spelling:
            case "upper":
                return pc.utf8_upper(self.official())
            case "long form":
                return self.long_form()
            case "bare":
                return self.bare()
            case "folded":
                return self.folded()
            case "misspelt":
                return self.misspelt()
            case _:
                return self.official()

    def domain_labels(self) -> pa.Array:
        """The part of the web domain before its ending."""
        first = [for_domain(w.latin) for w in _FIRST]
        second = [for_domain(w.latin) for w in _SECOND]
        cores = [self._compound(core, first, second, "-") for core in self.parts.cores]
        return join(*cores, "-", pick([for_domain(w.latin) for w in _TRADE], self.parts.trade))

    def _written(self, first: list[str], second: list[str], trade: list[str]) -> pa.Array:
        cores = [self._compound(core, first, second, self._blank) for core in self.parts.cores]
        core, doing = join(*cores), pick(trade, self.parts.trade)
        trade_leads = join(doing, self._blank, core)
        return either(self._trade_leads, trade_leads, join(core, self._blank, doing))

    def _compound(
        self, core: Ints, first: list[str], second: list[str], blank: pa.Array | str
    ) -> pa.Array:
        language, known = self.parts.language, np.maximum(core, 0)
        seconds = _SECOND_COUNT[language]
        ahead = pick(first, _FIRST_OFFSET[language] + np.floor_divide(known, seconds))
        behind = pick(second, _SECOND_OFFSET[language] + np.remainder(known, seconds))
        if core is self.parts.cores[0]:
            return join(ahead, behind)
        return either(core >= 0, join(blank, ahead, behind), "")

    def _form(self, way: int) -> pa.Array:
        return pick([form[way] for form in _FORMS], self.parts.form)


def _latin_form(form: str) -> str:
    return {"株式会社": "K.K.", "Α.Ε.": "S.A.", "Ε.Π.Ε.": "E.P.E."}.get(form, folded(form))


_FOLDED_FORMS = [_latin_form(official) for official, _ in _FORMS]
_STEPS = np.array([_step(int(c)) for c in _CAPACITY], dtype=np.int64)
