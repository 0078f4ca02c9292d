"""Revenue by month of today's members."""

from dataclasses import replace
from datetime import date

import pytest

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import trends


def chart(run, name: str) -> trends.Small:
    parts = trends.read(Reading(run)).parts
    return next(c for p in parts for c in p.charts if c.name == name)


def test_the_last_year_is_the_sum_of_its_full_months(run) -> None:
    [expected] = run.query(
        f"select sum(amount) as amount from {Table.SEGMENT_MONTHS} where segment = 'Champions' "
        f"and month >= date '2025-06-01' and month < date '2026-06-01'"
    ).to_pylist()
    assert chart(run, "Champions").latest.detail == f"€{expected['amount']:,.2f}"


@pytest.mark.parametrize(
    ("as_of", "span"),
    [(date(2026, 6, 15), 12), (date(2026, 2, 1), 12), (date(2025, 3, 1), 6), (date(2024, 8, 9), 3)],
)
def test_the_span_fits_the_history(make_run, as_of: date, span: int) -> None:
    run = make_run()
    run.facts = replace(run.facts, as_of=as_of)
    assert trends.read(Reading(run)).span == span


def test_too_short_a_history_gives_no_change(run) -> None:
    run.change(f"delete from {Table.SEGMENT_MONTHS} where month < date '2026-03-01'")
    found = chart(run, "Champions")
    assert not found.change.known
    assert "needs 6 full months" in found.change.detail


def test_small_segments_have_no_chart(run) -> None:
    found = chart(run, "Technology startups")
    assert not found.figure
    assert found.note == "hidden, fewer than 5 accounts."


def test_a_segment_without_sales_says_so(run) -> None:
    run.change(f"update {Table.SEGMENT_MONTHS} set amount = 0 where segment = 'Champions'")
    assert chart(run, "Champions").note == "no net revenue in these months."
