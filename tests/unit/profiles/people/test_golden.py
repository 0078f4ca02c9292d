"""What is believed of a person, by the contact it comes from."""

from collections.abc import Callable
from datetime import date
from typing import Any

from .conftest import key_of

People = Callable[..., Any]


def test_title_and_phone_are_the_newest_and_the_name_is_whole(people: People) -> None:
    eve = {"email": "eve@gmail.com"}
    made = people({
        "whole": eve | {"first_name": "Evelyn", "last_name": "Stone",
                        "created_on": date(2020, 1, 1), "phone": "+4930111",
                        "job_title": "Buyer", "seniority": "staff"},
        "newest": eve | {"first_name": "E", "last_name": "Stone", "created_on": date(2025, 1, 1),
                         "job_title": "CFO", "seniority": "C-level", "email_consent": False},
        "third": eve | {"first_name": "Evelyn", "last_name": "Stone",
                        "created_on": date(2022, 1, 1), "email_consent": True},
    })  # fmt: skip
    row = made.row("whole")
    assert (row["contacts"], row["seniority"]) == (3, "C-level")
    assert row["name_from"] == key_of("third")
    assert row["title_from"] == key_of("newest")
    assert row["phone_from"] == key_of("whole")
    assert row["email_from"] == key_of("newest")
    # one refusal counts for all
    assert row["email_consent"] is False


def test_a_person_of_whom_nothing_is_told(people: People) -> None:
    row = people({"nobody": {}}).row("nobody")
    assert (row["contacts"], row["employers"], row["account_id"]) == (1, 0, None)
    assert row["name_from"] is row["email_from"] is row["phone_from"] is None
    assert row["since"] == date(2026, 6, 30)
