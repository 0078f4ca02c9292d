"""Companies without ids get a key that stays when rows move."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition

Hub = Callable[..., Any]
FIELDS = {"name": "name", "city": "town", "phone": "phone"}
FIRMS = [("Elbe", "Hamburg", "040 1"), ("Weser", "Bremen", None), ("Elbe", "Kiel", None)]
KEYS = "select name, city, account_key from account_records order by lower(name), city"


def listed(given: Any, firms: list[Any], tables: Any = None) -> Any:
    names, towns, phones = (list(column) for column in zip(*firms, strict=True))
    columns = {"name": names, "town": towns, "phone": phones}
    return given(columns, tables or {"accounts": FIELDS})


def test_a_key_is_made_of_name_and_place_and_told(hub: Hub, given: Any) -> None:
    made = hub({"list": listed(given, FIRMS)})
    keys = [row["account_key"] for row in made.rows(KEYS)]
    assert len(set(keys)) == 3
    assert all(key.startswith("list:") for key in keys)
    (note,) = made.context.notes
    assert note.startswith("list: it gives no ids, so a company is known by what stands under")
    assert "name, town." in note
    assert "add `key: COLUMN`" in note


def test_keys_stay_when_rows_move_and_other_fields_change(hub: Hub, given: Any) -> None:
    before = hub({"list": listed(given, FIRMS)}).rows(KEYS)
    moved = [("ELBE ", "Kiel", "0431 5"), *reversed(FIRMS[:2])]
    after = hub({"list": listed(given, moved)}).rows(KEYS)
    assert [r["account_key"] for r in after] == [r["account_key"] for r in before]


def test_rows_that_say_nothing_or_the_same_again_are_set_aside(hub: Hub, given: Any) -> None:
    made = hub({"list": listed(given, [*FIRMS, FIRMS[1], (None, "n/a", "040 2")])})
    aside = made.rows("select line, rule from rejected where effect = 'row' order by line")
    assert [(r["line"], r["rule"]) for r in aside] == [(3, "duplicate_key"), (6, "no_key")]


def test_a_key_that_is_told_counts(hub: Hub, given: Any) -> None:
    made = hub({"list": listed(given, FIRMS[:2], {"accounts": {"key": "name", **FIELDS}})})
    assert [r["account_key"] for r in made.rows(KEYS)] == ["list:Elbe", "list:Weser"]
    assert made.context.notes == []


def test_without_anything_that_lasts_there_is_no_key(hub: Hub, given: Any) -> None:
    with pytest.raises(InvalidDefinition, match="'key'"):
        hub({"list": listed(given, FIRMS, {"accounts": {"phone": "phone"}})})
