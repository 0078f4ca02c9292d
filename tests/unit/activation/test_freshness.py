"""Data is as old as it is today, not as old as it was on the day of the data."""

from datetime import date

import pyarrow as pa

from segmentry.activation.freshness import Freshness, freshness

AS_OF = date(2026, 6, 30)


def _looked_at(
    rows: list[tuple[str, float | None]],
    today: date = AS_OF,
    changed: tuple[str, ...] = (),
    **limits: int,
) -> Freshness:
    table = pa.table(
        {
            "source": [r[0] for r in rows],
            "days": pa.array([r[1] for r in rows], pa.float64()),
            "reason": [None if r[1] is not None else "its rows carry no date" for r in rows],
        }
    )
    return freshness(
        lambda _: table,
        as_of=AS_OF,
        finished_on=AS_OF,
        today=today,
        limit_days=45,
        limits=limits,
        changed=changed,
    )


def test_fresh_sources_object_to_nothing() -> None:
    found = _looked_at([("orders", 1.0), ("customers", None)])
    assert found.is_fresh
    assert [(s.source, s.age_days, s.newest_on) for s in found.sources] == [
        ("orders", 1, date(2026, 6, 29)), ("customers", None, None),
    ]  # fmt: skip


def test_a_source_that_lags_behind_is_named() -> None:
    found = _looked_at([("orders", 1.0), ("surveys", 46.0)])
    assert [s.is_stale for s in found.sources] == [False, True]
    assert found.objections == (
        "The newest row of the source 'surveys' is of 2026-05-15, 46 days old; the limit is 45 "
        "(stale_after_days).",
    )


def test_a_source_may_say_its_own_limit() -> None:
    rows = [("orders", 3.0), ("surveys", 300.0), ("tickets", 46.0)]
    found = _looked_at(rows, orders=2, surveys=365)
    assert [(s.source, s.limit_days, s.is_stale) for s in found.sources] == [
        ("orders", 2, True), ("surveys", 365, False), ("tickets", 45, True),
    ]  # fmt: skip


def test_the_days_since_count_too() -> None:
    assert _looked_at([("orders", 1.0)], date(2026, 8, 13)).is_fresh
    found = _looked_at([("orders", 1.0)], date(2026, 8, 14))
    assert [s.age_days for s in found.sources] == [46]
    assert not found.is_fresh


def test_a_clock_that_goes_wrong_makes_nothing_younger() -> None:
    found = _looked_at([("orders", 50.0)], date(2020, 1, 1))
    assert [s.age_days for s in found.sources] == [50]


def test_without_dates_the_age_of_the_run_counts() -> None:
    assert _looked_at([("customers", None)], date(2026, 8, 14)).is_fresh
    found = _looked_at([("customers", None)], date(2026, 8, 15))
    assert found.objections == ("The last run was on 2026-06-30, more than 45 days ago.",)


def test_newer_definitions_object() -> None:
    found = _looked_at([("orders", 1.0)], changed=("The segmentation 'rfm'",))
    assert found.objections == ("The segmentation 'rfm' was changed after the last run.",)
