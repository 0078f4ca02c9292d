"""Who moved is told with from, to and reason; a new version of a definition moves nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segmentry.segments.moves import moves_sql

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
HISTORY = [
    # account, segment, version, from, to, reason
    ("a", "X", "v1", JUNE, JULY, "was x"),
    ("a", "Y", "v1", JULY, None, "is y"),
    ("b", "X", "v1", JUNE, None, "stays"),
    ("c", "Y", "v1", JULY, None, "is new"),
    ("d", "X", "v1", JUNE, JULY, "was x"),
    ("e", "X", "v1", JUNE, JULY, "of old"),
    ("e", "X", "v2", JULY, None, "of new"),
    ("f", "X", "v1", JUNE, JULY, "was x"),
    ("g", "X", "v1", JUNE, JULY, "was x"),
]


@pytest.fixture
def moved(bench: Callable[..., Any]) -> Callable[..., list[dict[str, Any]]]:
    def ask(as_of: date, history: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
        made = bench("select unnest(['a', 'b', 'c', 'd', 'e', 'f']) as account_id, 1 as orders")
        made.feed("memberships", " union all ".join(map(_row, history)))
        made.feed(
            "profiles",
            "select account_id, case when account_id = 'f' then 'partner' end as excluded "
            "from variable_values",
        )
        made.feed(
            "assignments",
            "select 's' as segmentation, '' as segment, 'd' as account_id, 'v1' as "
            "definition_version, 'meets no condition' as reason",
        )
        return list(made.rows(moves_sql("s", as_of)))

    return ask


def _row(said: tuple[Any, ...]) -> str:
    account, segment, version, start, end, reason = said
    until = f"date '{end}'" if end else "cast(null as date)"
    return (
        f"select 's' as segmentation, '{segment}' as segment, '{account}' as account_id, "
        f"'{version}' as definition_version, date '{start}' as valid_from, {until} as valid_to, "
        f"'{reason}' as reason"
    )


def test_from_to_and_reason(moved: Callable[..., list[dict[str, Any]]]) -> None:
    found = [
        (r["account_id"], r["from_segment"], r["to_segment"], r["reason"])
        for r in moved(JULY, HISTORY)
    ]
    assert found == [
        ("c", None, "Y", "is new"),
        ("a", "X", "Y", "is y"),
        ("d", "X", None, "meets no condition"),
        ("f", "X", None, "kept out: partner"),
        ("g", "X", None, "is no longer among the accounts looked at"),
    ]


def test_nobody_moved_before_there_was_an_earlier_date(
    moved: Callable[..., list[dict[str, Any]]],
) -> None:
    assert moved(JUNE, [row for row in HISTORY if row[3] == JUNE and row[4] is None]) == []
