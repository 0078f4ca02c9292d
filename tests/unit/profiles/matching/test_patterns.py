"""A pattern of evidence as one number."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from segmentry.profiles.matching.levels import FIELDS, UNTOLD
from segmentry.profiles.matching.patterns import LEVELS, levels_of, packed, place_of, places


def pattern_of(made: Any, told: dict[str, str]) -> int:
    sql = packed({field: str(places(field)[level]) for field, level in told.items()})
    return int(made.value(f"select {sql} as pattern"))


@pytest.mark.parametrize("field", FIELDS)
def test_every_level_comes_back_from_its_number(bench: Callable[..., Any], field: str) -> None:
    made = bench()
    for level in LEVELS[field]:
        found = dict(zip(FIELDS, levels_of(pattern_of(made, {field: level})), strict=True))
        assert found == dict.fromkeys(FIELDS, UNTOLD) | {field: level}


def test_levels_of_several_fields_do_not_mix(bench: Callable[..., Any]) -> None:
    made = bench()
    for name, people in product(LEVELS["name"], LEVELS["people"]):
        pattern = pattern_of(made, {"name": name, "people": people})
        for field, level in (("name", name), ("people", people), ("place", UNTOLD)):
            sql = f"select {place_of(field)} as place from (select {pattern} as pattern) as p"
            assert LEVELS[field][made.value(sql)] == level


def test_what_is_not_told_speaks_least_for_one_group() -> None:
    assert all(levels[-1] == UNTOLD for levels in LEVELS.values())
