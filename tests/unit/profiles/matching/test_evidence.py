"""Each field's level of evidence, between two keys."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from segmentry.model.tables import Table
from segmentry.profiles.matching.classes import _KNOWN
from segmentry.profiles.matching.levels import FIELDS, UNTOLD
from segmentry.profiles.matching.patterns import levels_of

Compared = Callable[..., Any]
PAIRED = {"phone_key": "+49301234567"}


def told(made: Any) -> list[dict[str, str]]:
    """The level of each field, pair by pair."""
    patterns = [row["pattern"] for row in made.rows("select pattern from compared order by a, b")]
    return [dict(zip(FIELDS, levels_of(pattern), strict=True)) for pattern in patterns]


def levels(
    compared: Compared, first: Mapping[str, str], second: Mapping[str, str]
) -> dict[str, str]:
    """The levels between two keys that a shared phone makes a pair, whatever else they say."""
    return told(compared({"a:1": PAIRED | dict(first), "b:1": PAIRED | dict(second)}))[0]


KIEL = {"street_key": "hafenstr 11", "postal_code": "24103", "city": "Kiel", "country": "DE"}
PLACED = [
    ({}, "address"),
    ({"street_key": "11 hafenstr"}, "address"),
    ({"street_key": "hafenstrasse 11", "country": "AT"}, "post, other"),
    ({"street_key": "hafenst 11"}, "street"),
    ({"street_key": None}, "postal code"),
    ({"street_key": "hafenstr 12"}, "post, street"),
    ({"street_key": "markt 3"}, "post, other"),
    ({"street_key": None, "postal_code": None}, "city"),
    ({"street_key": "markt 3", "postal_code": "24105"}, "city, other"),
    ({"street_key": "markt 3", "postal_code": "1010", "city": "Wien", "country": "AT"},
     "other land"),
    ({"street_key": "markt 3", "postal_code": "89073", "city": "Ulm"}, "other city"),
    ({"street_key": "markt 3", "postal_code": "89073", "city": None}, "other"),
    ({"street_key": None, "postal_code": None, "city": None}, UNTOLD),
    (dict.fromkeys(KIEL), UNTOLD),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), PLACED)
def test_place(compared: Compared, said: dict[str, str], expected: str) -> None:
    assert levels(compared, KIEL, KIEL | said)["place"] == expected
    assert levels(compared, KIEL | said, KIEL)["place"] == expected


def test_every_level_of_place_is_met_above_and_known_to_the_model() -> None:
    met = {level for _, level in PLACED} - {UNTOLD}
    assert met == set(_KNOWN["place"])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("DE811234567", "DE811234567", "same"),
        ("DE811234567", "DE811234568", "other"),
        ("DE811234567", "HRB 1234", UNTOLD),  # numbers of two registers say nothing
        ("DE811234567", None, UNTOLD),
    ],
)
def test_registration(compared: Compared, first: str, second: str, expected: str) -> None:
    found = levels(compared, {"registration_id": first}, {"registration_id": second})
    assert found["registration"] == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("+49301234567", "+49301234567", "same"),
        ("+49301234567", "0301234567", "same"),
        ("+49301234567", "1234567", "same"),
        ("+49301234567", "+49401234567", "other"),
        ("+49301234567", "+49307654321", "other"),
        ("+49301234567", None, UNTOLD),
    ],
)
def test_phone(compared: Compared, first: str, second: str, expected: str) -> None:
    said = {"domain": "acme.com"}
    found = levels(compared, said | {"phone_key": first}, said | {"phone_key": second})
    assert found["phone"] == expected


@pytest.mark.parametrize("field", ["domain", "phone_key"])
@pytest.mark.parametrize(
    ("users", "expected"),
    [(3, "same"), (4, "same, few"), (10, "same, few"), (11, "same, many")],
)
def test_what_more_names_use_says_less(
    compared: Compared, field: str, users: int, expected: str
) -> None:
    records = {f"a:{n:02}": {"name_key": f"n{n}", field: "0049300000"} for n in range(users)}
    made = compared(records)
    column = field.removesuffix("_key")
    assert {pair[column] for pair in told(made)} == {expected}


@pytest.mark.parametrize(
    ("cities", "expected"),
    [(1, "same"), (2, "same, twice"), (3, "same, twice"), (4, "same, often"),
     (10, "same, often"), (11, "same, usual")],
)  # fmt: skip
def test_a_name_at_home_in_more_places_says_less(
    compared: Compared, cities: int, expected: str
) -> None:
    records = {f"a:{n:03}": {"name_key": "acme", "city": f"c{n // 2}"} for n in range(2 * cities)}
    assert {pair["name"] for pair in told(compared(records))} == {expected}


@pytest.mark.parametrize(("uses", "expected"), [(10, "same"), (11, "same, often")])
def test_a_name_whose_places_are_not_told_says_less_the_more_use_it(
    compared: Compared, uses: int, expected: str
) -> None:
    made = compared({f"a:{n:03}": {"name_key": "acme"} for n in range(uses)})
    assert {pair["name"] for pair in told(made)} == {expected}


def test_system_and_kin(compared: Compared) -> None:
    made = compared(
        {
            "crm:1": {"domain": "acme.com"},
            "crm:2": {"domain": "acme.com", "parent_key": "crm:1"},
            "erp:1": {"domain": "acme.com", "parent_key": "erp:1"},
        }
    )
    sql = """select x.account_key as a, y.account_key as b, c.is_kin from compared as c
             join companies as x on x.id = c.a join companies as y on y.id = c.b order by 1, 2"""
    assert [tuple(r.values()) for r in made.rows(sql)] == [
        ("crm:1", "crm:2", True),
        ("crm:1", "erp:1", False),  # its own parent is nobody's kin
        ("crm:2", "erp:1", False),
    ]
    assert [pair["system"] for pair in told(made)] == ["same", "other", "other"]


def test_parents_in_a_circle_are_all_kin(compared: Compared) -> None:
    records = {
        f"crm:{n}": {"domain": "acme.com", "parent_key": f"crm:{(n + 1) % 3}"} for n in range(3)
    }
    made = compared(records)
    assert made.value(f"select count(*) from {Table.ACCOUNT_RECORDS}") == 3
    assert [r["is_kin"] for r in made.rows("select is_kin from compared")] == [True] * 3


def test_every_candidate_is_compared_once(compared: Compared) -> None:
    records = {
        f"a:{n:02}": {"name_key": f"hansa {n % 7}", "phone_key": f"+4930{n % 5}000"}
        for n in range(40)
    }
    made = compared(records)
    assert made.value("select count(*) from compared") == made.value(
        "select count(*) from candidates"
    )
    assert made.value("select count(*) from (select distinct a, b from compared) as c") == (
        made.value("select count(*) from candidates")
    )
