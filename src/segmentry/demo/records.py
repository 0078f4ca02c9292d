"""How the systems know the companies: as what, and by which evidence a record can be resolved."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from segmentry.demo.behaviour import NOT_IN_CAMPAIGN, Lives
from segmentry.demo.columns import either, keys, only
from segmentry.demo.companies import TEST, Companies
from segmentry.demo.names import SPELLINGS
from segmentry.demo.orders import Orders
from segmentry.demo.people import draw_people
from segmentry.demo.randomness import KEY_SPACE, Bools, Floats, Ints, stream

EVIDENCE = ("anchor", "registration", "domain", "name and country", "similar name", "none")
"""What ties a record to the company: the anchor is the first record, the others point to it."""
ANCHOR, REGISTRATION, DOMAIN, NAME_COUNTRY, SIMILAR_NAME, NO_EVIDENCE = range(len(EVIDENCE))
_EVIDENCE_WEIGHTS = np.array([0.0, 0.50, 0.26, 0.15, 0.08, 0.01])
_MISSPELT = SPELLINGS.index("misspelt")
_DUPLICATES = 0.04  # share of companies that are in the CRM twice
_SECOND_TIME = KEY_SPACE // 2  # numbers of second records start here


@dataclass(frozen=True)
class Records:
    """The company records of one system; `place` is the company's place in the part."""

    companies: Companies
    place: Ints
    evidence: Ints
    spelling: Ints
    key: pa.Array
    shows_registration: Bools
    shows_domain: Bools
    moved: Bools  # the record has an old street

    def __len__(self) -> int:
        return len(self.place)

    def of_company(self, values: pa.Array) -> pa.Array:
        return values.take(pa.array(self.place))

    @cached_property
    def names(self) -> pa.Array:
        written = self.companies.names
        result = self.of_company(self.companies.name)
        for spelling in np.unique(self.spelling[self.spelling > 0]):
            other = self.companies.with_test_names(written.spelt(SPELLINGS[spelling]))
            result = either(self.spelling == spelling, self.of_company(other), result)
        people = draw_people(
            np.random.default_rng(self.companies.seed),
            self.companies.country[self.place], self.companies.number[self.place],
        )  # fmt: skip
        return either(self.evidence == NO_EVIDENCE, people.full_names(), result)

    @cached_property
    def registration_ids(self) -> pa.Array:
        return only(self.shows_registration, self.of_company(self.companies.registration_id))

    @cached_property
    def domains(self) -> pa.Array:
        return only(self.shows_domain, self.of_company(self.companies.domain))

    @cached_property
    def streets(self) -> pa.Array:
        streets = self.companies.addresses.streets()
        return only(~self.moved, self.of_company(streets))


@dataclass(frozen=True)
class Systems:
    """The records of all systems, and which company has its CRM key."""

    crm: Records
    shop: Records
    provider: Records
    in_crm: Bools
    twice: Bools  # is in the CRM a second time
    crm_key: pa.Array  # per company, whether or not it is in the CRM
    second_crm_key: pa.Array
    shop_key: pa.Array


def draw_systems(companies: Companies, lives: Lives, orders: Orders) -> Systems:
    rng = stream(companies.seed, int(companies.number[0]), "records")
    size = len(companies)
    in_crm = (rng.random(size) < 0.93) | lives.subscribed | (lives.arm != NOT_IN_CAMPAIGN)
    in_crm |= companies.parent >= 0
    in_crm[companies.parent[companies.parent >= 0]] = True
    in_shop = np.bincount(orders.company, minlength=size) > 0
    in_provider = (rng.random(size) < 0.72) & (companies.relation != TEST) | ~(in_crm | in_shop)
    twice = in_crm & (rng.random(size) < _DUPLICATES) & ~companies.excluded
    anchor = _Anchor(rng.random(size) < 0.85, rng.random(size) < 0.93, companies.other_script)
    crm_key = keys("ACC-", companies.key_numbers(0))
    again = keys("ACC-", companies.key_numbers(_SECOND_TIME))
    shop_key = keys("K-", companies.key_numbers(11))
    provider_key = keys("P", companies.key_numbers(23))
    crm = _records(rng, companies, anchor, in_crm, np.ones(size, dtype=np.bool_), crm_key)
    second = _records(rng, companies, anchor, twice, np.zeros(size, dtype=np.bool_), again)
    return Systems(
        _together(crm, second),
        _records(rng, companies, anchor, in_shop, ~in_crm, shop_key, strangers=True),
        _records(rng, companies, anchor, in_provider, ~(in_crm | in_shop), provider_key),
        in_crm, twice, crm_key, again, shop_key,
    )  # fmt: skip


