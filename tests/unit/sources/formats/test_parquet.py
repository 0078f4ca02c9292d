"""Parquet: types stay, nested columns become JSON."""

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from segmentry.errors import UnreadableSource
from segmentry.sources.files import Files


def write(path, query):
    with duckdb.connect() as connection:
        connection.execute(f"copy ({query}) to '{path}' (format parquet)")


def test_types_stay_and_nested_columns_become_json(tmp_path, land):
    write(
        tmp_path / "x.parquet",
        "select 7::bigint as id, 1.50::decimal(18, 4) as price, date '2024-02-29' as day, "
        "timestamptz '2024-03-01 12:00:00+02' as at, {'a': [1, 2]} as nested, "
        "'\\x00\\xFF'::blob as raw, uuid '00000000-0000-0000-0000-000000000001' as key",
    )
    got = land(Files(path="x.parquet"))
    day, at = dt.date(2024, 2, 29), dt.datetime(2024, 3, 1, 10)
    key = "00000000-0000-0000-0000-000000000001"
    assert got.rows == [(7, Decimal("1.5000"), day, at, '{"a":[1,2]}', "AP8=", key)]
    assert got.types["price"] == "DECIMAL(18,4)"
    assert got.lines == [1]


def test_files_of_a_pattern_are_united_by_name(tmp_path, land):
    write(tmp_path / "b.parquet", "select 'x' as note, 2::integer as id")
    write(tmp_path / "a.parquet", "select 1::bigint as id")
    got = land(Files(path="*.parquet"))
    assert got.landed.columns == ("id", "note")
    assert got.rows == [(1, None), (2, "x")]
    assert got.files == ["a.parquet", "b.parquet"]
    assert got.landed.notes == ("a.parquet has no column note; it is empty there.",)


def test_the_order_of_many_rows_stays(tmp_path, land):
    write(tmp_path / "x.parquet", "select (i * 7919) % 300007 as id from range(300000) t(i)")
    got = land(Files(path="x.parquet"))
    assert [row[0] for row in got.rows] == [(i * 7919) % 300007 for i in range(300000)]
    assert got.lines == list(range(1, 300001))


def test_a_cut_off_file(tmp_path, land):
    write(tmp_path / "x.parquet", "select range as id from range(1000)")
    data = (tmp_path / "x.parquet").read_bytes()
    (tmp_path / "x.parquet").write_bytes(data[:-200])
    with pytest.raises(UnreadableSource, match=r"x\.parquet: The file is not a whole Parquet"):
        land(Files(path="x.parquet"))


def test_damage_inside_is_no_foreign_error(tmp_path, land):
    write(tmp_path / "x.parquet", "select md5(range::varchar) as id from range(10000)")
    data = bytearray((tmp_path / "x.parquet").read_bytes())
    data[2000:90000] = bytes(88000)
    (tmp_path / "x.parquet").write_bytes(data)
    with pytest.raises(UnreadableSource, match=r"x\.parquet: The content cannot be read"):
        land(Files(path="x.parquet"))


def test_the_wrong_format_is_said(tmp_path, land):
    write(tmp_path / "x.csv", "select 1 as id")
    assert land(Files(path="x.csv")).rows == [(1,)]
    with pytest.raises(UnreadableSource, match="file is parquet, but the setting 'format' says"):
        land(Files(path="x.csv", format="csv"))
