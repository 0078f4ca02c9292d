from datetime import date

import numpy as np
import pytest

from segmentry.demo.calendar import Calendar


@pytest.mark.parametrize(
    ("end", "months", "start"),
    [
        (date(2026, 6, 30), 36, date(2023, 7, 1)),
        (date(2025, 12, 31), 12, date(2025, 1, 1)),
        (date(2024, 2, 29), 14, date(2023, 1, 1)),
    ],
)
def test_the_data_begin_with_a_month(end: date, months: int, start: date) -> None:
    calendar = Calendar(end, months)
    assert calendar.day(calendar.start) == start
    assert calendar.day(calendar.stop - 1) == end
    assert len(calendar.month_starts) == months


def test_events_lie_within_the_data_and_after_each_other() -> None:
    for months in range(12, 121):
        calendar = Calendar(date(2026, 6, 30), months)
        first, after = calendar.campaign
        assert calendar.start < first < after <= calendar.downturn < calendar.stop


def test_spread_stays_in_its_window_and_follows_the_season() -> None:
    calendar = Calendar(date(2026, 6, 30), 36)
    size = 20_000
    begin, stop = np.full(size, calendar.start * 1.0), np.full(size, calendar.stop * 1.0)
    day = calendar.spread(begin, stop, np.random.default_rng(1).random(size))
    assert calendar.start <= day.min() <= day.max() < calendar.stop
    months = np.bincount(calendar.month_of(day), minlength=36).reshape(3, 12).sum(axis=0)
    august, november = months[1], months[4]
    assert august < 0.75 * november
