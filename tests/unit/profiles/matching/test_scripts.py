"""Names of other alphabets meet their Latin spelling."""

from typing import Any

import pytest

from segmentry.profiles.matching.scripts import latin


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("северсталь", "severstal"),
        ("жеравна", "zheravna"),
        ("щастие", "shtastie"),
        ("юлия", "yuliya"),
        ("κρητη", "kriti"),
        ("μπουτικ", "boutik"),
        ("θαλασσα", "thalassa"),
        ("ψαρια ξενια", "psaria xenia"),
        ("αθήνα", "athina"),
        ("acme северсталь 24", "acme severstal 24"),
        ("nordlicht & sohn", "nordlicht & sohn"),
        ("株式会社", "株式会社"),
        ("", ""),
    ],
)
def test_letters_are_spelt_in_latin(bench: Any, written: str, expected: str) -> None:
    told = latin("told")
    assert bench().value(f"select {told} as spelt from (select '{written}' as told)") == expected


def test_what_is_not_told_stays_untold(bench: Any) -> None:
    told = latin("cast(null as varchar)")
    assert bench().value(f"select {told} as spelt") is None
