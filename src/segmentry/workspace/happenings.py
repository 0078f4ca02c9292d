"""What happened to accounts, run by run: the events of a run are those the run before lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from segmentry.engine.catalogue import RunRecord
from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.profiles.happenings import BEFORE, COMPARED, arrivals, counted, happened
from segmentry.profiles.people.happenings import counted_people
from segmentry.workspace.run import Run

if TYPE_CHECKING:
    from segmentry.workspace.workspace import Workspace

Row = dict[str, Any]
_EVENT = ("account_id", "event", "other_id", "as_of", "evidence")


def changes(run: Run, before: RunRecord | None) -> Row:
    """What a run changed since another: how often, of people too, and the merges and splits of
    accounts by name."""
    engine = _compared(run, before)
    return {**counted(engine), "people": counted_people(engine), "events": happened(engine)}


def told_arrivals(run: Run) -> str:
    """How many keys are new since the run before, in a sentence; empty where none is."""
    before = next((r for r in _newest_first(run.workspace) if r.number < run.number), None)
    file = before.files.get(Table.IDENTITY) if before else None
    if before is None or file is None or not run.workspace.store.is_whole(file.path):
        return ""
    _read(run.workspace, run.engine, before, Table.IDENTITY)
    found = arrivals(run.engine)
    if not (keys := found.joined + found.others):
        return ""
    said = "1 new key" if keys == 1 else f"{keys:,} new keys"
    return f"{said} since run {before.number}: {found}."


def newest_changes(workspace: "Workspace") -> Row:
    """The merges and splits of the newest run that has any."""
    for record, before in pairwise(_newest_first(workspace)):
        if events := happened(_compared(Run(workspace, record), before)):
            return {"run": record.number, "as_of": record.as_of, "events": events}
    return {"run": None, "as_of": None, "events": []}


def in_order(workspace: "Workspace", engine: Engine, ids: Iterable[str]) -> list[Row]:
    """All that happened to ids, in the order it happened, each with the run where it is known."""
    known: Counter[tuple[Any, ...]] = Counter()
    found: set[tuple[Any, ...]] = set()
    oldest, *_ = runs = [*_newest_first(workspace)][::-1]
    for record in runs:
        now = _events(workspace, engine, record, sorted(ids))
        # of runs that are no longer kept nobody knows which did it
        number = 0 if record is oldest and record.number > 1 else record.number
        found |= {(number, *event) for event in now - known}
        known = now
    rows = [{"run": number or None, **dict(zip(_EVENT, e, strict=True))} for number, *e in found]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[Any, ...]:
    happened_to = row["account_id"], row["event"], row["other_id"] or "", row["evidence"]
    return row["run"] or 0, row["as_of"], row["event"] != "minted", *happened_to


def _newest_first(workspace: "Workspace") -> Iterator[RunRecord]:
    catalogue = workspace.store.catalogue
    found = (catalogue.run(number) for number in reversed(catalogue.numbers()))
    return (record for record in found if record)


def _compared(run: Run, before: RunRecord | None) -> Engine:
    for table in COMPARED:
        _read(run.workspace, run.engine, before, table)
    return run.engine


def _read(workspace: "Workspace", engine: Engine, record: RunRecord | None, table: Table) -> None:
    file = record.files.get(table) if record else None
    if file:
        engine.drop(f"{table}{BEFORE}")
        engine.register(f"{table}{BEFORE}", [workspace.store.path(file.path)])
    else:
        engine.define(f"{table}{BEFORE}", f"select * from {table} where false")


def _events(
    workspace: "Workspace", engine: Engine, record: RunRecord, ids: list[str]
) -> Counter[tuple[Any, ...]]:
    _read(workspace, engine, record, Table.IDENTITY_EVENTS)
    asked = ", ".join(literal(i) for i in ids)
    rows = engine.query(
        f"select {', '.join(_EVENT)} from {Table.IDENTITY_EVENTS}{BEFORE} "
        f"where account_id in ({asked}) or other_id in ({asked})"
    ).to_pylist()
    return Counter(tuple(row.values()) for row in rows)
