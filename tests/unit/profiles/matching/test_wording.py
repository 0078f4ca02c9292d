"""Evidence in words, whatever the levels."""

from itertools import product

import pytest

from segmentry.profiles.matching.classes import _KNOWN
from segmentry.profiles.matching.levels import FIELDS, UNTOLD
from segmentry.profiles.matching.wording import worded

NOTHING = dict.fromkeys(FIELDS, UNTOLD)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "nothing in common"),
        ({"system": "same"}, "nothing in common"),
        ({"registration": "same"}, "same registration number"),
        (
            {"place": "address", "name": "near rare", "phone": "other"},
            "another phone, nearly the same name (rare words), same address",
        ),
        (
            {"domain": "same, many", "name": "initials"},
            "same domain as many names, one name the initials of the other",
        ),
    ],
)
def test_levels_are_told_in_words(told: dict[str, str], words: str) -> None:
    assert worded(NOTHING | told) == words


def test_every_level_has_words_of_its_own() -> None:
    for field, levels in _KNOWN.items():
        told = [worded(NOTHING | {field: level}) for level in levels]
        assert len(set(told)) == len(levels)


def test_every_pattern_of_two_fields_is_told() -> None:
    for name, place in product(_KNOWN["name"], _KNOWN["place"]):
        assert worded(NOTHING | {"name": name, "place": place}).count(",") >= 1
