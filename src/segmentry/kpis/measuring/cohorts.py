"""Whose figures are measured: all accounts, today's members, and the members of a fixed day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from segmentry.engine.patterns import BIT_COLUMNS, Patterns, bit
from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T

ACCOUNT_PATTERNS = "kpi_account_patterns"
"""account_id, pattern, account: a number that is quick to group by"""
PATTERN_CELLS = "kpi_pattern_cells"
"""pattern, cell"""
CELLS = "kpi_cells"
"""cell, cohort, cohort_on, segmentation, segment, position, cohort_words"""


@dataclass(frozen=True)
class Cell:
    """A group of accounts that figures are measured of."""

    cohort: str
    on: date
    segmentation: str = ""
    segment: str = ""
    position: int = 0
    words: str = ""
    """What is to be known about the cohort."""


def find_cells(context: RunContext, fixed_on: date) -> tuple[Cell, ...]:
    """All accounts and every segment, for both cohorts."""
    segments = context.query(
        "kpi_segments",
        "the segments of today",
        f"select segmentation, segment, position from {Table.SEGMENT_STATS} "
        "order by segmentation, position, segment",
    ).to_pylist()
    known_since = _known_since(context)
    cells = []
    for cohort in ("today", "fixed"):
        wanted = context.as_of if cohort == "today" else fixed_on
        cells.append(Cell(cohort, wanted, words="" if cohort == "today" else _ALL))
        for s in segments:
            on = max(wanted, known_since.get(s["segmentation"], wanted))
            words = _LATER.format(on=on.isoformat()) if on > wanted else ""
            cells.append(Cell(cohort, on, words=words, **s))
    return tuple(cells)


_ALL = "Nobody knows which accounts there were on that day: these are all accounts."
_LATER = "Memberships are known since {on} only: these are the members of that day."


def _known_since(context: RunContext) -> dict[str, date]:
    rows = context.query(
        "kpi_memberships_since",
        "how far back the memberships go",
        f"select segmentation, min(valid_from) as since from {Table.MEMBERSHIPS} group by 1",
    ).to_pylist()
    return {r["segmentation"]: r["since"] for r in rows}


def find_patterns(context: RunContext, cells: Sequence[Cell]) -> None:
    """Make the two tables that all sums go through."""
    _load_cells(context, cells)
    patterns = Patterns(context, "kpi_", len(cells))
    patterns.find(_members(), everybody=_EVERYBODY)
    context.keep(
        PATTERN_CELLS,
        "which cells a pattern is in; all accounts are in those without segmentation",
        f"select distinct p.pattern, c.cell from {patterns.masks} as p join {CELLS} as c "
        f"on c.segmentation = '' or {patterns.is_in('p', 'c')}",
    )


def _load_cells(context: RunContext, cells: Sequence[Cell]) -> None:
    pairs = _neighbours(cells)
    rows = [
        {
            "cell": at, "cohort": c.cohort, "cohort_on": c.on, "segmentation": c.segmentation,
            "segment": c.segment, "position": c.position, "cohort_words": c.words,
            **bit(pairs[c]),
        }
        for at, c in enumerate(cells)
    ]  # fmt: skip
    columns = [
        Column("cell", T.INTEGER, ""), Column("cohort", T.TEXT, ""),
        Column("cohort_on", T.DATE, ""), Column("segmentation", T.TEXT, ""),
        Column("segment", T.TEXT, ""), Column("position", T.INTEGER, ""),
        Column("cohort_words", T.TEXT, ""), *BIT_COLUMNS,
    ]  # fmt: skip
    context.load(CELLS, columns, rows)


def _neighbours(cells: Sequence[Cell]) -> dict[Cell, int]:
    """Both cohorts of a segment side by side, so that one row tells of both."""
    by_segment = sorted(cells, key=lambda c: (c.segmentation, c.position, c.segment, c.cohort))
    return {cell: at for at, cell in enumerate(by_segment)}


# excluded accounts are in no cell, whatever they were before
_EVERYBODY = f"select account_id from {Table.VARIABLE_VALUES} where excluded is null"


def _members() -> str:
    """One pass over the memberships for both cohorts."""
    was = "m.valid_from <= f.cohort_on and (m.valid_to is null or m.valid_to > f.cohort_on)"
    return (
        "select m.account_id, t.word, case when m.valid_to is null then t.bit else 0 end "
        f"+ case when {was} then f.bit else 0 end as bits from {Table.MEMBERSHIPS} as m "
        f"join {CELLS} as t on t.segmentation = m.segmentation and t.segment = m.segment "
        f"and t.cohort = 'today' join {CELLS} as f on f.segmentation = m.segmentation "
        "and f.segment = m.segment and f.cohort = 'fixed' "
        f"where m.valid_to is null or ({was})"
    )


def of_accounts(table: str, alias: str) -> str:
    """A table with the numbers of its accounts (`a.account`); accounts that are out stay out."""
    return f"{table} as {alias} join {ACCOUNT_PATTERNS} as a on a.account_id = {alias}.account_id"
