"""What every engine promises: the same answers, and the same files, whatever runs the SQL."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentry.engine.contract import Engine
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.spark import SparkEngine
from segmentry.engine.sql import identifier, literal
from segmentry.errors import InternalError
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "duckdb": lambda folder: DuckDBEngine(folder, memory_limit="1GB", threads=2),
    "spark": lambda folder: SparkEngine(folder, url="local[2]"),
}
AWKWARD_NAMES = (
    'with "quotes"',
    "it's",
    "two words",
    "records/crm",
    "Ünïcödé",
    "顧客",
    "عميل",
    "🏭",
    "select",
    "1st",
    "semi;colon -- dash",
)


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "spark":
        request.getfixturevalue("spark")
    made = ENGINES[request.param](tmp_path)
    yield made
    made.close()


def rows(engine: Engine, sql: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = engine.query(sql).to_pylist()
    return found


def parquet(path: Path, **columns: Sequence[object]) -> Path:
    pq.write_table(pa.table({name: list(values) for name, values in columns.items()}), path)
    return path


def test_the_engine_says_its_name(engine: Engine, request: pytest.FixtureRequest) -> None:
    assert engine.name in request.node.name


# ---- tables by name ------------------------------------------------------------------------


def test_registered_files_are_one_table(engine: Engine, tmp_path: Path) -> None:
    paths = [parquet(tmp_path / f"{n}.parquet", n=[n, n + 10]) for n in (1, 2)]
    engine.register("numbers", paths)
    assert rows(engine, "select n from numbers order by n") == [{"n": n} for n in (1, 2, 11, 12)]


def test_files_with_different_columns_are_matched_by_name(engine: Engine, tmp_path: Path) -> None:
    first = parquet(tmp_path / "a.parquet", a=[1], b=["x"])
    second = parquet(tmp_path / "b.parquet", b=["y"], a=[2])
    third = parquet(tmp_path / "c.parquet", a=[3])
    engine.register("three", [first, second, third])
    assert rows(engine, "select a, b from three order by a") == [
        {"a": 1, "b": "x"},
        {"a": 2, "b": "y"},
        {"a": 3, "b": None},
    ]


def test_registering_again_replaces(engine: Engine, tmp_path: Path) -> None:
    engine.register("t", [parquet(tmp_path / "old.parquet", n=[1])])
    engine.register("t", [parquet(tmp_path / "new.parquet", m=["two"])])
    assert rows(engine, "select * from t") == [{"m": "two"}]


def test_a_folder_with_quotes_in_its_name_is_read(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "it's a 'folder'"
    folder.mkdir()
    engine.register("t", [parquet(folder / "f.parquet", n=[1])])
    assert rows(engine, "select n from t") == [{"n": 1}]


def test_loaded_rows_keep_values_types_and_nulls(engine: Engine) -> None:
    given = pa.table(
        {
            "text": pa.array(["a", None, ""], pa.string()),
            "integer": pa.array([2**62, None, -1], pa.int64()),
            "number": pa.array([0.1, None, 1e300], pa.float64()),
            "money": pa.array([Decimal("0.0001"), None, Decimal("-7.5")], pa.decimal128(18, 4)),
            "day": pa.array([date(1970, 1, 1), None, date(2099, 12, 31)], pa.date32()),
            "moment": pa.array([datetime(2024, 2, 29, 23, 59, 59), None, None], pa.timestamp("us")),
            "flag": pa.array([True, None, False], pa.bool_()),
        }
    )
    engine.load("t", given)
    assert engine.query("select * from t").to_pydict() == given.to_pydict()


def test_loading_again_replaces_and_leaves_no_trace(engine: Engine) -> None:
    engine.load("t", pa.table({"n": [1, 2]}))
    engine.load("t", pa.table({"n": [3]}))
    assert rows(engine, "select n from t") == [{"n": 3}]


def test_what_is_defined_runs_when_it_is_read(engine: Engine) -> None:
    engine.load("base", pa.table({"n": [1]}))
    engine.define("doubled", "select n * 2 as n from base")
    engine.load("base", pa.table({"n": [4]}))
    assert rows(engine, "select n from doubled") == [{"n": 8}]


def test_what_is_kept_ran_once(engine: Engine) -> None:
    engine.load("base", pa.table({"n": [1]}))
    engine.keep("doubled", "select n * 2 as n from base")
    engine.load("base", pa.table({"n": [4]}))
    assert rows(engine, "select n from doubled") == [{"n": 2}]


def test_a_kept_table_may_replace_itself(engine: Engine) -> None:
    engine.keep("t", "select 1 as n")
    for _ in range(3):
        engine.keep("t", "select n * 2 as n from t")
    assert rows(engine, "select n from t") == [{"n": 8}]


def test_a_name_may_change_from_one_way_to_another(engine: Engine, tmp_path: Path) -> None:
    file = parquet(tmp_path / "f.parquet", n=[5])
    engine.keep("t", "select 1 as n")
    engine.define("t", "select 2 as n")
    assert rows(engine, "select n from t") == [{"n": 2}]
    engine.load("t", pa.table({"n": [3]}))
    assert rows(engine, "select n from t") == [{"n": 3}]
    engine.keep("t", "select n + 1 as n from t")
    assert rows(engine, "select n from t") == [{"n": 4}]
    engine.drop("t")
    engine.register("t", [file])
    assert rows(engine, "select n from t") == [{"n": 5}]


def test_a_dropped_table_is_gone_and_its_file_stays(engine: Engine, tmp_path: Path) -> None:
    file = parquet(tmp_path / "f.parquet", n=[1])
    engine.register("registered", [file])
    engine.load("loaded", pa.table({"n": [1]}))
    engine.define("defined", "select 1 as n")
    engine.keep("kept", "select 1 as n")
    for name in ("registered", "loaded", "defined", "kept"):
        engine.drop(name)
        with pytest.raises(InternalError):
            engine.query(f"select * from {name}")
    assert pq.read_table(file).num_rows == 1


def test_dropping_what_is_not_there_does_nothing(engine: Engine) -> None:
    engine.drop("nothing of this name")
    engine.keep("t", "select 1 as n")
    engine.drop("t' or '1'='1")
    assert rows(engine, "select n from t") == [{"n": 1}]


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_names_of_any_script_and_sign(engine: Engine, tmp_path: Path, name: str) -> None:
    quoted = identifier(name)
    engine.keep(name, f"select 1 as {quoted}")
    assert engine.columns(name).keys() == {name}
    engine.define(name, f"select 2 as {quoted}")
    assert rows(engine, f"select {quoted} from {quoted}") == [{name: 2}]
    engine.drop(name)
    engine.register(name, [parquet(tmp_path / "f.parquet", **{name: [3]})])
    path = tmp_path / "out.parquet"
    engine.write(f"select * from {quoted}", path, [Column(name, T.INTEGER, "")], [name])
    assert pq.read_table(path).to_pylist() == [{name: 3}]


@pytest.mark.parametrize("text", [*AWKWARD_NAMES, "", " ", "'; drop table t; --", "a\nb", "\\"])
def test_text_is_a_value_never_sql(engine: Engine, text: str) -> None:
    assert rows(engine, f"select {literal(text)} as t") == [{"t": text}]


# ---- answers -------------------------------------------------------------------------------


def test_columns_tell_names_and_types_in_order(engine: Engine) -> None:
    listed = ", ".join(f"cast(null as {t}) as c{i}" for i, t in enumerate(T))
    engine.define("typed", f"select {listed}")
    assert engine.columns("typed") == {f"c{i}": t.value for i, t in enumerate(T)}


def test_an_empty_result_has_its_columns(engine: Engine) -> None:
    found = engine.query("select 1 as a, cast(null as varchar) as b where false")
    assert (found.num_rows, found.column_names) == (0, ["a", "b"])


def test_money_is_added_exactly_whatever_the_order(engine: Engine) -> None:
    cents = [Decimal("0.1000")] * 1000 + [Decimal("99999999999.9999"), Decimal("-99999999999.9999")]
    for given in (cents, cents[::-1]):
        engine.load("t", pa.table({"m": pa.array(given, pa.decimal128(18, 4))}))
        assert rows(engine, "select sum(m) as s from t") == [{"s": Decimal("100.0000")}]


def test_null_is_unknown(engine: Engine) -> None:
    engine.load("t", pa.table({"n": pa.array([1, None], pa.int64())}))
    sql = "select count(*) as all_rows, count(n) as known, sum(n) as s, "
    sql += "count(*) filter (where n <> 1) as other from t"
    assert rows(engine, sql) == [{"all_rows": 2, "known": 1, "s": 1, "other": 0}]


def test_ties_are_broken_by_the_whole_order(engine: Engine) -> None:
    engine.load("t", pa.table({"k": ["b", "a", "c"], "v": [1, 1, 1]}))
    sql = "select k, row_number() over (order by v desc, k) as place from t order by place"
    assert [r["k"] for r in rows(engine, sql)] == ["a", "b", "c"]


def test_days_and_moments_are_those_of_utc(engine: Engine) -> None:
    sql = (
        "select cast(timestamp '2024-02-29 23:30:00' as date) as day, "
        "date_trunc('month', date '2024-02-29') as month, "
        "datediff('day', date '2024-02-28', date '2024-03-01') as days"
    )
    (found,) = rows(engine, sql)
    assert (found["day"], found["days"]) == (date(2024, 2, 29), 2)
    assert str(found["month"])[:10] == "2024-02-01"


def test_a_faulty_query_is_our_mistake_and_no_foreign_error(engine: Engine) -> None:
    for sql in ("select nonsense from nowhere", "selec 1", "select cast('x' as bigint)"):
        with pytest.raises(InternalError, match="query failed"):
            engine.query(sql)


def test_a_faulty_query_leaves_the_engine_usable(engine: Engine) -> None:
    engine.keep("t", "select 1 as n")
    with pytest.raises(InternalError):
        engine.keep("t", "select cast('x' as bigint) as n from t")
    assert rows(engine, "select n from t") == [{"n": 1}]
    engine.keep("t", "select n + 1 as n from t")
    assert rows(engine, "select n from t") == [{"n": 2}]


# ---- files ---------------------------------------------------------------------------------

COLUMNS = (
    Column("key", T.TEXT, ""),
    Column("pieces", T.INTEGER, ""),
    Column("share", T.NUMBER, ""),
    Column("amount", T.MONEY, ""),
    Column("day", T.DATE, ""),
    Column("moment", T.TIME, ""),
    Column("flag", T.BOOLEAN, ""),
)
_ARROW_TYPES = {
    "key": pa.string(),
    "pieces": pa.int64(),
    "share": pa.float64(),
    "amount": pa.decimal128(18, 4),
    "day": pa.date32(),
    "moment": pa.timestamp("us"),
    "flag": pa.bool_(),
}
LOOSE = (
    "select 'b' as key, true as flag, 1 as pieces, cast(1 as decimal(9,1)) as share, 2.5 as amount,"
    " date '2024-01-02' as day, date '2024-01-02' as moment, 'not written' as extra "
    "union all select 'a', null, null, null, null, null, null, null"
)


def test_files_have_the_declared_columns_types_and_order(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    assert engine.write(LOOSE, path, COLUMNS, ["key"]) == 2
    written = pq.read_table(path)
    assert dict(zip(written.column_names, written.schema.types, strict=True)) == _ARROW_TYPES
    assert written.to_pylist() == [
        {"key": "a"} | dict.fromkeys(("pieces", "share", "amount", "day", "moment", "flag")),
        {
            "key": "b",
            "pieces": 1,
            "share": 1.0,
            "amount": Decimal("2.5000"),
            "day": date(2024, 1, 2),
            "moment": datetime(2024, 1, 2),
            "flag": True,
        },
    ]


def test_an_empty_file_keeps_its_columns(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    assert engine.write(f"select * from ({LOOSE}) as t where false", path, COLUMNS, ["key"]) == 0
    written = pq.read_table(path)
    assert (written.num_rows, tuple(written.column_names)) == (0, tuple(_ARROW_TYPES))
    assert written.schema.types == list(_ARROW_TYPES.values())


def test_without_an_order_rows_come_as_the_query_gives_them(engine: Engine, tmp_path: Path) -> None:
    given = [7, 3, 9, 1]
    engine.load("t", pa.table({"pieces": given}))
    path = tmp_path / "t.parquet"
    engine.write("select pieces from t", path, [COLUMNS[1]], ())
    assert pq.read_table(path).column("pieces").to_pylist() == given


def test_without_a_cast_the_types_are_those_of_the_query(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    sql = "select 5 as pieces, cast(1.5 as decimal(5,2)) as key"
    engine.write(sql, path, [COLUMNS[0], COLUMNS[1]], (), cast=False)
    written = pq.read_table(path)
    assert written.column_names == ["key", "pieces"]
    assert written.schema.types == [pa.decimal128(5, 2), pa.int32()]


def test_the_same_rows_give_the_same_bytes(engine: Engine, tmp_path: Path) -> None:
    keys = [f"k{(i * 7919) % 50_000:05}" for i in range(50_000)]
    amounts = [Decimal(i) / 4 for i in range(50_000)]
    columns = [COLUMNS[0], COLUMNS[3]]
    for name, step in (("first", 1), ("backwards", -1), ("again", 1)):
        engine.load("t", pa.table({"key": keys[::step], "amount": amounts[::step]}))
        engine.write("select * from t", tmp_path / name, columns, ["key"])
    first = (tmp_path / "first").read_bytes()
    assert first == (tmp_path / "again").read_bytes() == (tmp_path / "backwards").read_bytes()


def test_a_value_that_does_not_fit_writes_nothing_wrong(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(InternalError):
        engine.write("select 'many' as pieces", tmp_path / "t.parquet", [COLUMNS[1]], ())


def test_what_was_written_can_be_registered(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    engine.write(LOOSE, path, COLUMNS, ["key"])
    engine.register("t", [path])
    assert engine.columns("t") == {c.name: c.type.value for c in COLUMNS}
    assert rows(engine, "select sum(amount) as s from t") == [{"s": Decimal("2.5000")}]
