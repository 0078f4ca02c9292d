"""Companies or contacts are named, but not one of each."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import UnknownName, UserError
from segmentry.model.tables import Table
from segmentry.profiles.kinds import COMPANIES, PEOPLE
from segmentry.profiles.naming import keys_of

CONTACT, OTHER = "a" * 20, "b" * 20


@pytest.fixture
def engine(bench: Callable[..., Any]) -> Any:
    made = bench()
    made.feed(Table.IDENTITY, "select 'crm:1' as account_key, 'A' as account_id")
    made.feed(Table.PROFILES, "select 'A' as account_id, 'Acme' as label")
    made.feed(
        Table.CONTACT_IDENTITY,
        " union all ".join(f"select '{k}' as contact_key, 'P' as person_id" for k in "ab")
        .replace("'a'", f"'{CONTACT}'")
        .replace("'b'", f"'{OTHER}'"),
    )
    return made.context.engine


def test_what_keys_are_of(engine: Any) -> None:
    assert keys_of(engine, CONTACT, OTHER) == (PEOPLE, [CONTACT, OTHER])
    assert keys_of(engine, "P") == (PEOPLE, [CONTACT])
    assert keys_of(engine, "1") == keys_of(engine, "Acme") == (COMPANIES, ["crm:1"])


@pytest.mark.parametrize("keys", [(CONTACT, "crm:1"), ("Acme", CONTACT)])
def test_a_contact_and_a_company_are_not_compared(engine: Any, keys: tuple[str, str]) -> None:
    with pytest.raises(UserError, match=r"is a contact and '.*' is a company") as told:
        keys_of(engine, *keys)
    assert "two contacts or two companies" in told.value.next_step


@pytest.mark.parametrize("keys", [("c" * 20,), (CONTACT, "crm:2"), ("c" * 20, "crm:1")])
def test_an_unknown_contact_is_said_to_be_one(engine: Any, keys: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match=r"no contact '(c{20}|crm:2)'") as told:
        keys_of(engine, *keys)
    assert "identity ask --people" in told.value.next_step


def test_any_other_unknown_key_is_answered_as_before(engine: Any) -> None:
    with pytest.raises(UnknownName, match="no key or account called 'crm:2'"):
        keys_of(engine, "crm:1", "crm:2")
