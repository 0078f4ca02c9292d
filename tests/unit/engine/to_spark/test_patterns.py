"""Patterns mean the same in Java's words."""

import pytest

from segmentry.engine.to_spark.patterns import java_pattern, java_replacement

SAME = (
    "^[a-z]+",
    r"(?:a|b){1,3}?",
    r"\bword\b",
    r"[^0-9.,]",
    r"\p{L}\p{Sc}",
    r"\x{200b}",
    "a|b",
    r"\$",
)


@pytest.mark.parametrize("pattern", SAME)
def test_what_both_read_alike_stays(pattern: str) -> None:
    assert java_pattern(pattern) == pattern


@pytest.mark.parametrize(
    ("pattern", "java"),
    [
        ("a$", r"a\z"),
        ("a.c", r"a[^\n]c"),
        ("(?s)a.c", "(?s)a.c"),
        ("(?i)ä", "(?iu)ä"),
        ("a(?i:b)", "a(?iu:b)"),
        (r"\s", r"[\t\n\f\r ]"),
        (r"\S", r"[^\t\n\f\r ]"),
        (r"[\s$.]", r"[\t\n\f\r $.]"),
        ("[[&]", r"[\[\&]"),
        ("[]a]", r"[\]a]"),
        ("[^]a]", r"[^\]a]"),
        ("[[:alpha:]_]", r"[\p{Alpha}_]"),
        (r"\p{Greek}\P{Han}", r"\p{IsGreek}\P{IsHan}"),
    ],
)
def test_what_they_read_differently_is_rewritten(pattern: str, java: str) -> None:
    assert java_pattern(pattern) == java


def test_groups_in_a_replacement() -> None:
    assert java_replacement(r"\1-\2 costs $5") == r"$1-$2 costs \$5"