class _Anchor:
    """What the first record of each company shows: every evidence needs its other half there."""

    def __init__(self, registration: Bools, domain: Bools, other_script: Bools) -> None:
        self.registration = registration | other_script
        self.domain = domain
        self.other_script = other_script

    def possible(self, place: Ints, evidence: Ints) -> Ints:
        """The evidence drawn, or the next that the first record can answer."""
        result = np.where((evidence == REGISTRATION) & ~self.registration[place], DOMAIN, evidence)
        result = np.where((result == DOMAIN) & ~self.domain[place], NAME_COUNTRY, result)
        unlike = self.other_script[place] & np.isin(result, (NAME_COUNTRY, SIMILAR_NAME))
        return np.where(unlike, REGISTRATION, result)


def _records(
    rng: np.random.Generator, companies: Companies, anchor: _Anchor, present: Bools,
    is_anchor: Bools, key: pa.Array, *, strangers: bool = False,
) -> Records:  # fmt: skip
    place = np.flatnonzero(present)
    size = len(place)
    weights = _EVIDENCE_WEIGHTS[: NO_EVIDENCE + strangers]
    drawn = rng.choice(len(weights), size, p=weights / weights.sum())
    evidence = np.where(is_anchor[place], ANCHOR, anchor.possible(place, drawn))
    first = evidence == ANCHOR
    shows_domain = (evidence == DOMAIN) | (evidence == REGISTRATION) & (rng.random(size) < 0.5)
    shows_domain &= anchor.domain[place]
    moved = np.isin(evidence, (REGISTRATION, DOMAIN)) & (rng.random(size) < 0.15)
    return Records(
        companies, place, evidence, _spellings(rng, evidence, anchor.other_script[place]),
        key.take(pa.array(place)),
        (evidence == REGISTRATION) | first & anchor.registration[place],
        shows_domain | first & anchor.domain[place], moved | (evidence == NO_EVIDENCE),
    )  # fmt: skip


def _spellings(rng: np.random.Generator, evidence: Ints, other_script: Bools) -> Ints:
    """Strong evidence allows any spelling; weaker evidence needs a name that still agrees."""
    by_evidence: Floats = np.array([
        [1, 0, 0, 0, 0, 0], [4, 2, 2, 1, 1, 1], [4, 2, 2, 2, 1, 0], [3, 2, 2, 2, 1, 0],
        [0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0],
    ], dtype=np.float64)  # fmt: skip
    edges = np.cumsum(by_evidence / by_evidence.sum(axis=1, keepdims=True), axis=1)[evidence]
    drawn = (rng.random((len(evidence), 1)) > edges).sum(axis=1)
    return np.where(other_script & (drawn == _MISSPELT), 0, drawn).astype(np.int64)


def _together(first: Records, second: Records) -> Records:
    return Records(
        first.companies,
        np.concatenate([first.place, second.place]),
        np.concatenate([first.evidence, second.evidence]),
        np.concatenate([first.spelling, second.spelling]),
        pa.concat_arrays([first.key, second.key]),
        np.concatenate([first.shows_registration, second.shows_registration]),
        np.concatenate([first.shows_domain, second.shows_domain]),
        np.concatenate([first.moved, second.moved]),
    )
