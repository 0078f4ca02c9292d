"""The true companies: who they are, before any system wrote about them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from segmentry.demo.addresses import Addresses, draw_addresses, phones
from segmentry.demo.columns import digits, either, join
from segmentry.demo.industries import GROUPS, INDUSTRIES
from segmentry.demo.names import NameParts, Names, draw_names, has_other_script
from segmentry.demo.places import COUNTRIES
from segmentry.demo.randomness import Bools, Floats, Ints, labels_by_share, scrambled, stream
from segmentry.demo.registration import SERIALS, registration_ids
from segmentry.demo.segments import PLANTED, values

RELATIONS = ("Customer", "Partner", "Competitor", "Test")
"""'Customer' stands for customers and prospects; the others are excluded everywhere."""
_RELATION_SHARES = np.array([0.975, 0.012, 0.008, 0.005])
TEST = RELATIONS.index("Test")
NAMESAKE_SHARE, SUBSIDIARY_SHARE = 0.004, 0.06
_DOMAIN_ENDING = ".example"  # reserved, so no domain is anybody's
_NAMESAKES = (("US", "GB"), ("DE", "AT"))
_INDUSTRY_GROUP = np.array([GROUPS.index(i.group) for i in INDUSTRIES], dtype=np.int64)


@dataclass(frozen=True)
class Companies:
    """Some companies in a row; every array has one entry per company."""

    number: Ints
    segment: Ints
    relation: Ints
    country: Ints
    industry: Ints
    employees: Ints
    annual_revenue: Ints  # EUR
    founded: Ints
    parent: Ints  # place of the parent in this part; -1 without
    do_not_contact: Bools
    parts: NameParts
    namesake: Bools  # has the name of a company in another country
    addresses: Addresses
    seed: int

    def __len__(self) -> int:
        return len(self.number)

    @cached_property
    def names(self) -> Names:
        return Names(self.parts)

    @cached_property
    def name(self) -> pa.Array:
        return self.with_test_names(self.names.official())

    def with_test_names(self, names: pa.Array) -> pa.Array:
        """The names, but those of test accounts say so."""
        return either(
            self.relation == TEST, join("TEST do not use ", digits(self.number, 8)), names
        )

    @cached_property
    def domain(self) -> pa.Array:
        code = pa.array([c.code.lower() for c in COUNTRIES]).take(pa.array(self.country))
        label = self.names.domain_labels()
        label = either(self.namesake, join(label, "-", code), label)
        label = either(self.relation == TEST, join("test-", digits(self.number, 8)), label)
        return join(label, _DOMAIN_ENDING)

    @cached_property
    def registration_id(self) -> pa.Array:
        serial = (self.number * 7_368_787 + self.seed * 104_729) % SERIALS
        return registration_ids(self.country, serial)

    @cached_property
    def phone(self) -> pa.Array:
        return phones(stream(self.seed, int(self.number[0]), "phones"), self.country)

    @property
    def excluded(self) -> Bools:
        return self.relation > 0

    @property
    def other_script(self) -> Bools:
        return has_other_script(self.country)

    @property
    def true_id(self) -> pa.Array:
        return join("T", digits(self.number, 8))

    def key_numbers(self, offset: int) -> Ints:
        """Numbers for keys of one system, which say nothing about the true company."""
        return scrambled(self.number + offset, self.seed)


def draw_companies(first: int, count: int, seed: int, year: int) -> Companies:
    """The companies with these numbers."""
    rng = stream(seed, first, "companies")
    number = np.arange(first, first + count, dtype=np.int64)
    segment = labels_by_share(rng, values("share"), count)
    country = labels_by_share(rng, np.array([c.share for c in COUNTRIES]), count)
    industry = _industries(rng, segment)
    employees = _log_uniform(rng, segment, "employees")
    parts = draw_names(rng, number, country, _INDUSTRY_GROUP[industry], seed)
    relation = labels_by_share(rng, _RELATION_SHARES, count)
    parts, namesake = _with_namesakes(parts, country, relation)
    return Companies(
        number, segment, relation, country, industry, employees,
        _revenues(rng, employees), _founding_years(rng, segment, year),
        _parents(rng, relation, employees), rng.random(count) < 0.02, parts, namesake,
        draw_addresses(rng, country), seed,
    )  # fmt: skip


def _industries(rng: np.random.Generator, segment: Ints) -> Ints:
    result = np.zeros(len(segment), dtype=np.int64)
    for place, planted in enumerate(PLANTED):
        fitting = [n for n, i in enumerate(INDUSTRIES) if i.group in planted.industries]
        here = segment == place
        result[here] = rng.choice(np.array(fitting), int(here.sum()))
    return result


def _log_uniform(rng: np.random.Generator, segment: Ints, field: str) -> Ints:
    """Many at the lower end of the segment's range, few at the upper."""
    low, high = np.log(np.array([getattr(s, field) for s in PLANTED])[segment]).T
    skewed = rng.beta(1.0, 2.2, len(segment))
    result: Ints = np.rint(np.exp(low + skewed * (high - low))).astype(np.int64)
    return result


def _revenues(rng: np.random.Generator, employees: Ints) -> Ints:
    per_head: Floats = 160_000 * rng.lognormal(0.0, 0.45, len(employees))
    return (employees * per_head / 10_000).astype(np.int64) * 10_000 + 10_000


def _founding_years(rng: np.random.Generator, segment: Ints, year: int) -> Ints:
    startup = np.array([s.name == "Technology startups" for s in PLANTED])[segment]
    age = np.where(startup, 1 + rng.integers(0, 6, len(segment)),
                   4 + rng.gamma(2.0, 16.0, len(segment)).astype(np.int64))  # fmt: skip
    return (year - np.minimum(age, 240)).astype(np.int64)


def _with_namesakes(parts: NameParts, country: Ints, relation: Ints) -> tuple[NameParts, Bools]:
    """A few companies of one country get the names of companies of another."""
    codes = [c.code for c in COUNTRIES]
    count = max(1, round(len(country) * NAMESAKE_SHARE / 2))
    namesake = np.zeros(len(country), dtype=np.bool_)
    for original, copy in _NAMESAKES:
        source = np.flatnonzero((country == codes.index(original)) & (relation == 0))
        target = np.flatnonzero((country == codes.index(copy)) & (relation == 0))
        pairs = min(count, len(source), len(target))
        parts = parts.copied(target[:pairs], source[:pairs])
        namesake[target[:pairs]] = True
    return parts, namesake


def _parents(rng: np.random.Generator, relation: Ints, employees: Ints) -> Ints:
    """Parents are larger than their subsidiaries, so the tree has no cycle."""
    order = np.argsort(-employees, kind="stable")
    larger = order[(rng.random(len(order)) * np.arange(len(order)) / 3).astype(np.int64)]
    parent = np.full(len(order), -1, dtype=np.int64)
    parent[order] = larger
    owned = (rng.random(len(order)) < SUBSIDIARY_SHARE) & (relation == 0) & (relation[parent] == 0)
    owned &= employees[parent] > employees
    return np.where(owned, parent, -1)
