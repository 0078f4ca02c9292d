"""How a record writes the name and the address of its company."""

from functools import cache
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentry.demo.columns import digits, either, join, only, pick
from segmentry.demo.company_records.companies import BRANCH, Companies, skewed
from segmentry.demo.company_records.misspelling import misspelt
from segmentry.demo.company_records.places import LANDS, Land
from segmentry.demo.company_records.sources import (
    FORM_CHANGED,
    STREET_SHORT,
    STREET_TYPO,
    TOWN_NOT_TOLD,
    Source,
)
from segmentry.demo.company_records.vocabulary import NONE, spellings, vocabulary
from segmentry.demo.company_records.words import is_foreign, plain, romanised
from segmentry.demo.randomness import Bools, Ints

_MOST_TOWNS, _MOST_STREETS, _MOST_KINDS = 32, 64, 8
_POSTAL_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_FORM_SPELLINGS = 3
_NOTHING = pa.scalar(None, pa.string())


def written_names(rng: np.random.Generator, them: Companies, source: Source) -> pa.Array:
    """The name as this source has it, with its habits and its mistakes."""
    size = len(them.head)
    at_home = rng.random(size) < source.own_script
    in_ascii = rng.random(size) < source.ascii_only
    short = rng.random(size) < source.abbreviated
    first, second, trade, suffix = (
        _spelt(words, at_home, in_ascii, short)
        for words in (them.brand, them.second, _trades(rng, them, source), _suffixes(rng, them))
    )
    first, trade = _with_typos(rng, first, trade, source.typo)
    swap = pa.array(them.trade_first ^ (rng.random(size) < source.swapped))
    core = pc.binary_join_element_wise(first, second, " ", null_handling="skip")
    ordered = [pc.if_else(swap, trade, core), pc.if_else(swap, core, trade)]
    whole = _joined(*ordered, suffix)
    whole = _acronyms(rng, them, whole, source.acronym)
    named = _joined(whole, _forms(rng, them, source, at_home))
    return either(rng.random(size) < source.shouted, pc.utf8_upper(named), named)


def domain_labels(them: Companies) -> pa.Array:
    """The part of a web domain before its ending, not yet told apart from the same of others."""
    slug = spellings().slug
    second = only(them.second >= 0, slug.take(pa.array(np.maximum(them.second, 0))))
    return join(slug.take(pa.array(them.brand)), pc.fill_null(second, ""))


def other_labels(them: Companies) -> pa.Array:
    """What a company adds where another has its domain: the trade, else the town."""
    town = vocabulary().starts("town", [x.code for x in LANDS])[them.land] + them.town
    return spellings().slug.take(pa.array(np.where(them.trade >= 0, them.trade, town)))


def written_towns(rng: np.random.Generator, them: Companies, source: Source) -> pa.Array:
    size = len(them.head)
    word = vocabulary().starts("town", [x.code for x in LANDS])[them.land] + them.town
    in_ascii = rng.random(size) < source.ascii_only
    return _spelt(word, rng.random(size) < source.own_script, in_ascii, np.zeros(size, dtype=bool))


def written_streets(rng: np.random.Generator, them: Companies, source: Source) -> pa.Array:
    size = len(them.head)
    place = (them.land * _MOST_STREETS + them.street) * _MOST_KINDS + them.street_kind
    ways = _street_spellings()
    full = either(rng.random(size) < source.own_script, ways[0].take(pa.array(place)),
                  ways[1].take(pa.array(place)))  # fmt: skip
    street = either(rng.random(size) < STREET_SHORT, ways[2].take(pa.array(place)), full)
    rows = np.flatnonzero(rng.random(size) < STREET_TYPO)
    street = misspelt(street, rows, rng.integers(0, 1 << 30, len(rows)))
    number = pa.array(them.number).cast(pa.string())
    number_first = np.array([x.number_first for x in LANDS])[them.land]
    return either(number_first, join(number, " ", street), join(street, " ", number))


def postal_codes(them: Companies) -> pa.Array:
    """One code for each street of a town."""
    place = (them.land * _MOST_TOWNS + them.town) * _MOST_STREETS + them.street
    return _postal_codes().take(pa.array(place))


def written_phones(them: Companies, subscriber: Ints, style: int) -> pa.Array:
    """The number as this source formats it; the length is that of the country."""
    dialling = pick([x.dialling for x in LANDS], them.land)
    area = _areas().take(pa.array(them.land * _MOST_TOWNS + them.town))
    width = np.array([x.subscriber for x in LANDS])[them.land]
    number = pa.array(subscriber % (10**width - 200_000) + 200_000).cast(pa.string())
    number = pc.if_else(pa.array(width == 7), digits_of(subscriber, 7), number)
    if style == 1:
        nought = pick(["" if x.code == "US" else "0" for x in LANDS], them.land)
        return join("(", nought, area, ") ", number)
    blank = "" if style else " "
    return join(dialling, blank, area, blank, number)


def digits_of(numbers: Ints, width: int) -> pa.Array:
    """The number with so many digits, none of the first ones nought."""
    low = 2 * 10 ** (width - 1)
    return digits(numbers % (10**width - low) + low, width)


def _trades(rng: np.random.Generator, them: Companies, source: Source) -> Ints:
    left_out = rng.random(len(them.trade)) < source.trade_missing
    return np.where(left_out, NONE, them.trade)


