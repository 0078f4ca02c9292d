"""Memberships have a history that continues, closes, and can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segmentry.segments import run

JUNE, JULY, AUGUST = date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)


@pytest.fixture
def after(bench: Callable[..., Any]) -> Callable[..., list[dict[str, Any]]]:
    """Runs the stage at a date on assignments, after the memberships of the run before."""

    def go(
        as_of: date,
        assigned: dict[str, str],
        before: list[dict[str, Any]] | None = None,
        version: str = "v1",
        reason: str = "",
    ) -> list[dict[str, Any]]:
        made = bench("select 'a' as account_id, 1 as orders", as_of=as_of)
        rows = " union all ".join(
            f"select 's' as segmentation, '{segment}' as segment, '{account}' as account_id, "
            f"'{version}' as definition_version, '{reason or as_of}' as reason"
            for account, segment in assigned.items()
        )
        if rows:
            made.feed("assignments", rows)
        if before is not None:
            made.feed("previous_memberships", _values(before))
            made.context.remembered.add("memberships")
        made.run(run)
        after.notes = made.context.notes  # type: ignore[attr-defined]
        return list(made.rows("select * from memberships order by account_id, valid_from, segment"))

    after = go
    return go


def _values(rows: list[dict[str, Any]]) -> str:
    def cell(name: str, value: object) -> str:
        kind = "date" if name.startswith("valid") else "varchar"
        return f"cast({'null' if value is None else repr(str(value))} as {kind}) as {name}"

    return " union all ".join("select " + ", ".join(cell(*i) for i in r.items()) for r in rows)


def spans(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(r["account_id"], r["segment"], r["valid_from"], r["valid_to"]) for r in rows]


Go = Callable[..., list[dict[str, Any]]]


def test_the_first_run_opens_memberships(after: Go) -> None:
    assert spans(after(JUNE, {"a": "X", "b": ""})) == [("a", "X", JUNE, None)]


def test_members_that_stay_keep_day_and_reason_of_entry(after: Go) -> None:
    first = after(JUNE, {"a": "X"})
    second = after(JULY, {"a": "X"}, first)
    assert second == first
    assert second[0]["reason"] == str(JUNE)


def test_those_who_leave_are_closed_and_those_who_come_are_opened(after: Go) -> None:
    second = after(JULY, {"a": "Y", "b": "X"}, after(JUNE, {"a": "X"}))
    assert spans(second) == [("a", "X", JUNE, JULY), ("a", "Y", JULY, None), ("b", "X", JULY, None)]


def test_closed_memberships_stay_in_the_history(after: Go) -> None:
    second = after(JULY, {"a": "Y"}, after(JUNE, {"a": "X"}))
    third = after(AUGUST, {"a": "X"}, second)
    assert spans(third) == [
        ("a", "X", JUNE, JULY), ("a", "Y", JULY, AUGUST), ("a", "X", AUGUST, None)
    ]  # fmt: skip


def test_a_new_version_closes_and_opens(after: Go) -> None:
    second = after(JULY, {"a": "X"}, after(JUNE, {"a": "X"}), version="v2")
    assert [(r["definition_version"], r["valid_from"], r["valid_to"]) for r in second] == [
        ("v1", JUNE, JULY),
        ("v2", JULY, None),
    ]


def test_running_again_changes_nothing(after: Go) -> None:
    first = after(JUNE, {"a": "X", "c": "X"})
    second = after(JULY, {"a": "Y", "b": "X"}, first, version="v2")
    assert after(JULY, {"a": "Y", "b": "X"}, second, version="v2") == second


def test_a_second_run_of_the_same_day_replaces_the_first(after: Go) -> None:
    first = after(JUNE, {"a": "X"})
    mistaken = after(JULY, {"a": "Y"}, first)
    assert after(JULY, {"a": "X"}, mistaken) == first


def test_an_earlier_date_takes_the_history_back(after: Go) -> None:
    first = after(JUNE, {"a": "X"})
    third = after(AUGUST, {"a": "Y"}, first)
    back = after(JULY, {"a": "X", "b": "X"}, third)
    assert spans(back) == [("a", "X", JUNE, None), ("b", "X", JULY, None)]


def test_a_segmentation_that_is_gone_closes_its_memberships(after: Go) -> None:
    assert spans(after(JULY, {}, after(JUNE, {"a": "X"}))) == [("a", "X", JUNE, JULY)]
