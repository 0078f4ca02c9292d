"""Records of the same companies in five sources, and the truth of which belong together."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from segmentry.demo.columns import digits, either, join, only, pick
from segmentry.demo.company_records import writing
from segmentry.demo.company_records.companies import (
    BRANCH,
    HEAD,
    Companies,
    another_address,
    draw_companies,
)
from segmentry.demo.company_records.places import LANDS
from segmentry.demo.company_records.sources import (
    FREE_MAIL,
    FREE_MAILS,
    GROUP_DOMAIN,
    HOSTS,
    MOVED,
    PHONE_KEPT,
    PHONE_TYPO,
    SHARED_HOST,
    SOURCES,
    TWICE,
    WITHOUT_SITE,
    Source,
)
from segmentry.demo.places import COUNTRIES
from segmentry.demo.randomness import Bools, Ints, scrambled, stream
from segmentry.demo.registration import SERIALS, registration_ids
from segmentry.demo.storage import storage_errors
from segmentry.errors import UserError

_FEWEST, _MOST = 20, 5_000_000
_RECORDS_A_COMPANY = 1.9
_SPREAD = 636_413  # shares no factor with SERIALS, so that no two companies have one number
_FIELDS = ("street", "postcode", "city", "country", "phone", "website", "email", "industry_code",
           "registration_id", "parent_key")  # fmt: skip


@dataclass(frozen=True)
class CompanyRecords:
    """The files: one a source, and which record is of which entity and group."""

    sources: dict[str, Path]
    truth: Path


@dataclass(frozen=True)
class _Known:
    """What all records of a company draw on."""

    companies: Companies
    former: Companies
    moved_in: Ints
    """The source that still has the former address; -1 for none."""
    website: pa.Array
    email: pa.Array
    registration: pa.Array


def generate_company_records(folder: Path, records: int, seed: int = 7) -> CompanyRecords:
    """Write the sources and truth.parquet; the same arguments give the same bytes."""
    if not _FEWEST <= records <= _MOST:
        raise UserError(
            f"{records:,} records cannot be made.",
            next_step=f"Ask for {_FEWEST} to {_MOST:,} records.",
        )
    rng = stream(seed, 0, "company records")
    known = _known(rng, max(10, round(records / _RECORDS_A_COMPANY)), seed)
    company, source = _who_knows_whom(rng, len(known.companies.head), records)
    files = CompanyRecords(
        {s.name: Path(folder) / f"{s.name}.parquet" for s in SOURCES},
        Path(folder) / "truth.parquet",
    )
    truths = []
    with storage_errors(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for number, told in enumerate(SOURCES):
            rows = company[source == number]
            table = _records(stream(seed, number, "records of a source"), known, rows, told, number)
            pq.write_table(table, files.sources[told.name], compression="zstd")
            truths.append(_truth(table["key"], told.name, rows, known.companies))
        pq.write_table(pa.concat_tables(truths), files.truth, compression="zstd")
    return files


def _known(rng: np.random.Generator, count: int, seed: int) -> _Known:
    companies = draw_companies(rng, count)
    former = companies.take(np.arange(count))
    another_address(rng, former)
    former.phone = np.where(rng.random(count) < PHONE_KEPT, companies.phone, former.phone)
    may_move = (rng.random(count) < MOVED) & (companies.kind != BRANCH)
    moved_in = np.where(may_move, rng.integers(0, len(SOURCES), count), -1)
    website, email = _reached_at(rng, companies)
    serial = (np.arange(count, dtype=np.int64) * _SPREAD + seed) % SERIALS
    return _Known(companies, former, moved_in, website, email, _registrations(companies, serial))


def _reached_at(rng: np.random.Generator, companies: Companies) -> tuple[pa.Array, pa.Array]:
    """Website and e-mail; companies of one name have different ones, groups often the same."""
    size = len(companies.head)
    own = join(_different(writing.domain_labels(companies), companies), ".example")
    of_group = (companies.kind == BRANCH) | (rng.random(size) < GROUP_DOMAIN)
    owner = np.where(of_group, companies.head, np.arange(size))
    domain = own.take(pa.array(owner))
    chance = rng.random(size)[owner]
    host = pick(HOSTS, owner % len(HOSTS))
    label = pc.utf8_slice_codeunits(domain, 0, -len(".example"))
    site = either(chance < SHARED_HOST, join(host, "/", label), domain)
    free = pick(FREE_MAILS, owner % len(FREE_MAILS))
    email = either(chance > 1 - FREE_MAIL, join(label, "@", free), join("info@", domain))
    has_site = (chance < 1 - WITHOUT_SITE) | (chance > 1 - FREE_MAIL / 2)
    return only(has_site, site), email


def _different(labels: pa.Array, companies: Companies) -> pa.Array:
    """The first bearer of a label has it, others add a word, and then a number."""
    longer = join(labels, "-", writing.other_labels(companies))
    once = either(_rank(labels) == 0, labels, longer)
    rank = _rank(once)
    return either(rank == 0, once, join(once, pa.array(rank + 1).cast(pa.string())))


def _rank(labels: pa.Array) -> Ints:
    """How many rows above have the same label."""
    codes = labels.dictionary_encode().indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    first = np.searchsorted(codes[order], codes[order])
    rank = np.empty(len(codes), dtype=np.int64)
    rank[order] = np.arange(len(codes)) - first
    return rank


def _registrations(companies: Companies, serial: Ints) -> pa.Array:
    """Numbers with right check digits where the country has one we know; branches have none."""
    codes = [c.code for c in COUNTRIES]
    number = np.array([codes.index(x.code) if x.code in codes else 0 for x in LANDS])
    has_one = np.array([x.code in codes for x in LANDS])[companies.land]
    return only(
        has_one & (companies.kind != BRANCH), registration_ids(number[companies.land], serial)
    )


def _who_knows_whom(rng: np.random.Generator, companies: int, records: int) -> tuple[Ints, Ints]:
    """Exactly so many pairs of company and source; some companies are twice in one source."""
    knows = rng.random((companies, len(SOURCES))) < [s.knows for s in SOURCES]
    knows[~knows.any(axis=1), 0] = True
    company, source = np.nonzero(knows)
    twice = rng.permutation(len(company))[
        : max(round(len(company) * TWICE), records - len(company))
    ]
    company = np.concatenate([company, company[twice]])
    source = np.concatenate([source, source[twice]])
    kept = rng.permutation(len(company))[:records]
    return company[kept], source[kept]


def _records(
    rng: np.random.Generator, known: _Known, rows: Ints, source: Source, number: int
) -> pa.Table:
    them = known.companies.take(rows)
    _send_to_former_address(known, rows, them, number)
    keys = join(source.name[0].upper(), digits(scrambled(np.arange(len(rows)), number), 8))
    columns = {"key": keys, "name": writing.written_names(rng, them, source)}
    values = {
        "street": writing.written_streets(rng, them, source),
        "postcode": writing.postal_codes(them),
        "city": writing.written_towns(rng, them, source),
        "country": pick([x.code for x in LANDS], them.land),
        "phone": writing.written_phones(them, _dialled(rng, them.phone), source.phone_style),
        "website": known.website.take(pa.array(rows)),
        "email": known.email.take(pa.array(rows)),
        "industry_code": digits(1000 + them.industry * 29, 4),
        "registration_id": known.registration.take(pa.array(rows)),
        "parent_key": _parents(keys, rows, them),
    }
    for field in _FIELDS:
        if field in source.filled:
            columns[field] = only(rng.random(len(rows)) < source.filled[field], values[field])
    return pa.table(columns)


def _send_to_former_address(known: _Known, rows: Ints, them: Companies, number: int) -> None:
    moved = known.moved_in[rows] == number
    former = known.former.take(rows)
    for name in ("town", "street", "street_kind", "number", "phone"):
        setattr(them, name, np.where(moved, getattr(former, name), getattr(them, name)))


def _dialled(rng: np.random.Generator, phone: Ints) -> Ints:
    """The phone number, now and then with one digit wrong."""
    wrong: Bools = rng.random(len(phone)) < PHONE_TYPO
    slip = 10 ** rng.integers(0, 5, len(phone))
    return phone + np.where(wrong, slip, 0)


def _parents(keys: pa.Array, rows: Ints, them: Companies) -> pa.Array:
    """The key of the head in the same source, where it is there."""
    order = np.argsort(rows, kind="stable")
    place = np.minimum(np.searchsorted(rows[order], them.head), max(len(rows) - 1, 0))
    found = order[place] if len(rows) else place
    is_known = (them.kind != HEAD) & (rows[found] == them.head)
    return only(is_known, keys.take(pa.array(found)))


def _truth(keys: pa.ChunkedArray, source: str, rows: Ints, companies: Companies) -> pa.Table:
    return pa.table({
        "source": pa.repeat(pa.scalar(source), len(rows)),
        "key": keys,
        "entity": join("e", digits(rows, 8)),
        "group": join("g", digits(companies.head[rows], 8)),
    })  # fmt: skip
