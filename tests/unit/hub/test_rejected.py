"""Nothing is lost: what could not be used is kept with its place and reason."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.model.tables import SCHEMAS, Table

Hub = Callable[..., Any]
CRM = {"key": "id", "name": "name", "country": "land", "created_on": "since"}


@pytest.fixture
def made(hub: Hub, given: Any) -> Any:
    columns = {
        "id": ["1", None, "3"],
        "name": ["Acme", "Beta", "Gamma"],
        "land": ["DE", "Atlantis", "Atlantis"],
        "since": ["2020-01-01", "2020-01-01", "soon"],
    }
    return hub({"crm": given(columns, {"accounts": CRM})})


def rejected(made: Any) -> list[tuple[Any, ...]]:
    found = made.rows("select line, rule, field, value, effect from rejected order by line, rule")
    return [tuple(r.values()) for r in found]


def test_rows_and_values_are_told_apart(made: Any) -> None:
    assert rejected(made) == [
        (3, "no_key", "key", None, "row"),
        (4, "unreadable_country", "country", "Atlantis", "value"),
        (4, "unreadable_created_on", "created_on", "soon", "value"),
    ]


def test_a_row_without_an_unreadable_value_is_kept_without_it(made: Any) -> None:
    sql = "select account_key, country, created_on from account_records where line = 4"
    assert made.rows(sql) == [{"account_key": "crm:3", "country": None, "created_on": None}]


def test_every_row_names_file_line_and_reason(made: Any) -> None:
    rows = made.rows("select * from rejected")
    assert {r["file"] for r in rows} == {"crm.csv"}
    assert {r["target"] for r in rows} == {"accounts"}
    always = [c.name for c in SCHEMAS[Table.REJECTED].columns if c.always]
    assert all(r[name] for r in rows for name in always)


@pytest.mark.parametrize(("field", "value"), [("email", "not an address"), ("phone", "call me")])
def test_personal_values_are_not_repeated(hub: Hub, given: Any, field: str, value: str) -> None:
    made = hub(
        {
            "crm": given(
                {"id": ["1"], "of": ["A"], "it": [value]},
                {"contacts": {"key": "id", "account": "of", field: "it"}},
            )
        }
    )
    assert rejected(made) == [(2, f"unreadable_{field}", field, None, "value")]


def test_long_values_are_cut(hub: Hub, given: Any) -> None:
    columns = {"id": ["1"], "land": ["x" * 5000]}
    made = hub({"crm": given(columns, {"accounts": {"key": "id", "country": "land"}})})
    assert [len(value) for _, _, _, value, _ in rejected(made)] == [200]


def test_where_nothing_is_amiss_nothing_is_set_aside(hub: Hub, given: Any) -> None:
    made = hub({"crm": given({"id": ["1", "2"]}, {"accounts": {"key": "id"}})})
    assert rejected(made) == []


def test_one_row_that_fills_two_tables_is_told_for_each(hub: Hub, given: Any) -> None:
    tables = {
        "accounts": {"key": "id", "name": "name"},
        "contacts": {"key": "person", "account": "id"},
    }
    made = hub({"crm": given({"id": ["1"], "name": ["A"], "person": [None]}, tables)})
    assert rejected(made) == [(2, "no_key", "key", None, "row")]
    assert made.value("select count(*) from account_records") == 1


def test_rows_that_could_not_be_read_stay_in_the_list(hub: Hub, given: Any, bench: Any) -> None:
    made = bench()
    made.feed(
        Table.UNREADABLE,
        "select 'crm' as source, 'crm.csv' as file, 7 as line, cast(null as varchar) as target, "
        "'too_many_fields' as rule, cast(null as varchar) as field, 'a,b,c' as value, "
        "'the row has 3 fields, 2 are expected' as reason, 'row' as effect",
    )
    from segmentry.hub.quality import Quality
    from segmentry.hub.rejected import write_rejected

    write_rejected(made.context, [], Quality(made.context))
    assert made.rows("select line, rule from rejected") == [{"line": 7, "rule": "too_many_fields"}]
