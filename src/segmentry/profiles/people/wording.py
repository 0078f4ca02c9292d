"""Evidence about two contacts in words."""

from collections.abc import Mapping

from segmentry.profiles.matching.levels import UNTOLD

TWINS = "same e-mail address, same given name, same family name"
"""What needs no model."""
_WORDS = {
    "number": {
        "same": "same personal number", "slip": "nearly the same personal number",
        "other": "another personal number",
    },
    "mail": {
        "same": "same e-mail address", "same, few": "same e-mail address as a few people",
        "same, many": "same e-mail address as many people",
        "local part": "same e-mail name at another provider", "domain": "e-mail at one company",
        "numbered": "e-mail addresses at one company apart by a number",
        "other": "another e-mail address",
    },
    "phone": {
        "same": "same phone", "same, few": "same phone as a few people",
        "same, many": "same phone as many people", "other": "another phone",
    },
    "birth": {
        "same": "same day of birth", "slip": "nearly the same day of birth",
        "other": "another day of birth",
    },
    "given": {
        "same rare": "same given name (rare)", "same known": "same given name",
        "same usual": "same given name (common)", "near": "nearly the same given name",
        "short": "one given name short for the other", "swapped": "given and family name swapped",
        "other": "another given name",
    },
    "family": {
        "same rare": "same family name (rare)", "same known": "same family name",
        "same usual": "same family name (common)", "near": "nearly the same family name",
        "part": "one family name part of the other", "other": "another family name",
    },
    "account": {"same": "same account", "group": "accounts of one group", "other": "other account"},
    "place": {
        "address": "same address", "street": "same street", "house, area": "same area and house",
        "house, street": "same street and house", "area": "same area",
        "area, other": "same area, other street", "other land": "another country",
        "other": "another address",
    },
}  # fmt: skip


def person_words(levels: Mapping[str, str]) -> str:
    """Levels of evidence as a person reads them: 'same e-mail address, same account'."""
    told = [words[levels[field]] for field, words in _WORDS.items() if levels[field] != UNTOLD]
    return ", ".join(told) or "nothing in common"
