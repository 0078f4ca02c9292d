"""The sets give every matcher the same columns, and names alone where only names are asked for."""

import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from identity_sets import CHICAGO, keep_names_only, make_chicago, make_generated


def test_generated_records_are_normalised_and_keep_their_keys(tmp_path: Path) -> None:
    make_generated(tmp_path, 2_000)
    records, truth = (pq.read_table(tmp_path / f"{n}.parquet") for n in ("records", "truth"))
    assert sorted(records["key"].to_pylist()) == sorted(truth["key"].to_pylist())
    bare = [b for b in records["bare"].to_pylist() if b]
    assert not [b for b in bare if b != b.lower() or b.endswith((" ltd", " gmbh", " inc"))]
    domains = [d for d in records["domain"].to_pylist() if d]
    assert not [d for d in domains if "@" in d or "/" in d or d == "gmail.com"]
    assert len(domains) > 1_000


def test_a_list_of_names_has_nothing_else(tmp_path: Path) -> None:
    make_generated(tmp_path / "whole", 500)
    keep_names_only(tmp_path / "whole", tmp_path / "names")
    records = pq.read_table(tmp_path / "names" / "records.parquet")
    filled = [c for c in records.column_names if records[c].null_count < len(records)]
    assert filled == ["key", "source", "name", "bare"]
    assert len(records) == 500


@pytest.mark.skipif(not CHICAGO.exists(), reason="the shared data is not beside the repository")
def test_chicago_has_the_published_truth(tmp_path: Path) -> None:
    make_chicago(tmp_path)
    entities = pq.read_table(tmp_path / "truth.parquet")["entity"].to_pylist()
    counts = {e: entities.count(e) for e in set(entities)}
    assert len(entities) == 3_337
    assert len(counts) == 1_162
    assert sum(n * (n - 1) // 2 for n in counts.values()) == 6_608
