"""The summary of purchases, by hand and on the published sample."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from segmentry.segmentation.rfm_summary import rfm_summary

PURCHASES = pa.table(
    {
        "account_id": ["a", "a", "a", "a", "b"],
        "ordered_on": pa.array(
            [date(2025, 1, 1), date(2025, 1, 1), date(2025, 1, 11), date(2025, 2, 10),
             date(2025, 3, 1)]
        ),
        "amount": [5.0, 5.0, 30.0, 50.0, 7.0],
    }
)  # fmt: skip


def test_purchases_of_one_day_count_once_and_the_first_day_has_no_weight() -> None:
    a, b = rfm_summary(PURCHASES).to_pylist()
    assert a == {"account_id": "a", "frequency": 2, "recency_days": 40, "age_days": 59,
                 "monetary": 40.0}  # fmt: skip
    assert b == {"account_id": "b", "frequency": 0, "recency_days": 0, "age_days": 0,
                 "monetary": None}  # fmt: skip


def test_what_lies_after_the_date_is_not_looked_at() -> None:
    [a] = rfm_summary(PURCHASES, as_of=date(2025, 1, 31)).to_pylist()
    assert (a["frequency"], a["recency_days"], a["age_days"], a["monetary"]) == (1, 10, 30, 30.0)


def test_a_parquet_file_gives_the_same(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = tmp_path / "purchases.parquet"
    pq.write_table(PURCHASES, path)
    assert rfm_summary(path).equals(rfm_summary(PURCHASES))


def test_the_published_sample_has_2457_repeat_purchases(shared_data: Path) -> None:
    # Fader, Hardie & Lee 2005: 2,357 customers, calibration to 1997-09-30
    rows = csv.read_csv(shared_data / "cdnow" / "cdnow_sample.csv")
    summary = rfm_summary(rows, account="sample_id", date="date", as_of=date(1997, 9, 30))
    assert summary.num_rows == 2357
    assert pc.sum(summary["frequency"]).as_py() == 2457
