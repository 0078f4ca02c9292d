"""Keys join by hard evidence only, and what speaks against it counts more."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.model.definitions import IdentitySettings
from segmentry.model.tables import Table
from segmentry.profiles.matchers.exact import LARGEST_GROUP

Profiles = Callable[..., Any]
EXACT = IdentitySettings(matcher="exact")


def groups(made: Any) -> list[list[str]]:
    """The keys of each account, in order."""
    found: dict[str, list[str]] = {}
    for row in made.rows("select account_key, account_id from identity order by account_key"):
        found.setdefault(row["account_id"], []).append(row["account_key"])
    return sorted(found.values())


def matched(profiles: Profiles, *records: Any) -> list[list[str]]:
    return groups(profiles({Table.ACCOUNT_RECORDS: records}, identity=EXACT))


SAME = [["crm:1", "erp:1"]]
APART = [["crm:1"], ["erp:1"]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"registration_id": "DE1"}, {"registration_id": "DE1"}, SAME),
        ({"registration_id": "DE1"}, {"registration_id": "DE2"}, APART),
        (
            {"domain": "acme.com", "name_key": "acme"},
            {"domain": "acme.com", "name_key": "acme"},
            SAME,
        ),
        (
            {"domain": "acme.com", "country": "DE"},
            {"domain": "acme.com", "country": "DE"},
            SAME,
        ),
        (
            {"domain": "acme.com", "name_key": "acme", "country": "DE"},
            {"domain": "acme.com", "name_key": "acme france", "country": "FR"},
            APART,
        ),
        ({"domain": "acme.com"}, {"domain": "acme.com"}, APART),
        ({"name_key": "acme", "country": "DE"}, {"name_key": "acme", "country": "DE"}, SAME),
        ({"name_key": "acme", "country": "DE"}, {"name_key": "acme", "country": "FR"}, APART),
        ({"name_key": "acme"}, {"name_key": "acme"}, APART),
        ({"city": "Ulm", "phone": "+49"}, {"city": "Ulm", "phone": "+49"}, APART),
        ({}, {}, APART),
    ],
)
def test_what_joins_and_what_does_not(
    profiles: Profiles, known: Any, first: Any, second: Any, expected: list[list[str]]
) -> None:
    assert matched(profiles, known("crm:1", **first), known("erp:1", **second)) == expected


def test_evidence_carries_over(profiles: Profiles, known: Any) -> None:
    found = matched(
        profiles,
        known("a:1", registration_id="DE1"),
        known("b:1", registration_id="DE1", name_key="acme", country="DE"),
        known("c:1", name_key="acme", country="DE", domain="acme.com"),
        known("d:1", domain="acme.com", name_key="acme"),
        known("e:1", domain="other.com"),
    )
    assert found == [["a:1", "b:1", "c:1", "d:1"], ["e:1"]]


def test_a_long_chain_becomes_one_company(profiles: Profiles, known: Any) -> None:
    # each key shares its number with the one before and its name with the one after
    records = [
        known(f"k:{n:02}", registration_id=f"R{n // 2}", name_key=f"n{(n + 1) // 2}", country="DE")
        for n in range(20)
    ]
    assert len(matched(profiles, *records)) == 10  # different numbers keep the links apart
    joined = [
        known(f"k:{n:02}", domain=f"d{n // 2}.com", name_key=f"n{(n + 1) // 2}", country="DE")
        for n in range(20)
    ]
    assert len(matched(profiles, *joined)) == 1


def test_different_registration_numbers_keep_companies_of_one_name_apart(
    profiles: Profiles, known: Any
) -> None:
    found = matched(
        profiles,
        known("crm:1", registration_id="DE1", name_key="acme", country="DE"),
        known("erp:1", registration_id="DE2", name_key="acme", country="DE"),
        known("web:1", registration_id="DE1"),
    )
    assert found == [["crm:1", "web:1"], ["erp:1"]]


def test_a_parent_and_its_subsidiary_stay_apart(profiles: Profiles, known: Any) -> None:
    found = matched(
        profiles,
        known("crm:1", name_key="acme", country="DE", domain="acme.de"),
        known(
            "crm:2", name_key="acme logistics", country="DE", domain="acme.de", parent_key="crm:1"
        ),
    )
    assert found == [["crm:1"], ["crm:2"]]


def test_a_contradiction_elsewhere_changes_nothing_here(profiles: Profiles, known: Any) -> None:
    found = matched(
        profiles,
        known("crm:1", registration_id="DE1", name_key="acme", country="DE"),
        known("crm:2", registration_id="DE2", name_key="acme", country="DE"),
        known("crm:3", name_key="beta", country="DE"),
        known("erp:3", name_key="beta", country="DE"),
    )
    assert found == [["crm:1"], ["crm:2"], ["crm:3", "erp:3"]]


@pytest.mark.parametrize(("more", "companies"), [(0, 1), (1, LARGEST_GROUP + 1)])
def test_what_very_many_share_is_no_evidence(
    profiles: Profiles, known: Any, more: int, companies: int
) -> None:
    records = [
        known(f"crm:{n:03}", domain="web-host.com", country="DE")
        for n in range(LARGEST_GROUP + more)
    ]
    made = profiles({Table.ACCOUNT_RECORDS: records}, identity=EXACT)
    assert len(groups(made)) == companies
    named = f"domain and country 'web-host.com|DE' by {LARGEST_GROUP + 1}"
    assert sum(named in note for note in made.context.notes) == more


def test_many_records_of_one_key_are_one_company(profiles: Profiles, known: Any) -> None:
    records = [known("crm:1", name_key=n, country="DE") for n in ("acme", "acme", "acme holding")]
    assert matched(profiles, *records) == [["crm:1"]]


def test_companies_known_only_from_their_events_are_companies(
    profiles: Profiles, known: Any
) -> None:
    order = {
        "account_key": "shop:9",
        "order_key": "shop:o1",
        "ordered_at": "2026-01-01",
        "ordered_on": "2026-01-01",
        "kind": "sale",
        "list_amount": 1,
        "amount": 1,
    }
    made = profiles({Table.ACCOUNT_RECORDS: [known("crm:1")], Table.ORDERS: [order]})
    assert groups(made) == [["crm:1"], ["shop:9"]]
    assert made.rows("select label, sources from profiles order by label") == [
        {"label": "1", "sources": 1},
        {"label": "9", "sources": 0},
    ]


def test_the_evidence_is_told(profiles: Profiles, known: Any) -> None:
    made = profiles(
        {
            Table.ACCOUNT_RECORDS: [
                known("crm:1", registration_id="DE1", name_key="acme", country="DE"),
                known("erp:1", registration_id="DE1", name_key="acme", country="DE"),
                known("erp:2"),
            ]
        },
        identity=EXACT,
    )
    rows = made.rows("select account_key, evidence from identity order by account_key")
    assert [tuple(r.values()) for r in rows] == [
        ("crm:1", "name and country, registration number"),
        ("erp:1", "name and country, registration number"),
        ("erp:2", "the source's own key"),
    ]
