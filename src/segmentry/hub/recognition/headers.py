"""Headers as words: `CustomerID`, `customer_id` and `Customer Id` are the same."""

import re
from difflib import SequenceMatcher
from functools import cache

from segmentry.model.fields import Field

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^a-z0-9]+")
_SHORT = {
    "cust": "customer", "acct": "account", "acc": "account", "comp": "company", "co": "company",
    "org": "organisation", "ord": "order", "inv": "invoice", "amt": "amount", "dt": "date",
    "tel": "telephone", "emp": "employees", "qty": "quantity", "opp": "opportunity", "subs":
    "subscription", "sub": "subscription", "nr": "number", "num": "number",
}  # fmt: skip
_ALIKE = 0.88
"""Two headers of which this share of letters agrees are a slip of the keyboard apart."""
_NOISE = {"the", "of", "our", "your", "usd", "eur", "gbp", "flag", "full"}


@cache
def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, lower case, without units and articles."""
    spaced = _CAMEL.sub(" ", header.strip())
    words = [_SHORT.get(w, w) for w in _OTHER.split(spaced.lower()) if w]
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
    return 0.6 if _is_slip("".join(words), "".join(synonym)) else 0.0


def _is_slip(header: str, synonym: str) -> bool:
    if len(synonym) < 6 or abs(len(header) - len(synonym)) > 2:
        return False
    return SequenceMatcher(None, header, synonym, autojunk=False).ratio() >= _ALIKE
