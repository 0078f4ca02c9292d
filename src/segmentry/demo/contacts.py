"""The people whom the CRM knows, with their consent."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import digits, join, keys
from segmentry.demo.companies import Companies
from segmentry.demo.people import JOB_TITLES, People, draw_people
from segmentry.demo.randomness import Bools, Ints
from segmentry.demo.records import Systems
from segmentry.demo.repeats import repeated

_ROOM = 10  # contacts a company can have at most


@dataclass(frozen=True)
class Contacts:
    """Contacts in the order of their companies; `first` is the place of each company's first."""

    place: Ints
    number: Ints
    people: People
    title: Ints
    email: pa.Array
    consent: Bools
    opted_out: Bools
    withdrawn: Bools  # later, on the web, which the CRM does not know
    first: Ints  # per company; -1 without contact

    def __len__(self) -> int:
        return len(self.place)

    def keys(self, row: Ints) -> pa.Array:
        number = self.number[row]
        return join(keys("CON-", number // _ROOM), digits(number % _ROOM, 1))


def draw_contacts(rng: np.random.Generator, companies: Companies, systems: Systems) -> Contacts:
    most = np.clip(np.log10(companies.employees + 1) * 1.6, 1, 6)
    count = np.where(systems.in_crm, 1 + (rng.random(len(companies)) * most).astype(np.int64), 0)
    count = np.where(systems.in_crm & (rng.random(len(companies)) < 0.06), 0, count)
    place, within = repeated(count)
    starts = np.cumsum(count) - count
    number = companies.number[place] * _ROOM + within
    people = draw_people(rng, companies.country[place], number)
    consent = rng.random(len(place)) < 0.68
    return Contacts(
        place, number, people, _titles(rng, companies, place, within),
        people.emails(companies.domain.take(pa.array(place)), rng.random(len(place)) < 0.06),
        consent, ~consent & (rng.random(len(place)) < 0.35),
        consent & (rng.random(len(place)) < 0.04), np.where(count > 0, starts, -1),
    )  # fmt: skip


def _titles(rng: np.random.Generator, companies: Companies, place: Ints, within: Ints) -> Ints:
    """Small companies are known by their head, large ones by many functions."""
    head = (within == 0) & (companies.employees[place] < 50)
    return np.where(
        head, rng.integers(0, 2, len(place)), rng.integers(2, len(JOB_TITLES), len(place))
    )
