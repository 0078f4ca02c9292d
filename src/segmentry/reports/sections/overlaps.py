"""Overlap: where the segments of two segmentations meet."""

from collections import defaultdict
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segment, Segmentation
from segmentry.reports.small_groups import too_small
from segmentry.reports.view import Row

_SIDE = 12
_SHADES = 6


@dataclass(frozen=True)
class Cell:
    """The accounts in two segments."""

    share: f.Shown
    accounts: f.Shown
    shade: int


@dataclass(frozen=True)
class CrossTab:
    """Two segmentations against each other; shares are of the row's segment."""

    title: str
    rows_title: str
    columns_title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, f.Shown, tuple[Cell, ...]], ...]
    note: str


def read(reading: Reading) -> tuple[CrossTab, ...]:
    pairs: defaultdict[tuple[str, str], dict[tuple[str, str], Row]] = defaultdict(dict)
    for row in reading.rows(f"select * from {Table.SEGMENT_OVERLAPS} order by all"):
        pair = (row["segmentation_a"], row["segmentation_b"])
        pairs[pair][row["segment_a"], row["segment_b"]] = row
    found = []
    for (first, second), cells in pairs.items():
        a, b = reading.segmentation(first), reading.segmentation(second)
        if a and b and first != second:
            found.append(_cross_tab(reading, a, b, cells))
    return tuple(found)


def _cross_tab(
    reading: Reading, a: Segmentation, b: Segmentation, cells: dict[tuple[str, str], Row]
) -> CrossTab:
    rows, columns = _largest(a), _largest(b)
    cut = len(a.segments) - len(rows) + len(b.segments) - len(columns)
    return CrossTab(
        title=f"{a.title} × {b.title}",
        rows_title=a.title,
        columns_title=b.title,
        columns=tuple(c.name for c in columns),
        rows=tuple(
            (
                row.name,
                reading.group_size(row.accounts),
                tuple(_cell(reading, row, cells.get((row.key, c.key))) for c in columns),
            )
            for row in rows
        ),
        note=f"{f.counted(cut, 'smaller or empty segment')} not shown here; "
        f"the table {Table.SEGMENT_OVERLAPS} has all."
        if cut
        else "",
    )


def _largest(segmentation: Segmentation) -> list[Segment]:
    ranked = sorted(segmentation.segments, key=lambda s: (-s.accounts, s.stats["position"]))
    kept = {s.key for s in ranked[:_SIDE] if s.accounts}
    return [s for s in segmentation.segments if s.key in kept]


def _cell(reading: Reading, segment: Segment, row: Row | None) -> Cell:
    if row is None or not row["accounts"]:
        return Cell(f.Shown("0"), f.Shown(""), 0)
    accounts = reading.group_size(row["accounts"])
    if segment.small or too_small(row["accounts"], reading.facts.privacy_floor):
        return Cell(f.hidden(reading.floor_words), accounts, 1)
    share = row["share_of_a"]
    return Cell(f.percent(share), accounts, max(1, round(_SHADES * min(1.0, share))))
