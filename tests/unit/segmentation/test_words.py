"""Numbers and values in words, computed by the engine."""

from typing import Any

import duckdb
import pytest

from segmentry.model.types import ColumnType as T
from segmentry.segmentation.words import label_and_value, number


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
        ("'Banking'", T.TEXT, "", "industry Banking"),
        ("cast(null as varchar)", T.TEXT, "", "industry unknown"),
        ("true", T.BOOLEAN, "", "industry"),
        ("false", T.BOOLEAN, "", "not industry"),
        ("cast(null as boolean)", T.BOOLEAN, "", "industry unknown"),
        ("cast(12300 as decimal(18, 4))", T.MONEY, "EUR", "industry 12,300 EUR"),
        ("cast(0.125 as double)", T.NUMBER, "share", "industry 12.5 %"),
        ("cast(2.5 as double)", T.NUMBER, "years", "industry 2.5 years"),
        ("date '2026-01-31'", T.DATE, "", "industry 2026-01-31"),
    ],
)
def test_labels_and_values(sql: str, kind: T, unit: str, text: str) -> None:
    assert said(label_and_value("Industry", sql, kind, unit)) == text
