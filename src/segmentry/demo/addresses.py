"""Where companies are, and phone numbers that nobody has."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import join, only, pick
from segmentry.demo.names import language_of
from segmentry.demo.places import COUNTRIES, STREETS
from segmentry.demo.randomness import Ints
from segmentry.demo.words import LANGUAGES

_CITIES = [city for country in COUNTRIES for city in country.cities]
_CITY_COUNT = np.array([len(c.cities) for c in COUNTRIES], dtype=np.int64)
_CITY_OFFSET = np.cumsum(_CITY_COUNT) - _CITY_COUNT
_STREETS = [street for language in LANGUAGES for street in STREETS[language]]
_STREET_COUNT = np.array([len(STREETS[w]) for w in LANGUAGES], dtype=np.int64)
_STREET_OFFSET = np.cumsum(_STREET_COUNT) - _STREET_COUNT


@dataclass(frozen=True)
class Addresses:
    """City, postal code and street of each company."""

    city: Ints
    postal: Ints
    street: Ints
    house: Ints

    def cities(self) -> pa.Array:
        return pick([name for name, _, _ in _CITIES], self.city)

    def regions(self) -> pa.Array:
        return pick([region for _, region, _ in _CITIES], self.city)

    def postal_codes(self) -> pa.Array:
        return _filled([pattern for _, _, pattern in _CITIES], self.city, self.postal)

    def streets(self) -> pa.Array:
        before = pick([s.partition("#")[0] for s in _STREETS], self.street)
        after = pick([s.partition("#")[2] for s in _STREETS], self.street)
        return join(before, pa.array(self.house).cast(pa.string()), after)


def draw_addresses(rng: np.random.Generator, country: Ints) -> Addresses:
    size = len(country)
    language = language_of(country)
    city = (rng.random(size) ** 1.5 * _CITY_COUNT[country]).astype(np.int64)
    street = rng.integers(0, 1 << 20, size) % _STREET_COUNT[language]
    return Addresses(
        _CITY_OFFSET[country] + city,
        rng.integers(0, 10_000, size),
        _STREET_OFFSET[language] + street,
        1 + (rng.random(size) ** 2 * 180).astype(np.int64),
    )


def phones(rng: np.random.Generator, country: Ints) -> pa.Array:
    """Numbers of ranges kept free for fiction; null in countries without one."""
    patterns = [c.phone for c in COUNTRIES]
    known = np.array([bool(p) for p in patterns])[country]
    drawn: Ints = rng.integers(0, 10_000, len(country))
    return only(known, _filled(patterns, country, drawn))


def _filled(patterns: list[str], which: Ints, number: Ints) -> pa.Array:
    """Each pattern with the number's digits at its # signs."""
    pieces: list[pa.Array] = []
    slots = max(p.count("#") for p in patterns)
    for slot in range(slots + 1):
        split = [p.split("#") for p in patterns]
        pieces.append(pick([s[slot] if slot < len(s) else "" for s in split], which))
        has_digit = [p.count("#") > slot for p in patterns]
        digit = np.where(np.array(has_digit)[which], number // 10**slot % 10, 10)
        pieces.append(pick([*"0123456789", ""], digit))
    return join(*pieces)
