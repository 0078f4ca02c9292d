"""Months in a row."""

from datetime import date

from segmentry.reports.months import next_month, on_one_calendar, without_gaps


def test_the_next_month() -> None:
    assert next_month(date(2025, 12, 31)) == date(2026, 1, 1)
    assert next_month(date(2024, 1, 31)) == date(2024, 2, 1)


def test_gaps_are_filled() -> None:
    rows = [{"month": date(2025, 11, 1), "n": 4}, {"month": date(2026, 2, 1), "n": 2}]
    assert [r["n"] for r in without_gaps(rows, ("n",), date(2026, 1, 1))] == [4, 0, 0, 2]
    assert without_gaps([], ("n",), date(2026, 1, 1)) == []


def test_silence_up_to_the_date_of_the_data_is_shown() -> None:
    rows = [{"month": date(2025, 11, 1), "n": 4}]
    assert [r["n"] for r in without_gaps(rows, ("n",), date(2026, 1, 1))] == [4, 0, 0]


def test_all_segments_share_one_calendar() -> None:
    rows = [
        {"segmentation": "s", "segment": "a", "month": date(2026, 1, 1), "amount": 5},
        {"segmentation": "s", "segment": "b", "month": date(2026, 3, 1), "amount": 7},
    ]
    found = on_one_calendar(rows, date(2026, 4, 1), 3)
    assert [m["amount"] for m in found["s", "a"]] == [0, 0, 0]
    assert [m["amount"] for m in found["s", "b"]] == [0, 7, 0]
    assert found["s", "unheard of"] == []
