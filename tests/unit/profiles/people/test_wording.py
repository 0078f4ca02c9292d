"""Evidence about people in words."""

from segmentry.profiles.people.classes import _KNOWN
from segmentry.profiles.people.evidence import FIELDS
from segmentry.profiles.people.wording import _WORDS, person_words


def test_what_is_not_told_is_not_said() -> None:
    untold = dict.fromkeys(FIELDS, "-")
    assert person_words(untold) == "nothing in common"
    told = untold | {"given": "short", "mail": "same"}
    assert person_words(told) == "same e-mail address, one given name short for the other"


def test_every_level_has_words() -> None:
    assert {field: set(words) for field, words in _WORDS.items()} == {
        field: set(levels) for field, levels in _KNOWN.items()
    }
