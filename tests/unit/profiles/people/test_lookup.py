"""The people of one account."""

from collections.abc import Callable
from datetime import date
from typing import Any

from segmentry.profiles.people.lookup import people_of

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
