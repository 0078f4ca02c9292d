"""DuckDB's own troubles become ours, in words."""

from pathlib import Path

import pytest

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.errors import InternalError, StorageFailed
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType


def test_too_little_memory_is_told_with_the_setting_to_raise(tmp_path: Path) -> None:
    engine = DuckDBEngine(tmp_path, memory_limit="20MB", threads=1)
    sql = "select list(range) as l from range(10000000) group by range % 2"
    with pytest.raises(StorageFailed, match=r"engine\.memory_limit"):
        engine.query(sql)
    engine.close()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    engine = DuckDBEngine(tmp_path)
    with pytest.raises(StorageFailed, match="folder exists"):
        engine.write(
            "select 1 as n",
            tmp_path / "no" / "t.parquet",
            [Column("n", ColumnType.INTEGER, "")],
            (),
        )
    with pytest.raises(StorageFailed):
        engine.register("t", [tmp_path / "nothing.parquet"])
    engine.close()


def test_a_query_of_ours_that_fails_is_our_mistake(tmp_path: Path) -> None:
    engine = DuckDBEngine(tmp_path)
    with pytest.raises(InternalError) as error:
        engine.query("select nothing")
    assert error.value.exit_code == 70
    engine.close()


def test_what_a_borrower_does_wrong_is_told_in_our_errors(tmp_path: Path) -> None:
    engine = DuckDBEngine(tmp_path)
    with engine.lent("another library") as connection:
        connection.execute("create temp table lent as select 5 as n")
    assert engine.query("select n from lent").to_pydict() == {"n": [5]}
    with pytest.raises(InternalError, match="another library"), engine.lent("another library") as c:
        c.execute("select nothing")
    engine.close()


def test_two_engines_know_nothing_of_each_other(tmp_path: Path) -> None:
    first, second = DuckDBEngine(tmp_path), DuckDBEngine(tmp_path)
    first.keep("t", "select 1 as n")
    with pytest.raises(InternalError):
        second.query("select * from t")
    for engine in (first, second):
        engine.close()
    assert [p for p in tmp_path.iterdir() if p.suffix == ".db"] == []


def test_large_aggregations_are_not_split_into_parts_held_at_once(tmp_path: Path) -> None:
    # a hundred million order lines in 4 GB failed with it, and pass without
    engine = DuckDBEngine(tmp_path)
    known = engine.query("select name from duckdb_optimizers()").column("name").to_pylist()
    off = engine.query("select current_setting('disabled_optimizers') as off").to_pylist()[0]["off"]
    engine.close()
    assert ("partitioned_execution" in known) == ("partitioned_execution" in off)
