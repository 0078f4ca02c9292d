"""Keys that a source gave twice are named; other spellings of one name are not."""

from collections.abc import Callable
from typing import Any

import pytest

Hub = Callable[..., Any]
FIELDS = {"key": "id", "name": "name", "domain": "web"}


def firms(given: Any, *rows: tuple[str, str, str | None], system: str = "") -> Any:
    ids, names, webs = (list(column) for column in zip(*rows, strict=True))
    return given({"id": ids, "name": names, "web": webs}, {"accounts": FIELDS}, system)


def test_one_key_for_two_companies_is_named(hub: Hub, given: Any) -> None:
    rows = ("A1", "Elbe Werft GmbH", "elbe.de"), ("A2", "Weser AG", None)
    made = hub({"crm": firms(given, *rows, ("A1", "Schmidt Backwaren KG", "backwaren.de"))})
    (note,) = made.context.notes
    assert note.startswith(
        "crm: 1 key stands for wholly different companies: "
        "crm:A1 is 'Elbe Werft GmbH' and 'Schmidt Backwaren KG'."
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Elbe Werft GmbH", None), ("Werft Elbe AG", None)),
        (("Nordlicht", None), ("Nordlciht", None)),
        (("Elbe Werft", "elbe.de"), ("Hamburger Schiffbau", "www.elbe.de")),
        (("Severstal", None), ("Северсталь", None)),
        (("Elbe Werft", None), ("Elbe Werft", "elbe.de")),
    ],
)
def test_one_company_told_in_two_ways_is_not(
    hub: Hub, given: Any, first: tuple[str, str | None], second: tuple[str, str | None]
) -> None:
    assert hub({"crm": firms(given, ("A1", *first), ("A1", *second))}).context.notes == []


def test_two_files_of_one_system_are_seen_together(hub: Hub, given: Any) -> None:
    one, two = ("A1", "Elbe Werft", None), ("A1", "Schmidt Backwaren", None)
    apart = {"crm": firms(given, one), "shop": firms(given, two)}
    assert hub(apart).context.notes == []
    together = {"crm": firms(given, one), "old": firms(given, two, system="crm")}
    assert "crm:A1 is 'Elbe Werft' and 'Schmidt Backwaren'" in hub(together).context.notes[0]


def test_many_are_counted_and_a_few_named(hub: Hub, given: Any) -> None:
    rows = [(f"A{n}", name, None) for n in range(5) for name in ("Elbe Werft", "Schmidt Backwaren")]
    (note,) = hub({"crm": firms(given, *rows)}).context.notes
    assert "5 keys stand" in note
    assert note.count(" is 'Elbe Werft' and ") == 3
    assert "and so on" in note
