"""Lists of people keep their keys apart from who they are."""

import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from people_sets import FEBRL, make_febrl


@pytest.mark.skipif(not FEBRL.exists(), reason="the shared data is not beside the repository")
def test_febrl_has_the_published_truth(tmp_path: Path) -> None:
    make_febrl(tmp_path, "febrl_dataset3")
    truth = pq.read_table(tmp_path / "truth.parquet")
    entities = truth["entity"].to_pylist()
    sizes = [entities.count(e) for e in set(entities)]
    assert (len(entities), len(sizes)) == (5_000, 2_000)
    assert sum(n * (n - 1) // 2 for n in sizes) == 6_538
    records = pq.read_table(tmp_path / "records.parquet")
    assert records["key"].to_pylist() == truth["key"].to_pylist()
    assert all(key.startswith("febrl_dataset3:") for key in records["key"].to_pylist())
    assert "entity" not in records.column_names
    assert "rec-" not in str(records.slice(0, 50).to_pylist())
