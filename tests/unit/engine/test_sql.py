"""Names and values become SQL in one place, and stay what they are."""

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentry.engine.sql import identifier, literal


def back(sql: str) -> object:
    with duckdb.connect() as connection:
        return connection.execute(f"select {sql}").fetchall()[0][0]


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",))))
def test_any_text_comes_back(text: str) -> None:
    assert back(literal(text)) == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1))
def test_any_name_names(name: str) -> None:
    with duckdb.connect() as connection:
        columns = connection.execute(f"select 1 as {identifier(name)}").description
    assert columns is not None
    assert columns[0][0] == name


@pytest.mark.parametrize(
    "value", [None, True, False, 0, -7, 2**62, 0.1, -1e-300, date(2024, 2, 29), "", "null", "it's"]
)
def test_values_keep_their_type(value: object) -> None:
    found = back(literal(value))  # type: ignore[arg-type]
    assert found == value or float(found) == value  # type: ignore[arg-type]
    assert isinstance(found, bool) == isinstance(value, bool)


def test_the_end_of_a_c_string_is_left_out() -> None:
    assert literal("a\x00b") == "'ab'"
