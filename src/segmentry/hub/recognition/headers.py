"""Headers as words: `CustomerID`, `customer_id` and `Customer Id` are the same."""

import re
from functools import cache

from segmentry.model.fields import Field

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^a-z0-9]+")
_NOISE = {"the", "of", "our", "your", "usd", "eur", "gbp", "flag", "full"}


@cache
def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, lower case, without units and articles."""
    spaced = _CAMEL.sub(" ", header.strip())
    words = [w for w in _OTHER.split(spaced.lower()) if w]
    return tuple(w for w in words if w not in _NOISE) or tuple(words)


def likeness(header: str, field: Field) -> float:
    """How much a header reads like a field: 1 a synonym word for word, 0 nothing in common."""
    return max(_likenesses(header, field))


def place_among_synonyms(header: str, field: Field) -> int:
    """How early the synonym stands that the header reads like: the most telling ones come first."""
    found = _likenesses(header, field)
    return found.index(max(found))


def _likenesses(header: str, field: Field) -> list[float]:
    synonyms = (*field.synonyms, field.name.replace("_", " "))
    return [_likeness(words_of(header), words_of(synonym)) for synonym in synonyms]


@cache
def _likeness(words: tuple[str, ...], synonym: tuple[str, ...]) -> float:
    if words == synonym or "".join(words) == "".join(synonym):
        return 1.0
    # "billing contact email" ends in the synonym "email": the words before it only narrow it
    if len(words) > len(synonym) and words[-len(synonym) :] == synonym:
        return 0.7 if len(synonym) > 1 else 0.5
    return 0.0
