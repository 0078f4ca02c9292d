"""The SQL that reads a field's value out of columns."""

from typing import Any

import duckdb
import pytest

from segmentry.hub.column_text import field_text, left_out
from segmentry.model.mappings import FieldMapping, LeaveOut


def read(said: dict[str, Any], row: dict[str, object], currency: str = "") -> object:
    with duckdb.connect() as connection:
        names = ", ".join(f'${n} as "{n}"' for n in row)
        relation = connection.execute(f"create table records as select {names}", row)
        found = connection.execute("describe records").fetchall()
        sql = field_text(FieldMapping.model_validate(said), {r[0]: r[1] for r in found}, currency)
        return relation.execute(f"select {sql} from records").fetchall()[0][0]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("001A0000006Vm9r", "001A0000006Vm9rIAC"),
        ("0015500000Xyy06", "0015500000Xyy06AAB"),
        ("0031G00000q9jPQ", "0031G00000q9jPQQAY"),
        ("0015500000Xyy06AAB", "0015500000Xyy06AAB"),
        ("no id", "no id"),
    ],
)
def test_ids_of_salesforce_have_18_letters(short: str, long: str) -> None:
    assert read({"column": "a", "form": "salesforce_id"}, {"a": short}) == long


@pytest.mark.parametrize(
    ("said", "row", "told"),
    [
        ({"column": "a", "otherwise": ["b"]}, {"a": "null", "b": " x "}, "x"),
        ({"column": "a", "otherwise": ["b"], "values": {"0": ""}}, {"a": "0", "b": "x"}, "x"),
        ({"column": "a", "joined": ["b"]}, {"a": "1", "b": "2"}, "1-2"),
        ({"column": "a", "joined": ["b"]}, {"a": "1", "b": None}, None),
        ({"column": "a", "part": "Web page"}, {"a": '{"Web page": "/x"}'}, "/x"),
        ({"column": "a", "part": "Web page"}, {"a": '{"Web page": "null"}'}, None),
        ({"column": "a", "part": "x"}, {"a": "no json"}, None),
        ({"column": "a", "form": "first_of_list"}, {"a": " 7 ; 8"}, "7"),
        ({"column": "a", "form": "first_of_list"}, {"a": ";8"}, None),
        ({"column": "a", "form": "minor_units"}, {"a": "oops"}, "oops"),
        ({"column": "a", "form": "person"}, {"a": "cus_1"}, "cus_1"),
        ({"column": "a", "joined": ["b"], "form": "content"}, {"a": " N/A", "b": None}, None),
        ({"column": "a", "form": "content"}, {"a": ""}, None),
        ({"constant": True}, {"a": "x"}, "true"),
    ],
)
def test_how_columns_become_a_value(
    said: dict[str, Any], row: dict[str, object], told: object
) -> None:
    assert read(said, row) == told


@pytest.mark.parametrize(
    ("currency", "amount"), [("usd", 12.5), ("JPY", 1250.0), ("kwd", 1.25), (None, 12.5)]
)
def test_how_small_a_unit_is_depends_on_the_currency(currency: str | None, amount: float) -> None:
    said = {"column": "a", "form": "minor_units"}
    sql = "cast(null as varchar)" if currency is None else f"'{currency}'"
    assert float(str(read(said, {"a": "1250"}, sql))) == amount


def test_addresses_are_one_whatever_their_capitals_and_cannot_be_read() -> None:
    said = {"column": "a", "form": "person"}
    one, other = (read(said, {"a": a}) for a in ("Jo@Acme.com", " jo@acme.com "))
    assert one == other
    assert "acme" not in str(one)


def test_marks_count_before_the_column() -> None:
    mark = {"column": "won", "values": [True], "means": "won"}
    said = {"column": "a", "marks": [mark]}
    assert read(said, {"a": "Fertig", "won": "TRUE"}) == "won"
    assert read(said, {"a": "Fertig", "won": "false"}) == "Fertig"


@pytest.mark.parametrize(("value", "rule"), [("0", None), ("4", "off"), (None, None)])
def test_only_some_rows_are_kept(value: str | None, rule: str | None) -> None:
    leave = LeaveOut(column="a", keep=("0",), rule="off")
    with duckdb.connect() as connection:
        connection.execute("create table r as select cast($a as varchar) as a", {"a": value})
        sql = left_out([leave], {"a": "VARCHAR"})
        assert connection.execute(f"select {sql} from r").fetchall() == [(rule,)]


def test_a_rule_says_which_rows_go_or_which_stay() -> None:
    with pytest.raises(ValueError, match="either values, keep or newest_by"):
        LeaveOut(column="a")
