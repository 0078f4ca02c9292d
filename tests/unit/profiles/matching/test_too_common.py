"""Values that very many keys share are named, so that somebody can mend them."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.profiles.matching.evidence import list_relations
from segmentry.profiles.matching.too_common import tell_of_bounds, tell_of_too_common

Listed = Callable[..., Any]
MOST = 5


def told(made: Any) -> str:
    made.context.notes.clear()
    list_relations(made.context)
    tell_of_too_common(made.context, MOST)
    return " ".join(made.context.notes)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("registration_id", "DE123456788", "registration number 'DE123456788' by 6"),
        ("domain", "jimdo.com", "domain 'jimdo.com' by 6"),
        ("phone_key", "+49301234567", "phone '+49301234567' by 6"),
        ("name_key", "hansa", "name 'hansa' by 6"),
        ("street_key", "hafenstr 11", "address 'hafenstr 11' by 6"),
    ],
)
def test_what_too_many_share_is_named_with_their_number(
    listed: Listed, field: str, value: str, named: str
) -> None:
    made = listed({f"a:{n}": {field: value} for n in range(MOST + 1)})
    assert named in told(made)
    assert "values: {VALUE: ''}" in told(made)
    enough = listed({f"a:{n}": {field: value} for n in range(MOST)})
    assert told(enough) == ""


def test_the_most_common_come_first_and_the_rest_is_counted(listed: Listed) -> None:
    sizes = {"elbe": 6, "alster": 9, "weser": 7, "ems": 8, "oder": 6}
    records = {
        f"a:{name}{n}": {"name_key": name} for name, size in sizes.items() for n in range(size)
    }
    assert "name 'alster' by 9, 'ems' by 8, 'weser' by 7 and 2 more." in told(listed(records))


def test_one_street_in_many_towns_is_no_flaw(listed: Listed) -> None:
    streets = {f"a:{n}": {"street_key": "hauptstr 1", "city": f"city {n}"} for n in range(20)}
    assert told(listed(streets)) == ""


def test_long_values_are_cut_and_kinds_parted(listed: Listed) -> None:
    said = {"name_key": "x" * 500, "domain": "elbe.de"}
    note = told(listed({f"a:{n}": said for n in range(MOST + 1)}))
    assert f"domain 'elbe.de' by 6; name '{'x' * 60}' by 6. Keys" in note


def test_kinds_that_are_not_looked_at_in_full_are_told(listed: Listed) -> None:
    context = listed({"a:1": {"name_key": "elbe"}}).context
    tell_of_bounds(context, {"words": 7, "address": 30})
    assert "words, where more than 7 share it; address, where more than 30" in context.notes[-1]
    context.notes.clear()
    tell_of_bounds(context, {})
    assert context.notes == []
