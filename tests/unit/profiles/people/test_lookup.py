"""The people of one account."""

from collections.abc import Callable
from datetime import date
from hashlib import md5
from typing import Any

from segmentry.profiles.people.lookup import contact_of, looks_like_contact, people_of

from .conftest import key_of

People = Callable[..., Any]


def test_each_person_stands_once_and_those_who_left_come_last(people: People) -> None:
    ada = {"first_name": "Ada", "last_name": "Byron", "email": "ada@gmail.com"}
    made = people({
        "gone": ada | {"account_key": "crm:A", "created_on": date(2019, 1, 1)},
        "now": ada | {"account_key": "crm:B", "created_on": date(2024, 1, 1)},
        "stays": {"first_name": "Bo", "last_name": "Lind", "account_key": "crm:A",
                  "created_on": date(2023, 1, 1), "seniority": "VP"},
    })  # fmt: skip
    account = made.made.value("select account_id from identity where account_key = 'crm:A'")
    bo, found = people_of(made.made.context.engine, str(account))
    assert (bo["seniority"], bo["to_on"], bo["contacts"], bo["evidence"]) == ("VP", None, 1, None)
    assert (found["to_on"], found["contacts"], found["employers"]) == (date(2024, 1, 1), 2, 2)
    assert "same e-mail address" in found["evidence"]
    assert found["confidence"] > 0.9


def test_an_account_without_people(people: People) -> None:
    made = people({"one": {"account_key": "crm:A"}})
    assert people_of(made.made.context.engine, "nobody's") == []


def test_a_contact_is_named_by_its_key_its_person_or_the_key_of_its_source(people: People) -> None:
    made = people({"crm:P1": {"account_key": "crm:A"}, "crm:A": {"account_key": "crm:A"}})
    engine, key = made.made.context.engine, key_of("crm:P1")
    assert contact_of(engine, key) == contact_of(engine, "crm:P1") == key
    assert contact_of(engine, made.person("crm:P1")) == key
    # a company has that key
    assert contact_of(engine, "crm:A") is None
    assert contact_of(engine, key_of("crm:A")) == key_of("crm:A")
    assert contact_of(engine, "crm:P2") is None


def test_opaque_keys_are_known_by_how_they_are_written() -> None:
    assert looks_like_contact(md5(b"crm:P1", usedforsecurity=False).hexdigest()[:20])
    assert not looks_like_contact("crm:P1")
    assert not looks_like_contact("8f14e45fceea167a")
