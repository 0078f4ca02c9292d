"""All words under one numbering: as written at home, in Latin letters, and in plain ASCII."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import numpy as np
import pyarrow as pa

from segmentry.demo.company_records.places import LANDS, Land
from segmentry.demo.company_records.words import (
    ABBREVIATIONS,
    LANGUAGES,
    is_foreign,
    plain,
    romanised,
)
from segmentry.demo.randomness import Ints

NONE = -1
SYLLABLES = (
    "Ac Al Ar Av Bel Bri Cal Cor Cy Dal Del En Ex Fen Gal Hel In Jan Kal Lan Lu Mar Mer Nex No "
    "Or Pan Qua Ra Sol Syn Tal Ter Ul Va Ve Xan Zen",
    "a e i o u ta te ti to la le li lo ma mi na ni ra ri ro va vi do da",
    "ban bex cor dia don fex gen gon lex lin lis lon lux max mon nex nia nor num pex ra ris ron "
    "sa sys tec tis ton tra tria tron va vex via vis xis",
)


@dataclass(frozen=True)
class Range:
    """Words of one kind in one language: from `first`, so many."""

    first: int
    count: int


@dataclass
class Vocabulary:
    """Words by number; `ranges` says which numbers are what, by (kind, language or country)."""

    native: list[str] = field(default_factory=list)
    latin: list[str] = field(default_factory=list)
    ranges: dict[tuple[str, str], Range] = field(default_factory=dict)

    def add(self, kind: str, of: str, words: Iterable[str]) -> None:
        """Add words; `native:latin` where the romanised form follows no rule."""
        first = len(self.native)
        for word in words:
            native, _, latin = word.partition(":")
            self.native.append(native)
            self.latin.append(latin or (romanised(native) if is_foreign(native) else native))
        self.ranges[kind, of] = Range(first, len(self.native) - first)

    def starts(self, kind: str, of: Iterable[str]) -> Ints:
        return np.array([self.ranges[kind, name].first for name in of], dtype=np.int64)

    def counts(self, kind: str, of: Iterable[str]) -> Ints:
        return np.array([self.ranges[kind, name].count for name in of], dtype=np.int64)


@dataclass(frozen=True)
class Spellings:
    """The same words in the ways they are written, each an Arrow column to take from."""

    native: pa.Array
    latin: pa.Array
    plain: pa.Array
    short: pa.Array
    """Abbreviated where there is a usual abbreviation."""
    slug: pa.Array
    initial: pa.Array


@cache
def vocabulary() -> Vocabulary:
    """Every word that a name may hold."""
    words = Vocabulary()
    for name, language in LANGUAGES.items():
        words.add("compound", name, map(_glued, product(language.first, language.second)))
        words.add("surname", name, language.surnames)
        words.add("second surname", name, [_and(s) for s in language.surnames])
        words.add("brothers", name, language.brothers)
        words.add("trade", name, language.trades)
        words.add("generic", name, language.generic)
    for land in LANDS:
        _add_land(words, land)
    words.add("coined", "", map("".join, product(*map(str.split, SYLLABLES))))
    words.add("letters", "", map("".join, product("ABCDEFGHKLMNPRSTVWZ", repeat=3)))
    return words


@cache
def spellings() -> Spellings:
    words = vocabulary()
    latin = words.latin
    ascii_only = [plain(w) for w in latin]
    return Spellings(
        pa.array(words.native), pa.array(latin), pa.array(ascii_only),
        pa.array([ABBREVIATIONS.get(w, w) for w in latin]),
        pa.array([re.sub("[^a-z0-9]", "", w.lower()) for w in ascii_only]),
        pa.array([_initial(w) for w in ascii_only]),
    )  # fmt: skip


def _add_land(words: Vocabulary, land: Land) -> None:
    words.add("town", land.code, land.towns)
    words.add("branch", land.code, [_each(t, "- {}") for t in land.towns])
    words.add("country", land.code, [land.name])
    for number, forms in enumerate(land.legal_forms):
        shouted = [f if ":" in f or not is_foreign(f) else f"{f}:{_form(f)}" for f in forms]
        words.add("form", f"{land.code}{number}", shouted)


def _form(form: str) -> str:
    return romanised(form).upper() if len(form) < 9 else romanised(form)


def _and(surname: str) -> str:
    return _each(surname, "& {}")


def _each(word: str, pattern: str) -> str:
    return ":".join(pattern.format(w) for w in word.split(":"))


def _glued(pair: tuple[str, str]) -> str:
    (first, first_latin), (second, second_latin) = (_both(w) for w in pair)
    return f"{first}{second}:{first_latin}{second_latin}"


def _both(word: str) -> tuple[str, str]:
    native, _, latin = word.partition(":")
    return native, latin or (romanised(native) if is_foreign(native) else native)


def _initial(word: str) -> str:
    letters = re.sub("[^A-Za-z]", "", word)
    return letters[:1].upper()
