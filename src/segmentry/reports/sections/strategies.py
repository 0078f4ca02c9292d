"""Strategies: what is done for each segment, and which segments nobody acts on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.hidden import shown_targets
from segmentry.reports.kpi_figures import target_of
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segmentation
from segmentry.reports.view import Row

_STATES = {
    "reached": "target reached",
    "on the way": "on the way to the target",
    "behind": "behind the target",
    "missed": "target missed",
}


@dataclass(frozen=True)
class Line:
    """A segment with one thing that is done for it, or none."""

    segment: str
    accounts: f.Shown
    title: str
    objective: str
    how: tuple[tuple[str, str], ...]
    target: str
    state: str
    owner: f.Shown
    budget: f.Shown
    dates: str
    status: str
    problem: str


@dataclass(frozen=True)
class Part:
    """A segmentation that somebody acts on."""

    title: str
    lines: tuple[Line, ...]
    idle: tuple[str, ...]
    """Segments that nobody acts on."""


@dataclass(frozen=True)
class Strategies:
    """What is done, and the segmentations that nobody acts on."""

    parts: tuple[Part, ...]
    idle: tuple[str, ...]
    proposed: str
    """How many templates wait to be taken."""
    problems: tuple[str, ...]


def read(reading: Reading) -> Strategies:
    rows = reading.rows(f"select * from {Table.STRATEGIES}")
    states = _states(reading)
    by_name: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row["segmentation"]].append(row)
    acted = {name for name, found in by_name.items() if any(r["strategy"] for r in found)}
    parts = [s for s in reading.segmentations if s.name in acted]
    proposed = sum(1 for r in rows if r["is_template"])
    return Strategies(
        tuple(_part(reading, s, by_name[s.name], states) for s in parts),
        tuple(s.title for s in reading.segmentations if s.name not in acted),
        f.counted(proposed, "segment") if proposed else "",
        tuple(f"{r['title'] or r['strategy']}: {r['problem']}" for r in rows if r["problem"]),
    )


def _states(reading: Reading) -> dict[str, str]:
    """How the targets of strategies stand, of segments whose figures may be told."""
    rows = reading.rows(f"select * from {Table.OBJECTIVES} where kind = 'strategy'")
    return {r["name"]: r["state"] for r in shown_targets(reading, rows)}


def _part(
    reading: Reading, segmentation: Segmentation, rows: Sequence[Row], states: dict[str, str]
) -> Part:
    there = [r for r in rows if r["accounts"] is not None]
    acted, idle = (
        [r for r in there if bool(r["strategy"]) is is_acted_on] for is_acted_on in (True, False)
    )
    return Part(
        segmentation.title,
        tuple(_line(reading, row, states) for row in acted),
        tuple(segmentation.segment_name(r["segment"]) for r in idle),
    )


def _line(reading: Reading, row: Row, states: dict[str, str]) -> Line:
    accounts = reading.group_size(row["accounts"])
    how = (
        ("Message", row["message"]),
        ("Offer", row["offer"]),
        ("Channels", row["channels"]),
        ("Service", row["service_level"]),
    )
    state = states.get(row["strategy"], "")
    return Line(
        segment=row["segment"],
        accounts=accounts,
        title=row["title"] or f.words(row["strategy"]),
        objective=row["objective"] or "",
        how=tuple((word, said) for word, said in how if said),
        target=target_of(row, reading.facts.currency),
        state="" if not accounts.known else _STATES.get(state, ""),
        owner=f.Shown(row["owner"]) if row["owner"] else f.unknown("nobody answers for it"),
        budget=f.money(row["budget"], reading.facts.currency, "no budget is set"),
        dates=_dates(row),
        status=row["status"],
        problem=row["problem"] or "",
    )


def _dates(row: Row) -> str:
    start, end = row["start"], row["end"]
    if start and end:
        return f"{f.day(start)} to {f.day(end)}"
    if start or end:
        return f"from {f.day(start)}" if start else f"until {f.day(end)}"
    return ""
