"""Scores against cases worked out by hand."""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from identity_scoring import Score, score

# entity A has three records, B two, C one; A and B are one group
TRUTH = {
    "key": ["a1", "a2", "a3", "b1", "b2", "c1"],
    "entity": ["A", "A", "A", "B", "B", "C"],
    "company_group": ["G", "G", "G", "G", "G", "C"],
}


def _score(folder: Path, **clusters: list[str]) -> Score:
    pq.write_table(pa.table(TRUTH), folder / "truth.parquet")
    pq.write_table(pa.table(clusters), folder / "clusters.parquet")
    return score(folder / "clusters.parquet", folder / "truth.parquet")


def test_the_truth_itself_scores_one(tmp_path: Path) -> None:
    found = _score(tmp_path, key=TRUTH["key"], cluster=TRUTH["entity"])
    assert (found.precision, found.recall, found.f1, found.b_cubed) == (1, 1, 1, 1)
    assert found.relatives_merged == 0
    assert found.group_f1 == pytest.approx(2 * 4 / 14)  # 4 of 10 pairs of the group, no other


def test_a_mix_of_both_errors(tmp_path: Path) -> None:
    """{a1 a2} {a3 b1} {b2 c1}: 3 pairs, 1 of them true, of 4 true ones."""
    found = _score(tmp_path, key=TRUTH["key"], cluster=["1", "1", "2", "2", "3", "3"])
    assert found.precision == pytest.approx(1 / 3)
    assert found.recall == pytest.approx(1 / 4)
    assert found.f1 == pytest.approx(2 / 7)
    precision = (1 + 1 + 0.5 * 4) / 6
    recall = (2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6
    assert found.b_cubed == pytest.approx(2 * precision * recall / (precision + recall))
    assert found.relatives_merged == 1  # a3 with b1


def test_groups_are_read_where_they_are_told(tmp_path: Path) -> None:
    found = _score(
        tmp_path, key=TRUTH["key"], cluster=TRUTH["entity"], company_group=TRUTH["company_group"]
    )
    assert found.group_f1 == 1
    assert found.relatives_merged == 0


def test_a_key_that_no_cluster_names_stands_alone(tmp_path: Path) -> None:
    found = _score(tmp_path, key=["a1", "a2", "unknown"], cluster=["1", "1", "1"])
    assert (found.precision, found.recall) == (1, 1 / 4)


def test_nothing_found_scores_nothing(tmp_path: Path) -> None:
    found = _score(tmp_path, key=["a1"], cluster=["1"])
    assert (found.precision, found.recall, found.f1) == (0, 0, 0)
