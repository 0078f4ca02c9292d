"""What records do not say, and what they say against each other, is told."""

from collections.abc import Callable
from typing import Any

from segmentry.model.tables import Table

Profiles = Callable[..., Any]


def notes(profiles: Profiles, *records: Any, word: str) -> list[str]:
    made = profiles({Table.ACCOUNT_RECORDS: records})
    return [note for note in made.context.notes if word in note]


def test_companies_that_tell_nothing_are_counted(profiles: Profiles, known: Any) -> None:
    told = [known("crm:1", city="Kiel"), known("crm:2"), known("crm:3", name_key="elbe")]
    assert notes(profiles, *told, word="nothing can be matched") == [
        "crm: 2 companies (crm:1 is one) tell neither name, registration number, domain, phone nor "
        "street, so nothing can be matched with them."
    ]


def test_a_second_record_that_tells_more_is_enough(profiles: Profiles, known: Any) -> None:
    told = [known("crm:1"), known("crm:1", source="shop", domain="elbe.de")]
    assert notes(profiles, *told, word="nothing can be matched") == []


def test_companies_without_a_name_are_counted_where_others_have_one(
    profiles: Profiles, known: Any
) -> None:
    told = [known("crm:1", phone_key="491"), known("crm:2", domain="b.de"), known("crm:3")]
    assert notes(profiles, *told, word="no name") == []
    assert notes(profiles, *told, known("crm:4", name_key="elbe"), word="no name") == [
        "crm: 2 companies (crm:1 is one) have no name, or a word that stands for none, so the rest "
        "of what is told decides alone."
    ]


def test_sources_that_differ_on_the_country_are_told(profiles: Profiles, known: Any) -> None:
    same = {"name_key": "nordlicht logistik", "registration_id": "DE123456788"}
    told = [
        known("crm:1", country="DE", **same),
        known("shop:1", country="AT", **same),
        known("shop:2", country="FR", name_key="weser werft"),
    ]
    (note,) = notes(profiles, *told, word="different countries")
    assert note.startswith("1 account has records that name different countries: ")
    assert "is in AT by shop:1 and DE by crm:1. " in note


def test_many_are_counted_and_a_few_named(profiles: Profiles, known: Any) -> None:
    names = ("elbe werft", "weser kontor", "ems mühle", "oder druck", "spree optik")
    told = [known(f"crm:{n}", name_key=n, country=c) for n in names for c in ("DE", "AT")]
    (note,) = notes(profiles, *told, word="different countries")
    assert note.count(" is in ") == 3
    assert " and so on." in note
