"""The companies and sites behind the records: who belongs to whom, their names and places."""

from dataclasses import dataclass, fields

import numpy as np

from segmentry.demo.company_records.places import LANDS
from segmentry.demo.company_records.vocabulary import NONE, Vocabulary, vocabulary
from segmentry.demo.randomness import Bools, Ints, labels_by_share

SUBSIDIARIES, BRANCHES, CO_LOCATED = 0.12, 0.05, 0.05
FOREIGN_SUBSIDIARIES, SHARED_PHONES, NEIGHBOURS = 0.45, 0.5, 0.3
HEAD, SUBSIDIARY, BRANCH = 0, 1, 2
NAME_KINDS = {"compound": 0.30, "surname": 0.27, "coined": 0.25, "town": 0.07, "generic": 0.06,
              "letters": 0.05}  # fmt: skip
WITH_TRADE = {"compound": 0.75, "surname": 0.85, "coined": 0.6, "town": 1.0, "generic": 0.15,
              "letters": 0.9}  # fmt: skip
TRADE_FIRST_IN = {"fr", "es", "it", "pl", "bg"}
_LANGUAGE = [land.language for land in LANDS]


@dataclass
class Companies:
    """One row per company or site; words are numbers of the vocabulary."""

    head: Ints
    kind: Ints
    land: Ints
    brand: Ints
    second: Ints
    trade: Ints
    suffix: Ints
    form: Ints
    other_form: Ints
    trade_first: Bools
    town: Ints
    street: Ints
    street_kind: Ints
    number: Ints
    phone: Ints
    industry: Ints

    def take(self, rows: Ints) -> "Companies":
        return Companies(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def draw_companies(rng: np.random.Generator, count: int) -> Companies:
    """Heads first, then subsidiaries, then branches, so that relatives copy from rows above."""
    heads = count - round(count * SUBSIDIARIES) - round(count * BRANCHES)
    kind = np.repeat([HEAD, SUBSIDIARY, BRANCH],
                     [heads, round(count * SUBSIDIARIES), round(count * BRANCHES)])  # fmt: skip
    head = np.concatenate([np.arange(heads), skewed(rng, heads, count - heads)])
    land = labels_by_share(rng, np.array([x.share for x in LANDS]), count)
    is_abroad = (kind == SUBSIDIARY) & (rng.random(count) < FOREIGN_SUBSIDIARIES)
    land = np.where((kind == HEAD) | is_abroad, land, land[head])
    host = _hosts(rng, heads, count)
    land[host >= 0] = land[host[host >= 0]]
    companies = _draw(rng, land, head, kind)
    _name_subsidiaries(rng, companies, is_abroad)
    _move_in(rng, companies, host, SHARED_PHONES)
    near = np.where((kind == SUBSIDIARY) & (land == land[head]), head, NONE)
    _move_in(rng, companies, np.where(rng.random(count) < NEIGHBOURS, near, NONE), 0.7)
    _name_branches(rng, companies)
    return companies


def skewed(rng: np.random.Generator, count: int | Ints, size: int, power: float = 1.8) -> Ints:
    """Numbers below `count`, the low ones much more often, as names and groups are."""
    drawn: Ints = np.floor(np.asarray(count) * rng.random(size) ** power).astype(np.int64)
    return drawn


def another_address(rng: np.random.Generator, companies: Companies) -> None:
    """Give every row a new address in its country and a new phone."""
    size = len(companies.land)
    towns, streets = _per_land("towns"), _per_land("streets")
    companies.town = skewed(rng, towns[companies.land], size)
    companies.street = skewed(rng, streets[companies.land], size, 1.3)
    companies.street_kind = skewed(rng, _per_land("street_kinds")[companies.land], size)
    companies.number = 1 + skewed(rng, 240, size, 2.0)
    companies.phone = rng.integers(200_000, 10_000_000, size)


def _hosts(rng: np.random.Generator, heads: int, count: int) -> Ints:
    """Per row the company whose building and switchboard it shares; few buildings hold many."""
    host = np.full(count, NONE, dtype=np.int64)
    if heads > 1:
        guests = rng.choice(np.arange(heads // 2, heads), round(heads * CO_LOCATED), replace=False)
        host[guests] = skewed(rng, heads // 2, len(guests), 2.5)
    return host


def _draw(rng: np.random.Generator, land: Ints, head: Ints, kind: Ints) -> Companies:
    size, words = len(land), vocabulary()
    nothing = np.full(size, NONE, dtype=np.int64)
    language = np.array([_LANGUAGE[i] in TRADE_FIRST_IN for i in range(len(LANDS))])
    form, other = _forms(rng, words, land)
    companies = Companies(
        head, kind, land, nothing, nothing, nothing, nothing.copy(), form, other,
        language[land] & (rng.random(size) < 0.4), nothing, nothing, nothing, nothing, nothing,
        rng.integers(0, 300, size) ** 2 // 300,
    )  # fmt: skip
    another_address(rng, companies)
    _draw_names(rng, words, companies)
    return companies


def _draw_names(rng: np.random.Generator, words: Vocabulary, companies: Companies) -> None:
    size, land = len(companies.land), companies.land
    kinds = list(NAME_KINDS)
    kind = labels_by_share(rng, np.array(list(NAME_KINDS.values())), size)
    foreign = np.isin(land, [i for i, c in enumerate(_LANGUAGE) if c in ("el", "bg", "ja")])
    kind[foreign & np.isin(kind, [kinds.index("coined"), kinds.index("letters")])] = 0
    drawn = [_words(rng, words, k, land, companies.town) for k in kinds]
    companies.brand = np.choose(kind, drawn)
    brothers = _words(rng, words, "brothers", land, companies.town)
    partner = _words(rng, words, "second surname", land, companies.town)
    other = _words(rng, words, "generic", land, companies.town)
    chance = rng.random(size)
    of_family = np.where(chance < 0.35, brothers, np.where(chance < 0.5, partner, NONE))
    second = np.where(kind == kinds.index("surname"), of_family, NONE)
    other = np.where(other == companies.brand, NONE, other)
    companies.second = np.where(kind == kinds.index("generic"), other, second)
    with_trade = np.array([WITH_TRADE[k] for k in kinds])[kind] > rng.random(size)
    trade = _words(rng, words, "trade", land, companies.town)
    companies.trade = np.where(with_trade, trade, NONE)


def _words(rng: np.random.Generator, words: Vocabulary, kind: str, land: Ints, town: Ints) -> Ints:
    if kind in ("coined", "letters"):
        found = words.ranges[kind, ""]
        return found.first + rng.integers(0, found.count, len(land))
    if kind == "town":
        return words.starts("town", [x.code for x in LANDS])[land] + town
    first, count = words.starts(kind, _LANGUAGE)[land], words.counts(kind, _LANGUAGE)[land]
    result: Ints = first + skewed(rng, count, len(land))
    return result


def _forms(rng: np.random.Generator, words: Vocabulary, land: Ints) -> tuple[Ints, Ints]:
    """The registered form, and the one the company had before it changed."""
    most = max(len(x.legal_forms) for x in LANDS)
    table = np.full((len(LANDS), most), NONE, dtype=np.int64)
    for i, x in enumerate(LANDS):
        for j in range(len(x.legal_forms)):
            table[i, j] = words.ranges["form", f"{x.code}{j}"].first
    count = _per_land("legal_forms")[land]
    choice = skewed(rng, count, len(land))
    return table[land, choice], table[land, (choice + 1) % count]


def _name_subsidiaries(rng: np.random.Generator, companies: Companies, is_abroad: Bools) -> None:
    """The brand of the head with the country, or with a trade of its own."""
    words, size = vocabulary(), len(companies.head)
    own = companies.kind != HEAD
    head = companies.head
    companies.brand = np.where(own, companies.brand[head], companies.brand)
    companies.second = np.where(own, companies.second[head], companies.second)
    other = _words(rng, words, "trade", companies.land, companies.town)
    at_home = (companies.kind == SUBSIDIARY) & ~is_abroad
    companies.trade = np.where(own & ~at_home, companies.trade[head], companies.trade)
    changed = np.where(other == companies.trade[head], companies.trade, other)
    companies.trade = np.where(at_home, changed, companies.trade)
    country = words.starts("country", [x.code for x in LANDS])[companies.land]
    companies.suffix = np.where(is_abroad, country, np.full(size, NONE))


def _move_in(rng: np.random.Generator, companies: Companies, host: Ints, phones: float) -> None:
    """Put rows at the address of their host, some of them behind its switchboard."""
    rows = np.flatnonzero(host >= 0)
    hosts = host[rows]
    for name in ("town", "street", "street_kind", "number"):
        getattr(companies, name)[rows] = getattr(companies, name)[hosts]
    shared = rng.random(len(rows)) < phones
    companies.phone[rows[shared]] = companies.phone[hosts[shared]]


def _name_branches(rng: np.random.Generator, companies: Companies) -> None:
    """A branch bears the name of its head with its own town; half have the head's switchboard."""
    branch = companies.kind == BRANCH
    own_town = vocabulary().starts("branch", [x.code for x in LANDS])[companies.land]
    companies.suffix = np.where(branch, own_town + companies.town, companies.suffix)
    companies.form = np.where(branch, companies.form[companies.head], companies.form)
    shares = branch & (rng.random(len(branch)) < SHARED_PHONES)
    companies.phone = np.where(shares, companies.phone[companies.head], companies.phone)


def _per_land(name: str) -> Ints:
    return np.array([len(getattr(x, name)) for x in LANDS], dtype=np.int64)
