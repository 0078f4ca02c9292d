"""Accounts of one group, told by what all their keys together say."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import pytest

from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import RELATIVES
from segmentry.profiles.matching.classes import by_kinship
from segmentry.profiles.matching.relatives import find_relatives

Told = Mapping[str, object]
_DRAWN = Random(11)
WORDS = ["".join(_DRAWN.choices("bcdfghklmnprstvz", k=6)) for _ in range(900)]


def firm(number: int, *, brand: str = "", **said: object) -> dict[str, object]:
    word = brand or WORDS[number]
    return {
        "name_key": f"{word} {WORDS[(number * 7 + number // 300) % 300]}",
        "domain": f"{word}.com",
        "phone_key": f"+4930{1_000_000 + number * 7_919}",
        "city": WORDS[number % 40],
        **said,
    }


# 300 companies, 40 of them with a subsidiary in another city that has their domain
ALONE = {f"crm:{n:04}": firm(n) for n in range(300)}
WITH_DOMAIN = {
    f"erp:{n:04}": firm(300 + n, brand=WORDS[n], city=WORDS[(n + 5) % 40]) for n in range(40)
}


@pytest.fixture
def related(compared: Callable[..., Any]) -> Callable[..., dict[tuple[str, str], Any]]:
    """By two accounts: weight and words. Every key is an account, or those of `together` one."""

    def make(
        records: Mapping[str, Told], together: Sequence[tuple[str, str]] = ()
    ) -> dict[tuple[str, str], Any]:
        made = compared(records)
        home = dict(together)
        rows = " union all ".join(
            f"select '{key}' as account_key, '{home.get(key, key)}' as account_id"
            for key in records
        )
        made.feed(Table.IDENTITY, rows)
        find_relatives(made.context, keys=None)
        found = made.rows(f"select * from {RELATIVES}")
        return {(r["account_id"], r["other_id"]): (r["weight"], r["words"]) for r in found}

    return make


def test_one_brand_and_one_domain_make_relatives(related: Any) -> None:
    found = related(ALONE | WITH_DOMAIN)
    assert all(found[f"crm:{n:04}", f"erp:{n:04}"][0] > 0 for n in range(40))
    weight, words = found["crm:0003", "erp:0003"]
    assert weight > 300
    assert words == "same domain, another phone, some of the name (known words), another city"


def test_a_word_that_is_alike_by_chance_makes_none(related: Any) -> None:
    found = related(ALONE | WITH_DOMAIN)
    by_chance = [w for (a, b), (w, _) in found.items() if a[-4:] != b[-4:]]
    assert all(weight < 0 for weight in by_chance)


def test_what_two_keys_tell_apart_counts_together(related: Any) -> None:
    """One key of the head knows the domain, the other the switchboard."""
    told = {"phone_key": "+49305555555", "city": WORDS[9]}
    head = {
        "crm:head": firm(500, brand="zanzolux", domain=None, **told),
        "erp:head": firm(500, brand="zanzolux", phone_key=None, city=None),
    }
    kin = {"web:kin": firm(600, brand="zanzolux", **told | {"city": WORDS[30]})}
    apart = related(ALONE | WITH_DOMAIN | head | kin)
    joined = related(ALONE | WITH_DOMAIN | head | kin, [("erp:head", "crm:head")])
    weight, words = joined["crm:head", "web:kin"]
    assert "same domain" in words
    assert "same phone" in words
    assert weight > max(apart["crm:head", "web:kin"][0], apart["erp:head", "web:kin"][0])


def test_keys_of_one_account_are_no_relatives(related: Any) -> None:
    found = related(ALONE | WITH_DOMAIN, [("erp:0000", "crm:0000")])
    assert all(a != b for a, b in found)
    assert not [pair for pair in found if "erp:0000" in pair]


def test_no_order_of_records_changes_a_weight(related: Any) -> None:
    records = list((ALONE | WITH_DOMAIN).items())
    Random(3).shuffle(records)
    assert related(dict(records)) == related(ALONE | WITH_DOMAIN)


@pytest.mark.parametrize("field", ["name", "phone", "domain", "registration"])
def test_agreement_speaks_before_its_lack(field: str) -> None:
    levels = by_kinship(field)
    assert levels[-1] == "other"
    if field in ("phone", "domain"):
        assert levels == ["same", "same, few", "same, many", "other"]
