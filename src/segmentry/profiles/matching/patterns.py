"""A pattern of evidence as one number: five bits a field, each the place of its level.

Millions of pairs have few patterns, so what is told of each pair is kept short.
"""

from collections.abc import Mapping

from segmentry.profiles.matching.classes import by_kinship
from segmentry.profiles.matching.levels import FIELDS, UNTOLD

_SIZE = 32
LEVELS: Mapping[str, tuple[str, ...]] = {
    "system": ("same", "other", UNTOLD),
    **{field: (*by_kinship(field), UNTOLD) for field in FIELDS if field != "system"},
}
"""By field: its levels, the one that speaks most for one group first."""


def places(field: str) -> Mapping[str, int]:
    """The place of each level of a field."""
    return {level: place for place, level in enumerate(LEVELS[field])}


def packed(told: Mapping[str, str]) -> str:
    """SQL for the pattern of SQL for the place of each field's level; others are untold."""
    untold = sum(_unit(f) * places(f)[UNTOLD] for f in FIELDS if f not in told)
    units = {field: f"cast({_unit(field)} as bigint)" for field in told}
    return " + ".join([*(f"({sql}) * {units[field]}" for field, sql in told.items()), str(untold)])


def place_of(field: str) -> str:
    """SQL for the place of a field's level in the column `pattern`."""
    return f"pattern // {_unit(field)} % {_SIZE}"


def levels_of(pattern: int) -> tuple[str, ...]:
    """The levels of a pattern, in the order of FIELDS."""
    return tuple(LEVELS[field][pattern // _unit(field) % _SIZE] for field in FIELDS)


def _unit(field: str) -> int:
    return int(_SIZE ** FIELDS.index(field))
