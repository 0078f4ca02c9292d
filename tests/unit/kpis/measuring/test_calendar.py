from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from segmentry.kpis.measuring.calendar import DAYS, PERIODS, added_up, calendar_of, month_before

LONG_AGO = date(2000, 1, 1)


def test_full_months_and_years_up_to_the_date() -> None:
    calendar = calendar_of(date(2026, 7, 15), 24, LONG_AGO)
    months = [p for p in calendar.periods if p.span == "month"]
    years = [p for p in calendar.periods if p.span == "year"]
    assert (months[0].start, months[0].end) == (date(2026, 6, 1), date(2026, 7, 1))
    assert len(months) == 24
    assert [(y.start, y.end) for y in years] == [
        (date(2025, 7, 15), date(2026, 7, 15)),
        (date(2024, 7, 15), date(2025, 7, 15)),
    ]


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2024, 2, 29), date(2025, 12, 31)])
def test_every_period_is_made_of_whole_steps_within_months(day: date) -> None:
    calendar = calendar_of(day, 24, LONG_AGO)
    points = calendar.points
    assert list(points) == sorted(set(points))
    assert {p.start for p in calendar.periods} | {p.end for p in calendar.periods} <= set(points)
    for first, after in pairwise(points):
        last = after - timedelta(days=1)
        assert (first.year, first.month) == (last.year, last.month)


def test_nothing_from_before_the_data() -> None:
    calendar = calendar_of(date(2026, 7, 1), 24, date(2026, 5, 20))
    assert [p.start for p in calendar.periods if p.span == "month"] == [
        date(2026, 6, 1), date(2026, 5, 1),
    ]  # fmt: skip
    assert len([p for p in calendar.periods if p.span == "year"]) == 1


def test_months_before_keep_the_day_where_there_is_one() -> None:
    assert month_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert month_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert month_before(date(2026, 1, 15), 13) == date(2024, 12, 15)


@pytest.mark.parametrize("as_of", [date(2026, 7, 1), date(2026, 7, 15)])
def test_steps_add_up_to_the_days_of_their_periods(bench: Callable[..., Any], as_of: date) -> None:
    """Also where the year begins within a month, which then has two steps."""
    made = bench(as_of=as_of)
    calendar_of(as_of, 24, LONG_AGO).load(made.context)
    made.context.keep(
        "steps",
        "an account that does one thing a day",
        f"select 1 as account, step, count(*) as things, max(day) as last_on from {DAYS} "
        "group by step",
    )
    told = added_up("steps", {"things": "sum(s.things)", "last_on": "max(s.last_on)"})
    wrong = made.rows(
        f"select * from {PERIODS} as p left join ({told}) as a on a.period = p.period "
        "where a.things is distinct from datediff('day', p.period_start, p.period_end) "
        "or a.last_on is distinct from cast(p.period_end - interval 1 day as date)"
    )
    assert wrong == []
    assert made.value(f"select count(*) from ({told}) as a") == 26
