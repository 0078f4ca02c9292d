"""The run tells how many people contacts are."""

from collections.abc import Callable
from typing import Any

from .test_matching import OTHERS, person

ADA = person("Ada", "Byron", "A", email="ada@gmail.com")


def notes(people: Callable[..., Any], listed: dict[str, Any]) -> list[str]:
    found = people(listed).made.context.notes
    return [note for note in found if " contacts" in note]


def test_contacts_of_one_person_are_counted(people: Callable[..., Any]) -> None:
    listed = OTHERS | {"ada": ADA, "twin": {**ADA, "source": "shop"}}
    (note,) = notes(people, listed)
    assert note.startswith(f"{len(listed):,} contacts are {len(listed) - 1:,} people: ")


def test_contacts_that_are_all_different_are_told_as_such(people: Callable[..., Any]) -> None:
    listed = OTHERS | {"ada": ADA}
    assert notes(people, listed) == [f"{len(listed):,} contacts, no two of them one person."]


def test_without_contacts_nothing_is_said(people: Callable[..., Any]) -> None:
    assert notes(people, {}) == []
