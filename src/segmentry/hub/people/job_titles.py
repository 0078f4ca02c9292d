"""Seniority and function from the words of a job title."""

import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib.resources import files

from ruamel.yaml import YAML

from segmentry.hub.places.plain import plain
from segmentry.hub.spelling.text import words

_LONGEST = 200
_NO_TITLE = frozenset(words("na none null unknown test other unbekannt inconnu nan tbd xxx"))
_MOST_WORDS = 5
_WHOM = re.compile(
    r"\b(assistante?|pa|secretary|assistenz|assistentin|assistent|sekretarin) "
    r"(?:to|of|der|des|du|de la|von) .*"
)
_LAST_RESORT = "general management"


def tidied(title: str) -> str | None:
    """The title with single blanks; None where it is no title."""
    text = " ".join(title.split()).strip(" ,;-.")
    if len(text) > _LONGEST or plain(text).replace(" ", "") in _NO_TITLE:
        return None
    return text if re.search(r"[^\W\d_]", text) else None


def seniority_of(title: str) -> str | None:
    """The highest level the title names; 'staff' where it names only a function."""
    found = {level for level, _ in _mentions(title, "seniority")}
    highest = next((level for level in _listed("seniority") if level in found), None)
    return highest or ("staff" if function_of(title) else None)


def function_of(title: str) -> str | None:
    """The first function the title names; general management only where there is no other."""
    found = sorted(_mentions(title, "function"), key=lambda mention: mention[1])
    special = [function for function, _ in found if function != _LAST_RESORT]
    return special[0] if special else (_LAST_RESORT if found else None)


def _mentions(title: str, kind: str) -> list[tuple[str, int]]:
    """What the title says, with its place; the longest entry uses its words up."""
    said = _words(title)
    found, at = [], 0
    while at < len(said):
        meaning, used = _longest_entry(said[at : at + _MOST_WORDS], kind)
        if meaning:
            found.append((meaning, at))
        at += used
    return found


def _words(title: str) -> list[str]:
    """The words of the title; who assists somebody does not have that somebody's level."""
    text = _WHOM.sub(r"\1", plain(title.replace("&", " and ")))
    return text.split()


def _longest_entry(said: list[str], kind: str) -> tuple[str | None, int]:
    for count in range(len(said), 1, -1):
        if meaning := _entries(kind).get(" ".join(said[:count])):
            return meaning, count
    return _word_meaning(said[0], kind), 1


@lru_cache(maxsize=50_000)
def _word_meaning(word: str, kind: str) -> str | None:
    if meaning := _entries(kind).get(word):
        return meaning
    parts = ((pattern, m) for pattern, m in _entries(kind).items() if "*" in pattern)
    return next((meaning for pattern, meaning in parts if fnmatchcase(word, pattern)), None)


@cache
def _entries(kind: str) -> dict[str, str]:
    """The meaning of each entry; one with two meanings has the first."""
    pairs = [(entry, meaning) for meaning, listed in _listed(kind).items() for entry in listed]
    return dict(reversed(pairs))


@cache
def _listed(kind: str) -> dict[str, list[str]]:
    text = (files(__package__) / "job_titles.yaml").read_text("utf-8")
    listed: dict[str, list[str]] = YAML(typ="safe").load(text)[kind]
    return listed
