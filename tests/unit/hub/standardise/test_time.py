from datetime import datetime

import pytest


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-03-01T09:30:00+01:00", datetime(2024, 3, 1, 8, 30)),
        ("2024-03-01 09:30", datetime(2024, 3, 1, 9, 30)),
        ("2024-03-01", datetime(2024, 3, 1)),
        ("2024-03-01T09:30:00.1234567Z", datetime(2024, 3, 1, 9, 30, 0, 123456)),
        ("2024-01-01T00:00:00-0530", datetime(2024, 1, 1, 5, 30)),
        ("2024-01-01 10:00:00 UTC", datetime(2024, 1, 1, 10)),
        ("2024-03-05 7:05:00", datetime(2024, 3, 5, 7, 5)),
        ("2024-03-05T7:05", datetime(2024, 3, 5, 7, 5)),
        ("2024-03-05 7:05:09.5+02:00", datetime(2024, 3, 5, 5, 5, 9, 500000)),
        ("2024-03-05 7:5", None),
        ("2024-01-01T25:00:00", None),
        ("0001-01-01", None),
        ("yesterday", None),
    ],
)
def test_iso_moments_in_utc(run, written: str, moment: datetime | None) -> None:
    assert run("time", written) == [(moment,)]


def test_seconds_and_milliseconds_since_1970(run) -> None:
    assert run("time", "1700000000", formats=("epoch",)) == [(datetime(2023, 11, 14, 22, 13, 20),)]
    assert run("time", "1700000000123", formats=("epoch_millis",)) == [
        (datetime(2023, 11, 14, 22, 13, 20, 123000),)
    ]


def test_a_format_may_have_an_offset(run) -> None:
    formats = ("%d/%m/%Y %H:%M %z",)
    assert run("time", "01/02/2020 10:00 +0230", "01/02/2020 10:00", formats=formats) == [
        (datetime(2020, 2, 1, 7, 30),), (None,),
    ]  # fmt: skip
