"""Industries in words: exact, as part of a longer text, or misspelt."""

import re
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from segmentry.hub.places.plain import plain

_CLOSE = 0.88
_SHORTEST_MISSPELT = 5


def meaning_of(text: str) -> tuple[str, str] | None:
    """The known words, and the ISIC code or group they stand for."""
    said = plain(text.replace("&", " and "))
    for candidate in (said, _first_piece(text)):
        if candidate in _meanings():
            return candidate, _meanings()[candidate]
    return _contained(said) or _misspelt(said)


def _first_piece(text: str) -> str:
    return plain(re.split(r"[/,;:|>()]", text)[0].replace("&", " and "))


def _contained(said: str) -> tuple[str, str] | None:
    """The longest known words inside; of two the later, for the last word says what it is."""
    found = [
        (len(words), said.rfind(f" {words} "), words)
        for words in _meanings()
        if len(words) > 3 and f" {words} " in f" {said} "
    ]
    words = max(found)[2] if found else ""
    return (words, _meanings()[words]) if words else None


def _misspelt(said: str) -> tuple[str, str] | None:
    if len(said) < _SHORTEST_MISSPELT:
        return None
    close = get_close_matches(said, _meanings(), n=1, cutoff=_CLOSE)
    return (close[0], _meanings()[close[0]]) if close else None


@cache
def _meanings() -> dict[str, str]:
    text = (files(__package__) / "industry_words.yaml").read_text("utf-8")
    listed = YAML(typ="safe").load(text).items()
    return {words: meaning for meaning, many in listed for words in many}