def _suffixes(rng: np.random.Generator, them: Companies) -> Ints:
    left_out = (them.kind == BRANCH) & (rng.random(len(them.kind)) < TOWN_NOT_TOLD)
    return np.where(left_out, NONE, them.suffix)


def _spelt(words: Ints, at_home: Bools, in_ascii: Bools, short: Bools) -> pa.Array:
    """The words in their own script, in Latin letters or in ASCII, null where there is none."""
    ways, there = spellings(), pa.array(np.maximum(words, 0))
    latin = either(short, ways.short.take(there), ways.latin.take(there))
    latin = either(in_ascii, ways.plain.take(there), latin)
    return only(words >= 0, either(at_home, ways.native.take(there), latin))


def _with_typos(
    rng: np.random.Generator, first: pa.Array, trade: pa.Array, share: float
) -> tuple[pa.Array, pa.Array]:
    """A mistake in the brand, or, for one in four, in the trade."""
    rows = np.flatnonzero(rng.random(len(first)) < share)
    in_trade = rng.random(len(rows)) < 0.25
    chance = rng.integers(0, 1 << 30, len(rows))
    return (misspelt(first, rows[~in_trade], chance[~in_trade]),
            misspelt(trade, rows[in_trade], chance[in_trade]))  # fmt: skip


def _acronyms(rng: np.random.Generator, them: Companies, whole: pa.Array, share: float) -> pa.Array:
    """Initials instead of the words, where there are three of them at least."""
    initial, words = spellings().initial, (them.brand, them.second, them.trade, them.suffix)
    letters = [only(w >= 0, initial.take(pa.array(np.maximum(w, 0)))) for w in words]
    short = pc.binary_join_element_wise(*letters, "", null_handling="skip")
    long_enough = pc.greater_equal(pc.utf8_length(short), 3)
    chosen = pc.and_(long_enough, pa.array(rng.random(len(whole)) < share))
    return pc.if_else(chosen, short, whole)


def _forms(rng: np.random.Generator, them: Companies, source: Source, at_home: Bools) -> pa.Array:
    """The legal form: as registered, written otherwise, an earlier one, or none."""
    size, words = len(them.form), vocabulary()
    former = rng.random(size) < FORM_CHANGED
    form = np.where(former, them.other_form, them.form)
    ranges = [r for (kind, _), r in words.ranges.items() if kind == "form"]
    counts = np.zeros(len(words.native), dtype=np.int64)
    counts[[r.first for r in ranges]] = [r.count for r in ranges]
    way = form + skewed(rng, np.minimum(counts[form], _FORM_SPELLINGS), size, 2.5)
    left_out = rng.random(size) < source.form_missing
    none = np.zeros(size, dtype=bool)
    return _spelt(np.where(left_out, NONE, way), at_home, none, none)


def _joined(*parts: pa.Array) -> pa.Array:
    filled = [pc.if_else(pc.equal(p, ""), _NOTHING, p) for p in parts]
    return pc.binary_join_element_wise(*filled, " ", null_handling="skip")


@cache
def _street_spellings() -> tuple[pa.Array, pa.Array, pa.Array]:
    """Every street of every country: at home, in Latin letters, abbreviated."""
    ways: tuple[list[str | None], ...] = ([], [], [])
    for place in product(LANDS, range(_MOST_STREETS), range(_MOST_KINDS)):
        for way, text in zip(ways, _street(*place), strict=True):
            way.append(text)
    return (pa.array(ways[0]), pa.array(ways[1]), pa.array(ways[2]))


def _street(land: Land, street: int, kind: int) -> tuple[str | None, str | None, str | None]:
    if street >= len(land.streets) or kind >= len(land.street_kinds):
        return None, None, None
    native, _, latin = land.streets[street].partition(":")
    long, short = land.street_kinds[kind]
    home = long.replace("*", native)
    if is_foreign(home):
        abroad = long.replace("*", latin) if latin else romanised(home)
        return home, abroad, abroad
    return home, home, plain(short.replace("*", native))


@cache
def _postal_codes() -> pa.Array:
    """The codes of all streets of all towns, in the pattern of their country."""
    places = product(LANDS, range(_MOST_TOWNS), range(_MOST_STREETS))
    return pa.array([_postal_code(*p) if p[1] < len(p[0].towns) else None for p in places])


@cache
def _areas() -> pa.Array:
    """The area code of every town."""
    return pa.array([x.areas[t % len(x.areas)] for x, t in product(LANDS, range(_MOST_TOWNS))])


def _postal_code(land: Land, town: int, street: int) -> str:
    """Towns lie apart; two streets of a town have often the same code."""
    wanted = land.postal.count("#")
    number = (10 ** (wanted - 1) + town * (9 * 10 ** (wanted - 1) // 33) + street // 2) % 10**wanted
    figures = iter(str(number).zfill(wanted))
    letters = iter((_POSTAL_LETTERS[street % 20], _POSTAL_LETTERS[(street * 7 + town) % 20]))
    filled = "".join(next(figures) if c == "#" else next(letters) if c == "%" else c
                     for c in land.postal)  # fmt: skip
    return filled.replace("@", land.towns[town][:2].upper())
