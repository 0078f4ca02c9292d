"""Which contacts are compared."""

from collections.abc import Callable
from typing import Any

from segmentry.profiles.people import matching

People = Callable[..., Any]


def compared(people: People, contacts: Any, monkeypatch: Any) -> int:
    """How many pairs were looked at."""
    counted = []

    def count(context: Any) -> None:
        matching_find(context)
        counted.append(context.engine.query("select count(*) as n from person_candidates")["n"])

    matching_find = matching.find_person_candidates
    monkeypatch.setattr(matching, "find_person_candidates", count)
    people(contacts)
    return int(counted[0][0].as_py())


def test_a_name_that_many_have_is_not_compared_by_itself(people: People, monkeypatch: Any) -> None:
    many = {f"c{n}": {"first_name": "Eva", "last_name": "Ek", "account_key": f"crm:{n}"}
            for n in range(100)}  # fmt: skip
    twice = {"again": {"first_name": "Eva", "last_name": "Ek", "account_key": "crm:7"}}
    assert compared(people, many | twice, monkeypatch) == 1


def test_who_shares_nothing_is_not_compared(people: People, monkeypatch: Any) -> None:
    contacts = {
        "one": {"first_name": "Eva", "last_name": "Ek", "account_key": "crm:A"},
        "two": {"first_name": "Bo", "last_name": "Lind", "account_key": "crm:B"},
        "three": {"email": "x@gmail.com"},
    }
    assert compared(people, contacts, monkeypatch) == 0
