"""Formats become patterns that read as far as DuckDB does."""

import re

import pytest

from segmentry.engine.to_spark.moments import moment_sql, pattern_of


def parts(form: str, text: str) -> tuple[str, ...] | None:
    pattern, _ = pattern_of(form)
    found = re.match(pattern.replace(r"\z", r"\Z"), text)
    return found.groups() if found else None


@pytest.mark.parametrize(
    ("form", "text", "read"),
    [
        ("%d.%m.%Y", "1.3.2024", ("1", "3", "2024")),
        ("%d.%m.%Y", " 01.03.2024 ", ("01", "03", "2024")),
        ("%d.%m.%Y", "1-3-2024", None),
        ("%Y%m%d", "20240305", ("2024", "03", "05")),
        ("%d%m", "12", None),  # the day takes both
        ("%d %b %Y", "5 Mar 2024", ("5", "Mar", "2024")),
        ("%I:%M %p", "11:59 PM", ("11", "59", "PM")),
        ("%-d/%-m", "5/6", ("5", "6")),
        ("100%% %Y", "100% 2024", ("2024",)),
        ("[%Y]", "[2024]", ("2024",)),
    ],
)
def test_directives_read(form: str, text: str, read: tuple[str, ...] | None) -> None:
    assert parts(form, text) == read


def test_what_a_format_does_not_name_has_its_beginning() -> None:
    sql = moment_sql("%Y")
    assert sql.startswith("try_make_timestamp_ntz(")
    assert sql.endswith(", 1, 1, 0, 0, cast(0 as decimal(16,6)))")
