"""Which months are compared."""

from datetime import date

import pytest

from segmentry.roi.windows import NoWindows, Windows, windows_of

from .conftest import launch

FIRST = date(2023, 1, 1)


def windows(on: date, as_of: date, first: date = FIRST, **said: int) -> Windows:
    found = windows_of(launch(launched_on=on, **said), first, as_of)
    assert isinstance(found, Windows), found.reason
    return found


def test_a_year_on_both_sides() -> None:
    found = windows(date(2025, 7, 1), date(2026, 6, 30))
    assert found.before.words == "Jul 2024 to Jun 2025"
    assert found.after.words == "Jul 2025 to Jun 2026"
    assert (found.count, found.a_year, found.during.count) == (12, 1.0, 0)
    assert found.is_same_season


def test_the_month_of_a_launch_in_its_midst_counts_for_neither() -> None:
    found = windows(date(2025, 7, 2), date(2026, 12, 31))
    assert found.before.words == "Jul 2024 to Jun 2025"
    assert found.during.words == "Jul 2025"
    assert found.after.words == "Aug 2025 to Jul 2026"


def test_a_month_that_is_not_over_does_not_count() -> None:
    assert windows(date(2025, 7, 1), date(2025, 10, 30)).after.words == "Jul 2025 to Sep 2025"
    assert windows(date(2025, 7, 1), date(2025, 10, 31)).after.words == "Jul 2025 to Oct 2025"


def test_fewer_months_are_compared_with_the_same_months_a_year_before() -> None:
    found = windows(date(2025, 7, 1), date(2025, 9, 30))
    assert found.before.words == "Jul 2024 to Sep 2024"
    assert (found.is_same_season, found.a_year) == (True, 4.0)


def test_where_the_data_begins_later_the_last_months_are_compared() -> None:
    found = windows(date(2025, 7, 1), date(2025, 9, 30), first=date(2025, 1, 1))
    assert found.before.words == "Apr 2025 to Jun 2025"
    assert not found.is_same_season


def test_as_many_months_on_both_sides() -> None:
    found = windows(date(2025, 7, 1), date(2026, 6, 30), first=date(2025, 2, 1))
    assert (found.before.words, found.after.words) == (
        "Feb 2025 to Jun 2025", "Jul 2025 to Nov 2025",
    )  # fmt: skip
    assert found.is_first_of_data


def test_two_years_are_whole_seasons() -> None:
    found = windows(date(2025, 1, 1), date(2026, 12, 31), before_months=24, after_months=24)
    assert (found.before.words, found.count) == ("Jan 2023 to Dec 2024", 24)
    assert found.is_same_season


def test_who_bought_earlier_is_known_where_the_data_reaches() -> None:
    known = windows(date(2025, 7, 1), date(2026, 6, 30)).earlier
    assert known is not None
    assert known.words == "Jul 2023 to Jun 2024"
    assert windows(date(2024, 7, 1), date(2025, 6, 30)).earlier is None


def test_putting_in_place_takes_its_months() -> None:
    found = windows(date(2025, 1, 1), date(2026, 12, 31), during_months=6)
    assert found.during.words == "Jan 2025 to Jun 2025"
    assert found.after.words == "Jul 2025 to Jun 2026"


@pytest.mark.parametrize(
    ("on", "as_of", "reason"),
    [
        (date(2026, 1, 2), date(2026, 1, 1), "The launch on 2 Jan 2026 lies after the date"),
        (date(2023, 1, 31), date(2026, 1, 1), "no full month before the launch on 31 Jan 2023"),
        (date(2025, 7, 1), date(2025, 7, 30), "No full month has passed since the launch"),
    ],
)
def test_nothing_to_compare_has_a_reason(on: date, as_of: date, reason: str) -> None:
    found = windows_of(launch(launched_on=on), FIRST, as_of)
    assert isinstance(found, NoWindows)
    assert reason in found.reason
