"""Numbers and values in words, computed by the engine."""

from typing import Any

import duckdb
import pytest

from segmentry.model.types import ColumnType as T
from segmentry.segmentation.words import clause, joined, number, of_events, one_of


def said(sql: str) -> Any:
    return duckdb.sql(f"select {sql}").fetchall()[0][0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"), ("850", "850"), ("999.6", "1,000"), ("12300", "12,300"), ("1007", "1,007"),
        ("999999", "999,999"), ("1250000", "1.3 M"), ("999999.7", "1.0 M"), ("-4200", "-4,200"),
        ("-3", "-3"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(value: str, text: str) -> None:
    assert said(number(f"cast({value} as double)")) == text


@pytest.mark.parametrize(
    ("sql", "kind", "unit", "text"),
    [
        ("'Banking'", T.TEXT, "", "industry is Banking"),
        ("cast(null as varchar)", T.TEXT, "", "industry is unknown"),
        ("true", T.BOOLEAN, "", "industry is yes"),
        ("false", T.BOOLEAN, "", "industry is no"),
        ("cast(null as boolean)", T.BOOLEAN, "", "industry is unknown"),
        ("cast(12300 as decimal(18, 4))", T.MONEY, "EUR", "industry is 12,300 EUR"),
        ("cast(0.1234 as double)", T.NUMBER, "share", "industry is 12.3 %"),
        ("cast(2.5 as double)", T.NUMBER, "years", "industry is 2.5 years"),
        ("cast(1 as double)", T.NUMBER, "years", "industry is 1 year"),
        ("date '2026-01-31'", T.DATE, "", "industry is 2026-01-31"),
    ],
)
def test_a_clause_says_label_and_value(sql: str, kind: T, unit: str, text: str) -> None:
    assert said(clause("Industry", sql, kind, unit)) == text


@pytest.mark.parametrize(
    ("label", "number", "unit", "text"),
    [
        ("orders", 1, "orders", "1 order"),
        ("running subscriptions", 1, "subscriptions", "1 running subscription"),
        ("running subscriptions", 2, "subscriptions", "2 running subscriptions"),
        ("contacts known", 1, "people", "1 contact known"),
        ("employees", 1200, "people", "1,200 employees"),
        ("support cases", 1, "cases a year", "1 support case a year"),
        ("purchase frequency", 1, "orders a year", "purchase frequency is 1 order a year"),
        ("page views", 19, "pages a year", "page views are 19 pages a year"),
        ("days paid late", 1, "days", "days paid late are 1 day"),
        ("status", 3, "points", "status is 3 points"),
    ],
)
def test_a_count_is_a_number_with_its_noun(label: str, number: int, unit: str, text: str) -> None:
    assert said(clause(label, f"cast({number} as bigint)", T.INTEGER, unit)) == text


def test_the_first_clause_begins_the_sentence() -> None:
    assert said(clause("industry", "'Banking'", T.TEXT, first=True)) == "Industry is Banking"
    assert said(clause("has a parent", "false", T.BOOLEAN, first=True)) == "Has a parent: no"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_clauses_become_one_sentence(parts: list[str], sentence: str) -> None:
    assert said(joined([f"'{part}'" for part in parts])) == sentence


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("orders", "order"), ("cases a year", "case a year"), ("people", "person"),
        ("companies", "company"), ("touches a year", "touch a year"), ("boxes", "box"),
        ("uses in 90 days", "use in 90 days"), ("series", "series"), ("loss", "loss"), ("", ""),
    ],
)  # fmt: skip
def test_what_there_is_one_of(several: str, one: str) -> None:
    assert one_of(several) == one


@pytest.mark.parametrize(
    ("sentence", "sql", "kind", "text"),
    [
        ("the number of orders in the last 90 days", "7", T.INTEGER,
         "7 orders in the last 90 days"),
        ("the number of opportunities", "1", T.INTEGER, "1 opportunity"),
        ("the number of different values of kind in orders", "2", T.INTEGER,
         "The number of different values of kind in orders is 2"),
        ("the total amount of orders", "cast(1200 as decimal(18, 4))", T.MONEY,
         "The total amount of orders is 1,200 EUR"),
        ("no contact matches (x is y)", "true", T.BOOLEAN, "No contact matches (x is y)"),
        ("no contact matches (x is y)", "false", T.BOOLEAN,
         "At least one contact matches (x is y)"),
        ("the number of orders", "cast(null as bigint)", T.INTEGER,
         "The number of orders: unknown"),
    ],
)  # fmt: skip
def test_what_happened_is_said_with_its_figure(sentence: str, sql: str, kind: T, text: str) -> None:
    unit = "EUR" if kind is T.MONEY else ""
    assert said(of_events(sentence, sql, kind, unit, first=True)) == text
