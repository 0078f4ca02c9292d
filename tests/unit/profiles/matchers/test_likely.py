"""Keys join when they are one company more likely than not, and bad records harm nobody else."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from random import Random
from typing import Any

import pytest

from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.matchers.likely import Likely
from segmentry.profiles.matching.candidates import LARGEST_BLOCK

Record = dict[str, Any]
Matched = Callable[[Iterable[Record]], list[list[str]]]

_DRAWN = Random(7)
_SYLLABLES = [a + b for a, b in product("bcdfghklmnprstvz", "aeiou")]
# made of four syllables, so that hardly two are one slip apart
WORDS = ["".join(_DRAWN.choices(_SYLLABLES, k=4)) for _ in range(2_000)]


def firm(number: int) -> Record:
    """What is told of a company; it shares a word of its name with one or two others."""
    drawn = Random(number)
    first, second = drawn.sample(WORDS, 2)
    return {
        "name_key": f"{first} {second}",
        "domain": f"{first}-{second}.com",
        "phone_key": f"+4930{drawn.randrange(1_000_000, 9_999_999)}",
        "street_key": f"{drawn.choice(WORDS)} {drawn.randrange(1, 99)}",
        "postal_code": f"{drawn.randrange(10_000, 10_300)}",
        "city": f"{WORDS[drawn.randrange(40)]}",
        "country": "DE",
    }


def keyed(system: str, number: int, **said: object) -> Record:
    return {"account_key": f"{system}:{number:06}", **said}


# 400 companies, 200 of them in two systems: what the evidence is worth is learnt from these
KNOWN = [keyed("crm", n, **firm(n)) for n in range(400)]
KNOWN += [keyed("erp", n, **firm(n)) for n in range(0, 400, 2)]
PAIRED = [[f"crm:{n:06}", f"erp:{n:06}"] for n in range(0, 400, 2)]


@pytest.fixture
def matched(bench: Callable[..., Any]) -> Matched:
    """The keys of each cluster with more than one, of records in any order."""

    def make(records: Iterable[Record]) -> list[list[str]]:
        made = bench()
        _load(made, list(records))
        Likely().clusters(made.context, "account_keys")
        found = defaultdict(list)
        for row in made.rows("select account_key, cluster from clusters order by 1"):
            found[row["cluster"]].append(row["account_key"])
        assert all(cluster == min(keys) for cluster, keys in found.items())
        told = [key for keys in found.values() for key in keys]
        assert len(told) == len(set(told)) == made.value("select count(*) from account_keys")
        return sorted(keys for keys in found.values() if len(keys) > 1)

    return make


def _load(made: Any, records: Sequence[Record]) -> None:
    rows = [
        {"source": r["account_key"].split(":")[0], "line": n, **r} for n, r in enumerate(records)
    ]
    made.context.load(Table.ACCOUNT_RECORDS, SCHEMAS[Table.ACCOUNT_RECORDS].columns, rows)
    made.context.keep(
        "account_keys", "", f"select distinct account_key from {Table.ACCOUNT_RECORDS}"
    )


def others(found: list[list[str]]) -> list[list[str]]:
    """What joined beside the companies that everybody knows, which must all have been found."""
    assert [keys for keys in found if keys in PAIRED] == PAIRED
    return [keys for keys in found if keys not in PAIRED]


def test_the_same_companies_in_two_systems(matched: Matched) -> None:
    assert others(matched(KNOWN)) == []


def test_the_order_of_records_changes_nothing(matched: Matched) -> None:
    assert matched(KNOWN) == matched(reversed(KNOWN)) == matched(KNOWN[1::2] + KNOWN[::2])


NEW = firm(900) | {"name_key": "nordlicht energie", "registration_id": "DE811234567"}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"name_key": "nordlciht energie"},
        {"name_key": "nordlicht"},
        {"name_key": "nordlicht energie systeme"},
        {"street_key": "markt 3", "postal_code": "89073", "city": "Ulm"},  # moved
        {"phone_key": "+49407654321", "domain": None},
        {"country": "FR"},  # the sources disagree
        {"domain": None, "phone_key": None, "registration_id": None},
        {"street_key": None, "postal_code": None, "city": None, "country": None},
    ],
)
def test_a_company_written_otherwise(matched: Matched, said: Record) -> None:
    records = [*KNOWN, keyed("crm", 900, **NEW), keyed("erp", 900, **(NEW | said))]
    assert others(matched(records)) == [["crm:000900", "erp:000900"]]


SISTER = NEW | {
    "registration_id": "DE899999999", "name_key": "nordlicht netz", "domain": None,
    "phone_key": None,
}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        firm(901),
        firm(901) | {"name_key": "nordlicht energie"},  # a namesake
        firm(901) | {"phone_key": NEW["phone_key"]},
        firm(901) | {f: NEW[f] for f in ("street_key", "postal_code", "city")},  # a neighbour
        SISTER,
        {"name_key": None},
        {"city": NEW["city"], "country": "DE"},
    ],
)
def test_another_company(matched: Matched, said: Record) -> None:
    records = [*KNOWN, keyed("crm", 900, **NEW), keyed("erp", 900, **said)]
    assert others(matched(records)) == []


def test_numbered_sites_of_one_building_stay_apart(matched: Matched) -> None:
    records = [
        keyed("x", n, **(firm(900 + n // 2) | {"name_key": f"kita {n + 100}", "domain": None,
                                               "phone_key": f"+4940{1_000_000 + 37 * n}"}))
        for n in range(40)
    ]  # fmt: skip
    assert others(matched([*KNOWN, *records])) == []


def test_a_parent_and_its_subsidiary_stay_apart(matched: Matched) -> None:
    records = [keyed("crm", 900, **NEW), keyed("crm", 901, **NEW, parent_key="crm:000900")]
    assert others(matched([*KNOWN, *records])) == []


def test_names_of_other_alphabets(matched: Matched) -> None:
    latin = firm(900) | {"name_key": "severstal metiz", "domain": None, "city": "cherepovets"}
    cyrillic = latin | {"name_key": "северсталь метиз", "city": "череповец"}
    records = [*KNOWN, keyed("crm", 900, **latin), keyed("erp", 900, **cyrillic)]
    assert others(matched(records)) == [["crm:000900", "erp:000900"]]


@pytest.mark.parametrize("records", [[], [keyed("a", 1)], [keyed("a", n) for n in range(300)]])
def test_records_that_tell_nothing_stay_alone(matched: Matched, records: list[Record]) -> None:
    assert matched(records) == []
    assert others(matched([*KNOWN, *records])) == []


@pytest.mark.parametrize("field", ["name_key", "registration_id", "domain"])
def test_one_field_alone_joins_what_few_share(matched: Matched, field: str) -> None:
    values = WORDS[:300]
    records = [keyed("a", n, **{field: value}) for n, value in enumerate(values)]
    records += [keyed("b", n, **{field: values[n]}) for n in range(60)]
    assert matched(records) == [[f"a:{n:06}", f"b:{n:06}"] for n in range(60)]


def test_letters_are_no_names(matched: Matched) -> None:
    records = [keyed("x", n, name_key="abcdefgh"[n % 8]) for n in range(800)]
    assert others(matched([*KNOWN, *records])) == []


@pytest.mark.parametrize(
    "shared",
    [
        {"phone_key": "+49301"},  # a switchboard
        {"domain": "web-host.com"},
        {"domain": "web-host.com", "city": "berlin", "street_key": None, "postal_code": None},
        {"street_key": "messeplatz 1", "postal_code": "60327", "city": "frankfurt"},
        {"registration_id": "XX0000000"},
        {"phone_key": "000000", "registration_id": "000000"},
    ],
)
@pytest.mark.parametrize("users", [12, LARGEST_BLOCK, 3 * LARGEST_BLOCK])
def test_what_many_companies_share_joins_none(matched: Matched, shared: Record, users: int) -> None:
    records = [keyed("x", n, **(firm(500 + n) | shared)) for n in range(users)]
    assert others(matched([*KNOWN, *records])) == []


@pytest.mark.parametrize(
    "said",
    [
        {"name_key": "test"},
        {"name_key": "test company", "city": "berlin", "country": "DE"},
        firm(900) | {"name_key": "test company", "registration_id": "DE1"},
    ],
)
def test_a_hundred_thousand_copies_make_no_pairs(bench: Any, said: Record) -> None:
    made = bench()
    _load(made, [*KNOWN, *(keyed("x", n, **said) for n in range(100_000))])
    Likely().clusters(made.context, "account_keys")
    assert made.value("select count(*) from clusters") == len(KNOWN) + 100_000
    assert made.value("select count(*) from clusters where account_key <> cluster") == len(PAIRED)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_parents_that_go_round_in_a_circle(matched: Matched, size: int) -> None:
    records = [
        keyed("x", n, **firm(900 + n), parent_key=f"x:{(n + 1) % size:06}") for n in range(size)
    ]
    assert others(matched([*KNOWN, *records])) == []


def test_a_key_that_a_source_uses_twice_is_one_key(matched: Matched) -> None:
    records = [keyed("x", 1, **firm(900)), keyed("x", 1, **firm(901)), keyed("y", 1, **firm(900))]
    found = others(matched([*KNOWN, *records]))
    assert found in ([], [["x:000001", "y:000001"]])


def test_the_pairs_that_joined_are_left_behind_with_their_reasons(bench: Any) -> None:
    made = bench()
    _load(made, KNOWN)
    Likely().clusters(made.context, "account_keys")
    rows = made.rows(f"select account_key, other_key, weight, words from {PAIRS} where weight > 0")
    assert sorted([r["account_key"], r["other_key"]] for r in rows) == PAIRED
    assert {r["words"] for r in rows} == {"same domain, same phone, same name, same address"}
