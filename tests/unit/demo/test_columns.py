from datetime import date, datetime
from decimal import Decimal

import numpy as np

from segmentry.demo.columns import day_number, day_texts, days, digits, join, keys, money, times


def test_money_is_exact_also_below_zero() -> None:
    cents = np.array([0, 1, -1, 12_345, -99_999_999_999_999])
    expected = ["0.00", "0.01", "-0.01", "123.45", "-999999999999.99"]
    assert money(cents).to_pylist() == [Decimal(text) for text in expected]


def test_days_and_times_count_from_1970() -> None:
    day = day_number(date(2024, 2, 29))
    assert days(np.array([day])).to_pylist() == [date(2024, 2, 29)]
    assert times(np.array([day]), np.array([3_661])).to_pylist() == [datetime(2024, 2, 29, 1, 1, 1)]


def test_day_texts_follow_the_pattern_and_leave_out_the_unknown() -> None:
    day = day_number(date(2024, 2, 29))
    texts = day_texts(np.array([day, 0]), "%d.%m.%Y", np.array([True, False]))
    assert texts.to_pylist() == ["29.02.2024", None]


def test_keys_have_leading_zeros() -> None:
    assert keys("A-", np.array([7, 12_345_678])).to_pylist() == ["A-00000007", "A-12345678"]
    assert join("x", digits(np.array([5]), 3)).to_pylist() == ["x005"]
