"""The spreadsheet of launches."""

import csv
from pathlib import Path

import pytest

from segmentry.errors import StorageFailed
from segmentry.reports.launch_csv import COLUMNS, write_launches
from segmentry.reports.launches import launches_of

from .sections.test_roi import CHURN, RETURNED


def rows(run, path: Path) -> list[dict[str, str]]:
    count = write_launches(launches_of(run), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == count
    return found


def filled(run, segment: str = "", **said: object):
    told = {"customers": 100, "cost": 5000, "roi": 9.0, "reason": "null", **said}
    return run.change(RETURNED.format(segment=segment, **told))


def test_metrics_then_the_return(run, tmp_path: Path) -> None:
    found = rows(filled(run).change(CHURN), tmp_path / "care.csv")
    assert tuple(found[0]) == COLUMNS
    assert [r["metric"] for r in found] == [
        "Churn rate", "Incremental revenue", "Cost", "Return on investment",
    ]  # fmt: skip
    churn, gain, cost, back = found
    assert (churn["before"], churn["after"], churn["impact"]) == ("0.15", "0.1", "Churn rate fell.")
    assert gain["impact"] == "(1,500 - 1,000) x 100 accounts = 50,000 over 12 months"
    assert gain["caution"] == "No control. One season."
    assert (cost["after"], back["after"]) == ("5000.0000", "9.0")
    assert back["impact"] == "(50,000 - 5,000) / 5,000 = 900 %"


def test_a_year_is_marked_as_extrapolated(run, tmp_path: Path) -> None:
    filled(run).change("update launch_returns set months = 4")
    gain, pace, *_ = rows(run, tmp_path / "care.csv")
    assert (gain["change"], pace["change"]) == ("50000.0", "150000.0")
    assert pace["metric"] == "At this pace a year: an extrapolation"
    assert pace["impact"] == "12 / 4 of what came in over 4 months"


def test_what_is_unknown_is_empty_with_its_reason(run, tmp_path: Path) -> None:
    filled(run, cost="null", roi="null", reason="'no cost is known'")
    _, cost, back = rows(run, tmp_path / "care.csv")
    assert (cost["after"], back["after"]) == ("", "")
    assert back["impact"] == "unknown: no cost is known"


def test_small_groups_are_hidden(run, tmp_path: Path) -> None:
    (only,) = rows(filled(run, customers=4), tmp_path / "care.csv")
    assert (only["metric"], only["impact"]) == ("hidden", "a group of fewer than 5 accounts")
    assert only["accounts"] == only["change"] == ""


def test_what_a_small_group_could_be_worked_out_from_is_hidden_too(run, tmp_path: Path) -> None:
    filled(run, customers=20)
    for segment, customers in (("Large", 11), ("Few", 3), ("Medium", 6)):
        filled(run, segment=segment, customers=customers)
    found = rows(run, tmp_path / "care.csv")
    hidden = {r["segment"]: r["impact"] for r in found if r["metric"] == "hidden"}
    assert hidden == {
        "Few": "a group of fewer than 5 accounts",
        "Medium": "a smaller group could be worked out from it",
    }
    shown = {r["segment"]: r["accounts"] for r in found if r["metric"] == "Cost"}
    assert shown == {"All that are acted on": "20", "Large": "11"}
    assert all(not r["accounts"] for r in found if r["segment"] in hidden)


def test_groups_that_hide_each_other_need_no_third(run, tmp_path: Path) -> None:
    filled(run, customers=20)
    for segment, customers in (("Large", 12), ("Few", 4), ("Fewer", 4)):
        filled(run, segment=segment, customers=customers)
    found = rows(run, tmp_path / "care.csv")
    assert {r["segment"] for r in found if r["metric"] == "hidden"} == {"Few", "Fewer"}


def test_no_cell_is_a_formula(run, tmp_path: Path) -> None:
    found = rows(filled(run, segment="=1+1"), tmp_path / "care.csv")
    assert {r["segment"] for r in found} == {"'=1+1"}


def test_a_file_that_cannot_be_written(run, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="could not be written"):
        write_launches(launches_of(run), tmp_path / "missing" / "care.csv")
