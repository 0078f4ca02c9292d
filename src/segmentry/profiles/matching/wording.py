"""Evidence in words."""

from collections.abc import Mapping

from segmentry.profiles.matching.levels import UNTOLD

_WORDS = {
    "registration": {"same": "same registration number", "other": "another registration number"},
    "domain": {
        "same": "same domain", "same, few": "same domain as a few names",
        "same, many": "same domain as many names", "other": "another domain",
    },
    "people": {"same": "a person in common", "other": "other people"},
    "phone": {
        "same": "same phone", "same, few": "same phone as a few names",
        "same, many": "same phone as many names", "other": "another phone",
    },
    "name": {
        "same": "same name", "same, twice": "same name, used in two or three places",
        "same, often": "same name, used often",
        "same, usual": "same name, used very often", "near": "nearly the same name",
        "part": "one name part of the other", "most": "most of the name",
        "some": "some of the name",
        "initials": "one name the initials of the other", "other": "another name",
    },
    "place": {
        "address": "same address", "street": "same house in a like street",
        "postal code": "same postal code", "post, street": "same street, other house",
        "post, other": "same postal code, other street", "city": "same city",
        "city, other": "same city, other street", "other city": "another city",
        "other land": "another country", "other": "another address",
    },
}  # fmt: skip
_RARITIES = {"rare": "rare words", "known": "known words", "usual": "usual words"}


def worded(levels: Mapping[str, str]) -> str:
    """Levels of evidence as a person reads them: 'same domain, same name, another phone'."""
    told = [(field, levels[field]) for field in _WORDS if levels[field] != UNTOLD]
    return ", ".join(_word(field, level) for field, level in told) or "nothing in common"


def _word(field: str, level: str) -> str:
    words = _WORDS[field]
    if level in words:
        return words[level]
    kind, _, rarity = level.partition(" ")
    return f"{words[kind]} ({_RARITIES[rarity]})"
