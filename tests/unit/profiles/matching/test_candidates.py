"""Which pairs are looked at: sharing something few have, never all with all."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.profiles.matching import candidates
from segmentry.profiles.matching.candidates import LARGEST_BLOCK, find_candidates

Paired = Callable[..., Any]
WORDS = [f"{a}{b}{c}or" for a in "bdfgklmn" for b in "aeiou" for c in "prstvz"]


def pairs(made: Any) -> list[tuple[str, str]]:
    sql = """select x.account_key as a, y.account_key as b from candidates as c
             join companies as x on x.id = c.a join companies as y on y.id = c.b order by 1, 2"""
    return [tuple(r.values()) for r in made.rows(sql)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"registration_id": "DE1"}, {"registration_id": "DE1"}),
        ({"domain": "acme.com"}, {"domain": "acme.com"}),
        ({"phone_key": "+49301234567"}, {"phone_key": "+49301234567"}),
        ({"phone_key": "+49301234567"}, {"phone_key": "1234567"}),
        ({"name_key": "acme"}, {"name_key": "acme"}),
        ({"name_key": "acme werft"}, {"name_key": "acmewerft"}),
        ({"name_key": "acme werft"}, {"name_key": "werft kontor"}),
        ({"name_key": "nordlicht"}, {"name_key": "nordlciht"}),
        ({"name_key": "international business machines"}, {"name_key": "ibm"}),
        ({"street_key": "hafenstr 11"}, {"street_key": "11 hafenstr"}),
        ({"name_key": "северсталь"}, {"name_key": "severstal"}),
    ],
)
def test_what_makes_a_pair_worth_a_look(paired: Paired, first: Any, second: Any) -> None:
    assert pairs(paired({"a:1": first, "b:1": second})) == [("a:1", "b:1")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"city": "Ulm", "country": "DE"}, {"city": "Ulm", "country": "DE"}),
        ({"street_key": "hafenstr 11"}, {"street_key": "hafenstr 12"}),
        ({"name_key": "acme"}, {"name_key": "elbe"}),
        ({"phone_key": "+49301234567"}, {"phone_key": "+49401234567"}),
    ],
)
def test_what_does_not(paired: Paired, first: Any, second: Any) -> None:
    assert pairs(paired({"a:1": first, "b:1": second})) == []


@pytest.mark.parametrize("field", ["registration_id", "domain", "phone_key", "name_key"])
@pytest.mark.parametrize("more", [0, 1])
def test_what_very_many_share_makes_no_pairs(paired: Paired, field: str, more: int) -> None:
    size = LARGEST_BLOCK + more
    made = paired({f"a:{n:03}": {field: "0049300000"} for n in range(size)})
    assert len(pairs(made)) == (0 if more else size * (size - 1) // 2)


def test_a_name_too_common_is_found_where_the_place_is_told(paired: Paired) -> None:
    many = {f"a:{n:03}": {"name_key": "hansa", "city": f"c{n}"} for n in range(LARGEST_BLOCK)}
    more = {"b:1": {"name_key": "hansa", "city": "c7"}}
    assert pairs(paired(many | more)) == [("a:007", "b:1")]


def test_a_word_too_common_is_found_with_another_word(paired: Paired) -> None:
    many = {f"a:{n:03}": {"name_key": f"hansa {word}"} for n, word in enumerate(WORDS[:80])}
    both = {"b:1": {"name_key": f"{WORDS[5]} hansa elbe"}, "c:1": {"name_key": "hansa"}}
    found = pairs(paired(many | both))
    assert ("a:005", "b:1") in found
    assert not [p for p in found if "c:1" in p]


def test_each_pair_comes_once_however_much_it_shares(paired: Paired) -> None:
    said = {"name_key": "hansa werft", "domain": "hansa.de", "phone_key": "+49301234567",
            "registration_id": "DE1", "street_key": "hafenstr 1", "city": "Kiel"}  # fmt: skip
    assert pairs(paired({"a:1": said, "b:1": said})) == [("a:1", "b:1")]


def test_the_pairs_of_names_are_those_of_the_pairs_of_keys(paired: Paired) -> None:
    made = paired(
        {
            "a:1": {"name_key": "hansa", "domain": "hansa.de"},
            "b:1": {"name_key": "elbe", "domain": "hansa.de"},
            "c:1": {"name_key": "hansa"},
            "d:1": {"name_key": "kontor"},
        }
    )
    sql = """select m.name as a, n.name as b from name_pairs as p
             join company_names as m on m.name_id = p.a
             join company_names as n on n.name_id = p.b"""
    assert [tuple(r.values()) for r in made.rows(sql)] == [("elbe", "hansa")]


def _domains(*sizes: int) -> dict[str, dict[str, str]]:
    """Domains that so many keys share."""
    return {
        f"a:{size:02}-{n:02}": {"domain": f"d{size}.com"} for size in sizes for n in range(size)
    }


def test_the_largest_blocks_go_where_there_are_too_many_pairs(
    paired: Paired, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "ALWAYS", 0)
    monkeypatch.setattr(candidates, "PAIRS_PER_KEY", 1)
    # 37 keys: pairs of 2, 5 and 10 make 1 + 10 + 45, with those of 20 it is 190 more
    found = pairs(paired(_domains(2, 5, 20, 10)))
    assert {a[2:4] for a, _ in found} == {"02", "05"}
    assert len(found) == 11


def test_bounds_hold_for_each_kind_by_itself(
    paired: Paired, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "ALWAYS", 11)
    monkeypatch.setattr(candidates, "PAIRS_PER_KEY", 0)
    firms = _domains(5, 20) | {f"p:{n}": {"phone_key": "+4930123456"} for n in range(5)}
    assert len(pairs(paired(firms))) == 10 + 10


def test_what_was_too_large_before_is_too_large_now(paired: Paired) -> None:
    made = paired(_domains(2, 5, 20))
    made.context.keep("a_few", "a few of the keys", "select id from companies")
    assert find_candidates(made.context, "a_few", {"domain": 5}) == {"domain": 5}
    assert {a[2:4] for a, _ in pairs(made)} == {"02", "05"}
