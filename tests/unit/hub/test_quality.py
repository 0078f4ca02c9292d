"""Figures about the data: what is there, what is readable, how old it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segmentry.errors import NoData

Hub = Callable[..., Any]
CRM = {"key": "id", "name": "name", "created_on": "since"}


@pytest.fixture
def made(hub: Hub, given: Any) -> Any:
    columns = {
        "id": ["1", "2", "2", "4"],
        "name": ["Acme", None, "Beta", "Gamma"],
        "since": ["2020-01-01", "soon", None, "2021-01-01"],
    }
    return hub({"crm": given(columns, {"accounts": CRM})})


def figure(made: Any, measure: str, field: str | None) -> tuple[object, ...]:
    where = "field is null" if field is None else f"field = '{field}'"
    sql = f"select part, whole, value from data_quality where measure = '{measure}' and {where}"
    (row,) = made.rows(sql)
    return tuple(row.values())


@pytest.mark.parametrize(
    ("measure", "field", "expected"),
    [
        ("rows", None, (4, 4, None)),
        ("completeness", "id", None),
        ("completeness", "name", (3, 4, 0.75)),
        ("completeness", "created_on", (3, 4, 0.75)),
        ("validity", "created_on", (2, 3, 2 / 3)),
        ("validity", "name", (3, 3, 1.0)),
        ("duplicates", "key", (1, 4, 0.25)),
        ("accepted", None, (4, 4, 1.0)),
    ],
)
def test_each_figure_keeps_its_parts(
    made: Any, measure: str, field: str | None, expected: tuple[object, ...] | None
) -> None:
    if expected is None:
        sql = f"select count(*) from data_quality where field = '{field}'"
        assert made.value(sql) == 0
    else:
        assert figure(made, measure, field) == expected


def test_what_carries_no_date_has_no_age(made: Any) -> None:
    (row,) = made.rows("select value, reason from data_quality where measure = 'freshness'")
    assert row == {"value": None, "reason": "its rows carry no date"}


def events(given: Any, *days: str) -> Any:
    tables = {"engagements": {"account": "who", "occurred_at": "at", "kind": {"constant": "web"}}}
    return given({"who": ["A"] * len(days), "at": list(days)}, tables)


def test_the_age_is_counted_to_the_date_of_the_data(hub: Hub, given: Any) -> None:
    made = hub({"web": events(given, "2026-06-01", "2026-06-20", "2250-01-01")})
    sql = "select value from data_quality where measure = 'freshness'"
    assert made.value(sql) == 10.0


def test_the_data_is_looked_at_from_the_day_after_the_newest_event(hub: Hub, given: Any) -> None:
    made = hub({"web": events(given, "2026-06-01", "2026-06-20")}, as_of=None)
    assert made.context.as_of == date(2026, 6, 21)


def test_the_date_in_the_settings_wins(hub: Hub, given: Any) -> None:
    fixed = date(2025, 1, 1)
    made = hub({"web": events(given, "2024-06-01")}, as_of=None, fixed=fixed)
    assert made.context.as_of == fixed


def test_without_any_date_there_is_nothing_to_look_at(hub: Hub, given: Any) -> None:
    with pytest.raises(NoData, match="Map such a date"):
        hub({"crm": given({"id": ["1"]}, {"accounts": {"key": "id"}})}, as_of=None)


def test_an_empty_source_has_figures_with_their_reason(hub: Hub, given: Any) -> None:
    made = hub({"crm": given({"id": []}, {"accounts": {"key": "id"}})})
    rows = made.rows("select measure, value, reason from data_quality where field = 'key'")
    assert {r["measure"] for r in rows} == {"completeness", "validity", "duplicates"}
    assert all(r["value"] is None and r["reason"] == "there are no rows" for r in rows)
