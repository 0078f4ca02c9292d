"""Levels: ranges that meet without gap or overlap, read as they are written."""

import pytest

from segmentry.errors import InvalidDefinition
from segmentry.model.types import ColumnType
from segmentry.variables.fit_levels import ranges, read_level, round_edge

N = ColumnType.NUMBER


def test_ranges_meet() -> None:
    found = ranges("aov", N, [50, 200, 12.5e6])
    assert [x.text for x in found] == [
        "below 50", "50 to below 200", "200 to below 12500000", "12500000 and more",
    ]  # fmt: skip
    assert [x.when for x in found] == [
        '"aov" < 50', '"aov" >= 50 and "aov" < 200', '"aov" >= 200 and "aov" < 12500000',
        '"aov" >= 12500000',
    ]  # fmt: skip
    assert ranges("aov", N, []) == []


@pytest.mark.parametrize("type_", [N, ColumnType.INTEGER, ColumnType.MONEY])
def test_what_is_written_is_read_back(type_: ColumnType) -> None:
    levels = ranges("x", type_, [-1, 0.25, 1, 2, 1000])
    assert [read_level("x", type_, x.text, "") for x in levels] == levels


def test_a_whole_number_stands_for_itself() -> None:
    assert [x.text for x in ranges("seats", ColumnType.INTEGER, [2, 3])][1] == "2"
    assert read_level("seats", ColumnType.INTEGER, "2", "").when == '"seats" >= 2 and "seats" < 3'


def test_words_and_truths() -> None:
    assert read_level("x", ColumnType.TEXT, "O'Neill", "").when == "\"x\" = 'O''Neill'"
    assert read_level("x", ColumnType.BOOLEAN, "True", "").when == '"x" = true'
    assert read_level("x", ColumnType.BOOLEAN, "no", "").when == '"x" = false'


@pytest.mark.parametrize(
    ("type_", "text", "advice"),
    [
        (N, "50-200", "Write 'below 50', '50 to below 200' or '200 and more'."),
        (N, "2", "Write 'below 50', '50 to below 200' or '200 and more'."),
        (ColumnType.BOOLEAN, "perhaps", "Write 'yes' or 'no'."),
    ],
)
def test_what_cannot_be_read_is_told(type_: ColumnType, text: str, advice: str) -> None:
    with pytest.raises(InvalidDefinition) as error:
        read_level("x", type_, text, "ideal_customers/a.yaml, line 3")
    assert error.value.next_step == advice
    assert error.value.where == "ideal_customers/a.yaml, line 3"


def test_edges_are_rounded_to_two_digits() -> None:
    assert [round_edge(x) for x in (0, 127, 20_411_000, 0.123)] == [0, 130, 20_000_000, 0.12]
