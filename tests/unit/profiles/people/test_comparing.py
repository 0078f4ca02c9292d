"""Two contacts field by field; what the vault alone tells stays there unless it is asked for."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.model.vault import CONTACTS_FILE
from segmentry.profiles.people import comparing, wording
from segmentry.profiles.people.comparing import HIDDEN, compare_contacts

from .conftest import key_of
from .test_matching import OTHERS, person

People = Callable[..., Any]
ONE = person("Robert", "Wainwright", "A", email="Rob@Gmail.com", phone="+441", seniority="VP")
TWO = person("Bob", "Wainwright", "A", email="rob@gmail.com", seniority="VP", city="Leeds")


@pytest.fixture
def made(people: People) -> Any:
    return people(OTHERS | {"one": ONE, "two": TWO}).made


def compared(made: Any, **how: bool) -> dict[str, Any]:
    """What is told of the two, by field."""
    context = made.context
    keys = key_of("one"), key_of("two")
    return {f["field"]: f for f in compare_contacts(context.engine, context.vault, *keys, **how)}


def test_fields_agree_are_alike_or_are_not_told(made: Any) -> None:
    verdicts = {name: field["verdict"] for name, field in compared(made).items()}
    assert verdicts == {
        "given_name": "alike", "family_name": "agrees", "email": "agrees", "phone": "not told",
        "city": "not told", "account": "agrees", "seniority": "agrees", "source": "agrees",
    }  # fmt: skip


def test_what_the_vault_tells_is_shown_only_when_it_is_asked_for(made: Any) -> None:
    found = compared(made)
    assert (found["email"]["first"], found["phone"]["second"]) == (HIDDEN, None)
    assert (found["seniority"]["first"], found["account"]["first"]) == ("VP", "crm:A")
    assert not any(word in str(found).lower() for word in ("wainwright", "gmail", "leeds", "+44"))
    told = compared(made, reveal=True)
    assert (told["given_name"]["first"], told["given_name"]["second"]) == ("robert", "bob")
    assert told["phone"]["first"] == "+441"


def test_without_the_vault_nothing_personal_is_known(made: Any) -> None:
    (made.context.vault / CONTACTS_FILE).unlink()
    assert set(compared(made, reveal=True)) == {"account", "seniority", "source"}


def test_alike_is_said_in_the_words_of_the_evidence() -> None:
    told = {word for words in wording._WORDS.values() for word in words.values()}
    assert {word for words in comparing._ALIKE.values() for word in words} <= told
