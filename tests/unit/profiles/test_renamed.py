"""Keys that stand for another company than in the run before are told; new names are not."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from segmentry.model.tables import Table
from segmentry.profiles.renamed import tell_of_renamed

Notes = Callable[..., list[str]]


@pytest.fixture
def notes(bench: Callable[..., Any]) -> Notes:
    """What is told of account X1, which was and is so: `notes({"name": "Elbe"}, {...})`."""

    def tell(
        was: Mapping[str, str], now: Mapping[str, str], *, came: bool = False, known: bool = True
    ) -> list[str]:
        context = bench().context
        for table, said in ((f"previous_{Table.PROFILES}", was), (Table.PROFILES, now)):
            told = {"name_key": said["name"].lower(), "domain": "", **said}
            columns = ", ".join(f"nullif('{v}', '') as {c}" for c, v in told.items())
            context.keep(
                table, "", f"select 'X1' as account_id, {columns}, null as registration_id, "
                "null as phone_key"
            )  # fmt: skip
        keys = "select 'crm:1' as account_key, 'X1' as account_id"
        context.keep(f"previous_{Table.IDENTITY}", "", keys)
        more = " union all select 'shop:1', 'X1'" if came else ""
        context.keep(Table.IDENTITY, "", keys + more)
        context.remembered |= {Table.IDENTITY, Table.PROFILES} if known else {Table.IDENTITY}
        tell_of_renamed(context)
        told_notes: list[str] = context.notes
        return told_notes

    return tell


def test_a_wholly_different_company_is_named_with_its_key(notes: Notes) -> None:
    (note,) = notes({"name": "Elbe Werft"}, {"name": "Schmidt Backwaren"})
    assert note.startswith(
        "1 account is told of as a wholly different company than in the run before: crm:1 was "
        "'Elbe Werft' and is 'Schmidt Backwaren'."
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({"name": "Elbe Werft"}, {"name": "Elbe Werft"}),
        ({"name": "Elbe Werft"}, {"name": "Werft Hamburg"}),
        ({"name": "Nordlicht"}, {"name": "Nordlciht"}),
        ({"name": "Severstal"}, {"name": "Северсталь"}),
        ({"name": "Elbe Werft", "domain": "elbe.de"}, {"name": "Aqua Nova", "domain": "elbe.de"}),
    ],
)
def test_a_company_with_a_new_name_is_not(
    notes: Notes, was: Mapping[str, str], now: Mapping[str, str]
) -> None:
    assert notes(was, now) == []


def test_nor_is_one_that_got_further_keys(notes: Notes) -> None:
    assert notes({"name": "Elbe Werft"}, {"name": "Schmidt Backwaren"}, came=True) == []


def test_without_the_profiles_of_before_nothing_is_told(notes: Notes) -> None:
    assert notes({"name": "Elbe Werft"}, {"name": "Schmidt Backwaren"}, known=False) == []
