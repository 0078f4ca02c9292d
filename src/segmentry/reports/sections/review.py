"""What a review should decide on, what was decided, and who moved between segments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.hidden import shown_finding
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segmentation
from segmentry.reports.view import DecisionFacts, Row

_KINDS = {
    "performance": "Performance",
    "data": "Data",
    "drift": "Drift",
    "strategy": "Strategy",
    "difference": "Difference",
    "size": "Size",
}
_MOVES_SHOWN = 8


@dataclass(frozen=True)
class Found:
    """A finding with what was decided on it."""

    name: str
    kind: str
    where: str
    message: str
    proposal: str
    decided: str


@dataclass(frozen=True)
class Move:
    """Accounts that went from one segment to another."""

    origin: str
    target: str
    accounts: f.Shown
    share: f.Shown
    value: f.Shown


@dataclass(frozen=True)
class Moves:
    """The largest moves of one segmentation."""

    title: str
    since: str
    rows: tuple[Move, ...]
    more: int


@dataclass(frozen=True)
class Review:
    """Everything the section shows; what is open first."""

    found: tuple[Found, ...]
    undecided: int
    moves: tuple[Moves, ...]


def read(reading: Reading) -> Review:
    decisions = {d.finding: d for d in reading.facts.decisions}
    rows = reading.rows(f"select * from {Table.REVIEW_FINDINGS}")
    found = [_found(reading, row, decisions.get(row["finding"])) for row in rows]
    is_open = [one for one in found if not one.decided]
    decided = [one for one in found if one.decided]
    return Review((*is_open, *decided), len(is_open), _moves(reading))


def _found(reading: Reading, row: Row, decision: DecisionFacts | None) -> Found:
    place = reading.segmentation(row["segmentation"])
    title = place.title if place else row["segmentation"]
    segment = place.segment_name(row["segment"]) if place else row["segment"]
    return Found(
        row["finding"],
        _KINDS.get(row["kind"], f.words(row["kind"])),
        " › ".join(filter(None, (title, segment))),
        shown_finding(reading, row)["message"],
        row["proposal"],
        _decided(decision),
    )


def _decided(decision: DecisionFacts | None) -> str:
    if decision is None:
        return ""
    return (
        f"{f.heading(decision.decision)}, because {decision.reason} "
        f"({decision.decided_by}, {f.day(decision.decided_at)})"
    )


def _moves(reading: Reading) -> tuple[Moves, ...]:
    by_segmentation: defaultdict[str, list[Row]] = defaultdict(list)
    for row in reading.rows(
        f"select * from {Table.SEGMENT_MOVES} "
        "order by segmentation, accounts desc, from_segment, to_segment"
    ):
        by_segmentation[row["segmentation"]].append(row)
    return tuple(
        _moves_of(reading, s, by_segmentation[s.name])
        for s in reading.segmentations
        if by_segmentation[s.name]
    )


def _moves_of(reading: Reading, segmentation: Segmentation, rows: Sequence[Row]) -> Moves:
    shown = tuple(_move(reading, segmentation, row) for row in rows[:_MOVES_SHOWN])
    return Moves(segmentation.title, str(f.day(rows[0]["since"])), shown, len(rows) - len(shown))


def _share(row: Row) -> f.Shown:
    return f.Shown("–") if row["share"] is None else f.percent(row["share"])


def _move(reading: Reading, segmentation: Segmentation, row: Row) -> Move:
    accounts = reading.group_size(row["accounts"])
    hidden = f.hidden(reading.floor_words)
    return Move(
        segmentation.segment_name(row["from_segment"]) or "in none",
        segmentation.segment_name(row["to_segment"]) or "in none",
        accounts,
        _share(row) if accounts.known else hidden,
        reading.money(row["revenue"]) if accounts.known else hidden,
    )
