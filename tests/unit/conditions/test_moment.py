"""Days and months counted back."""

from datetime import date

import pytest

from segmentry.conditions.moment import Moment


@pytest.mark.parametrize(
    ("as_of", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2026, 12, 15), 12, date(2025, 12, 15)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2026, 1, 31), 13, date(2024, 12, 31)),
        (date(2026, 1, 31), 100_000, date.min),
    ],
)
def test_months_ago(as_of: date, months: int, expected: date) -> None:
    assert Moment(as_of).months_ago(months) == expected


def test_days_ago() -> None:
    assert Moment(date(2026, 1, 31)).days_ago(90) == date(2025, 11, 2)
    assert Moment(date(9999, 12, 31)).months_ago(1) == date(9999, 11, 30)
    assert Moment(date(2026, 1, 31)).days_ago(10_000_000) == date.min
