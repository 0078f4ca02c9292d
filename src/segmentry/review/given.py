"""Segmentations whose segments the data gives: countries, industries, stages of life.

Nobody chose them, so nobody can merge or retire one, and who goes from one to another says nothing
of how well they were drawn.
"""

from collections.abc import Collection, Iterable

from segmentry.conditions import names_of
from segmentry.model.definitions import SegmentationDefinition

_BY_A_VALUE = (
    "behavioural",
    "demographic",
    "firmographic",
    "geographic",
    "psychographic",
    "technographic",
)
"""Methods whose segments are values or bands of what is known, one for each that occurs."""


def given_by_the_data(
    definitions: Iterable[SegmentationDefinition], words: Collection[str]
) -> frozenset[str]:
    """Names of those; `words` are the variables whose values are words."""
    return frozenset(
        d.name
        for d in definitions
        if d.method in _BY_A_VALUE or (d.method == "rules" and _names_values(d, words))
    )


def _names_values(definition: SegmentationDefinition, words: Collection[str]) -> bool:
    """Whether its rules do nothing but give names to the values of one variable."""
    rules = definition.settings.get("segments")
    if not isinstance(rules, list | tuple):
        return False
    asked = [names_of(str(rule.get("where", ""))) for rule in rules if isinstance(rule, dict)]
    return bool(asked) and len(set(asked)) == 1 and len(asked[0]) == 1 and asked[0] <= set(words)
