"""What a run did to accounts, against the run before."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.profiles.happenings import BEFORE, Arrivals, arrivals, counted, happened

Event = tuple[str, str, str | None]
OLD: list[Event] = [
    ("A", "minted", None), ("B", "minted", None), ("C", "minted", None),
    ("B", "merged", "A"), ("B", "split", "A"),
]  # fmt: skip
NEW: list[Event] = [("B", "merged", "A"), ("D", "split", "A"), ("E", "minted", None)]


@pytest.fixture
def engine(tmp_path: Path) -> DuckDBEngine:
    """B goes into A a second time, D leaves A, E is new, and no source tells of C any more."""
    engine = DuckDBEngine(tmp_path, threads=1)
    for suffix, alive, events in ((BEFORE, "ABC", OLD), ("", "ADE", [*OLD, *NEW])):
        engine.keep(f"{Table.IDENTITY_EVENTS}{suffix}", _events(events))
        names = " union all ".join(f"select '{a}' as account_id, '{a} Ltd' as label" for a in alive)
        engine.keep(f"{Table.PROFILES}{suffix}", names)
    return engine


def _events(events: Sequence[Event]) -> str:
    return " union all ".join(
        f"select '{account}' as account_id, '{event}' as event, "
        f"{literal(other)} as other_id, "
        "date '2026-01-01' as as_of, 'so' as evidence"
        for account, event, other in events
    )


def test_only_what_the_run_before_lacks_is_counted(engine: DuckDBEngine) -> None:
    assert counted(engine) == {"minted": 1, "merged": 1, "split": 1, "moved": 0, "gone": 1}


def test_merges_and_splits_are_named_also_those_that_are_gone(engine: DuckDBEngine) -> None:
    names = ("event", "account_id", "label", "other_id", "other_label")
    assert [tuple(row[n] for n in names) for row in happened(engine)] == [
        ("merged", "B", "B Ltd", "A", "A Ltd"),
        ("split", "D", "D Ltd", "A", "A Ltd"),
    ]


def test_new_keys_join_known_accounts_or_make_new_ones(engine: DuckDBEngine) -> None:
    known = {"crm:1": "A", "crm:2": "B"}
    new = {"shop:1": "A", "shop:2": "E", "shop:3": "E", "shop:4": "F"}
    for suffix, keys in ((BEFORE, known), ("", known | new)):
        rows = [f"select '{k}' as account_key, '{a}' as account_id" for k, a in keys.items()]
        engine.keep(f"{Table.IDENTITY}{suffix}", " union all ".join(rows))
    assert arrivals(engine) == Arrivals(joined=1, others=3, companies=2)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Arrivals(50, 150, 150), "150 new companies, 50 joined known ones"),
        (Arrivals(1, 3, 2), "3 make 2 new companies, 1 joined known ones"),
        (Arrivals(0, 1, 1), "1 new company"),
        (Arrivals(1200, 0, 0), "1,200 joined known ones"),
    ],
)
def test_what_became_of_new_keys_is_told_in_words(found: Arrivals, told: str) -> None:
    assert str(found) == told
