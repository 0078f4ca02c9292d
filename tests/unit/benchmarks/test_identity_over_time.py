"""What becomes of ids from one run to the next, against cases worked out by hand."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from identity_over_time import Stability, hold_back, stability

BEFORE = {"b": "1", "c": "1", "d": "2", "e": "3", "f": "4"}


def _compared(after: Mapping[str, str], merged: Mapping[str, str] | None = None) -> Stability:
    tables = [
        pa.table({"key": list(ids), "id": list(ids.values())}) for ids in (BEFORE, dict(after))
    ]
    return stability(*tables, merged or {})


def test_nothing_new_changes_nothing() -> None:
    assert _compared(BEFORE) == Stability(0, 0, 0, 0)


def test_a_new_key_that_comes_first_renames_what_is_named_by_it() -> None:
    """{a b c}: the id stays, a name by the smallest key goes from b to a for b and c."""
    found = _compared(BEFORE | {"a": "1"})
    assert (found.changed, found.changed_by_smallest) == (0, pytest.approx(2 / 5))


def test_merged_accounts_change_the_ids_of_the_smaller() -> None:
    found = _compared(BEFORE | {"d": "1"}, {"2": "1"})
    assert found.changed == pytest.approx(1 / 5)
    assert found.changed_for_nothing == 0
    assert found.leading_nowhere == 0


def test_an_id_may_lead_on_through_others() -> None:
    after = BEFORE | {"d": "9", "e": "9", "f": "9", "x": "9"}
    assert _compared(after, {"2": "3", "3": "4", "4": "9"}).leading_nowhere == 0
    assert _compared(after, {"2": "3", "3": "2", "4": "9"}).leading_nowhere == 2  # a circle
    assert _compared(after).leading_nowhere == 3


def test_another_id_for_the_very_same_keys_is_counted_once_an_account() -> None:
    found = _compared(BEFORE | {"b": "7", "c": "7"}, {"1": "7"})
    assert found.changed_for_nothing == 1
    assert found.changed == pytest.approx(2 / 5)


def test_what_is_held_back_is_the_same_each_time(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("a", "b"):
        pq.write_table(pa.table({"key": [f"{n}" for n in range(50)]}), sources / f"{name}.parquet")
    left = []
    for time in ("once", "again"):
        assert hold_back(sources, tmp_path / time, 10) == 90
        left.append(
            [pq.read_table(tmp_path / time / f"{n}.parquet")["key"].to_pylist() for n in "ab"]
        )
    assert left[0] == left[1]
    assert sum(map(len, left[0])) == 90
