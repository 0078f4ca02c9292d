"""The second generator gives what the first gives: records, and the truth about each."""

import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from held_out_records import generate_held_out_records


def test_each_record_has_one_truth_and_entities_lie_within_groups(tmp_path: Path) -> None:
    generate_held_out_records(tmp_path, 4_000)
    keys = [
        f"{file.stem}:{key}"
        for file in (tmp_path / "sources").glob("*.parquet")
        for key in pq.read_table(file)["key"].to_pylist()
    ]
    truth = pq.read_table(tmp_path / "truth.parquet")
    assert sorted(keys) == sorted(truth["key"].to_pylist())
    assert len(keys) == len(set(keys)) == 4_000
    groups = duckdb.sql(
        "select max(n) from (select count(distinct company_group) as n from truth group by entity)"
    ).fetchall()
    assert groups == [(1,)]
    entities, grouped = (
        len(set(truth["entity"].to_pylist())),
        set(truth["company_group"].to_pylist()),
    )
    assert 0.5 < entities / 4_000 < 0.7
    assert len(grouped) < entities


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        generate_held_out_records(tmp_path / name, 2_000, seed)
    a, b, c = (
        [p.read_bytes() for p in sorted((tmp_path / name).rglob("*.parquet"))] for name in "abc"
    )
    assert a == b
    assert a != c
