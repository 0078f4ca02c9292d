"""What a stage is given to read and write with."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
import pytest

from segmentry.errors import InternalError
from segmentry.model.tables import SCHEMAS, Column, Table
from segmentry.model.types import ColumnType as T


@pytest.fixture
def context(bench: Callable[..., Any]) -> Any:
    return bench().context


VALUES = (
    "select 'b' as account_id, 'B' as label, cast(null as varchar) as excluded, 2 as orders, "
    "cast(1.5 as decimal(18,4)) as aov "
    "union all select 'a', 'A', null, 1, null"
)


def test_open_ended_tables_keep_their_further_columns(context: Any) -> None:
    sql = VALUES.replace("2 as orders", "cast(2 as bigint) as orders")
    context.write(Table.VARIABLE_VALUES, "a test", sql, order=("account_id",))
    columns = context.engine.columns(Table.VARIABLE_VALUES)
    assert columns["orders"] == "BIGINT"
    assert columns["aov"] == "DECIMAL(18,4)"
    found = context.engine.query("select account_id, aov from variable_values").to_pylist()
    assert found == [
        {"account_id": "a", "aov": None},
        {"account_id": "b", "aov": Decimal("1.5000")},
    ]


def test_a_table_is_written_readable_and_counted(context: Any) -> None:
    sql = "select 'a' as account_id, 'tier' as attribute, 'gold' as value, 'x' as further"
    context.write(Table.ATTRIBUTES, "a test", sql, order=("account_id", "attribute"))
    assert context.rows[Table.ATTRIBUTES] == 1
    assert context.fed(Table.ATTRIBUTES)
    file = pq.read_table(context.folder / "attributes.parquet")
    assert tuple(file.column_names) == SCHEMAS[Table.ATTRIBUTES].names
    assert [(f.name, f.path, f.rows) for f in context.files] == [
        ("attributes", "attributes.parquet", 1)
    ]


@pytest.mark.parametrize("table", [t for t in Table if t in SCHEMAS])
def test_every_table_can_be_written_empty(context: Any, table: Table) -> None:
    context.write_empty(table)
    assert not context.fed(table)
    schema = SCHEMAS[table]
    assert context.engine.columns(table) == {c.name: c.type.value for c in schema.columns}


def test_rows_made_in_python_keep_their_order(context: Any) -> None:
    rows = [
        {"code": c, "subject": "s", "message": "m", "value": v}
        for c, v in (("z", 1.0), ("a", None), ("m", 2.5))
    ]
    context.write_rows(Table.WARNINGS, "a test", rows)
    found = context.engine.query("select code, value from warnings").to_pylist()
    assert [(r["code"], r["value"]) for r in found] == [("z", 1.0), ("a", None), ("m", 2.5)]


def test_small_tables_are_brought_in_by_rows_or_columns(context: Any) -> None:
    columns = [Column("k", T.TEXT, ""), Column("d", T.DATE, ""), Column("m", T.MONEY, "")]
    context.load("by_rows", columns, [{"k": "a", "d": date(2026, 1, 1)}, {"m": Decimal("1.25")}])
    values = {"k": ["a", None], "d": [date(2026, 1, 1), None], "m": [None, Decimal("1.25")]}
    context.load_columns("by_columns", columns, values)
    told = [
        context.engine.query(f"select k, d, m from {name}").to_pylist()
        for name in ("by_rows", "by_columns")
    ]
    assert told[0] == told[1]
    assert told[0][1]["m"] == Decimal("1.25")


def test_rows_at_hand_are_counted_whatever_the_name(context: Any) -> None:
    context.keep("order", "a word of SQL", "select 1 as n union all select 2")
    context.define("none", "no rows", "select 1 as n where false")
    assert (context.count("order"), context.count("none")) == (2, 0)


def test_every_step_is_recorded_with_its_reason(context: Any) -> None:
    context.stage = "hub"
    context.keep("one", "because", "select 1 as n")
    context.define("two", "of that", "select n from one")
    assert context.query("three", "in the end", "select n from two")["n"][0].as_py() == 1
    assert [(s.stage, s.name, s.why, s.sql) for s in context.steps] == [
        ("hub", "one", "because", "select 1 as n"),
        ("hub", "two", "of that", "select n from one"),
        ("hub", "three", "in the end", "select n from two"),
    ]
    assert all(s.seconds >= 0 for s in context.steps)


def test_the_date_of_the_data_is_not_guessed(context: Any) -> None:
    context.fixed_as_of = None
    with pytest.raises(InternalError, match="only after the hub"):
        _ = context.as_of
