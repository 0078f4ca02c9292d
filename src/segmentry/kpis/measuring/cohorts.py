"""Whose figures are measured: all accounts, today's members, and the members of a fixed day.

Accounts that are in the same cells form a pattern; events are summed once per pattern, and the
sums are added up per cell, so that many segments cost little more than one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T

ACCOUNT_PATTERNS = "kpi_account_patterns"
"""account_id, pattern, account: a number that is quicker to group by"""
PATTERN_CELLS = "kpi_pattern_cells"
"""pattern, cell"""
CELLS = "kpi_cells"
"""cell, cohort, cohort_on, segmentation, segment, position, cohort_words"""
_BITS = 60  # per word, within BIGINT


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
    words = max(1, -(-len(cells) // _BITS))
    _load_cells(context, cells)
    _keep_masks(context, cells, words)
    masks = ", ".join(f"mask_{w}" for w in range(words))
    context.keep(
        "kpi_patterns",
        "the patterns, numbered by what they are",
        f"select {masks}, row_number() over (order by {masks}) as pattern "
        f"from (select distinct {masks} from kpi_masks) as found",
    )
    same = " and ".join(f"p.mask_{w} = m.mask_{w}" for w in range(words))
    context.keep(
        ACCOUNT_PATTERNS,
        "the pattern of each account, and a number to group by",
        "select m.account_id, p.pattern, row_number() over (order by p.pattern) as account "
        f"from kpi_masks as m join kpi_patterns as p on {same}",
    )
    context.engine.drop("kpi_masks")
    is_set = " or ".join(f"(c.word = {w} and (p.mask_{w} & c.bit) <> 0)" for w in range(words))
    context.keep(
        PATTERN_CELLS,
        "which cells a pattern is in; all accounts are in those without segmentation",
        f"select distinct p.pattern, c.cell from kpi_patterns as p join {CELLS} as c "
        f"on c.segmentation = '' or {is_set}",
    )


def _load_cells(context: RunContext, cells: Sequence[Cell]) -> None:
    rows: list[dict[str, object]] = [
        {
            "cell": at, "cohort": c.cohort, "cohort_on": c.on, "segmentation": c.segmentation,
            "segment": c.segment, "position": c.position, "cohort_words": c.words,
            "word": at // _BITS, "bit": 1 << at % _BITS,
        }
        for at, c in enumerate(cells)
    ]  # fmt: skip
    columns = [
        Column("cell", T.INTEGER, ""), Column("cohort", T.TEXT, ""),
        Column("cohort_on", T.DATE, ""), Column("segmentation", T.TEXT, ""),
        Column("segment", T.TEXT, ""), Column("position", T.INTEGER, ""),
        Column("cohort_words", T.TEXT, ""), Column("word", T.INTEGER, ""),
        Column("bit", T.INTEGER, ""),
    ]  # fmt: skip
    context.load(CELLS, columns, rows)


def _keep_masks(context: RunContext, cells: Sequence[Cell], words: int) -> None:
    """Excluded accounts are in no cell, whatever they were before."""
    sums = ", ".join(
        f"coalesce(bit_or(case when m.word = {w} then m.bit end), 0) as mask_{w}"
        for w in range(words)
    )
    members = " union all ".join(_members(cells)) or "select '' as account_id, 0 as word, 0 as bit"
    context.define("kpi_members", "who is in which cell", members)
    context.keep(
        "kpi_masks",
        "the cells of each account, as powers of two",
        f"select v.account_id, {sums} from {Table.VARIABLE_VALUES} as v "
        "left join kpi_members as m on m.account_id = v.account_id "
        "where v.excluded is null group by v.account_id",
    )


def _members(cells: Sequence[Cell]) -> Iterator[str]:
    """Members of one day, for all cells of that day at once."""
    named = [c for c in cells if c.segmentation]
    for cohort, on in dict.fromkeys((c.cohort, c.on) for c in named):
        of_day = "m.valid_to is null"
        if cohort == "fixed":
            day = literal(on)
            of_day = f"m.valid_from <= {day} and (m.valid_to is null or m.valid_to > {day})"
        yield (
            f"select m.account_id, c.word, c.bit from {Table.MEMBERSHIPS} as m "
            f"join {CELLS} as c on c.segmentation = m.segmentation and c.segment = m.segment "
            f"where c.cohort = '{cohort}' and c.cohort_on = {literal(on)} and {of_day}"
        )


def of_accounts(table: str, alias: str) -> str:
    """A table with the numbers of its accounts (`a.account`); accounts that are out stay out."""
    return f"{table} as {alias} join {ACCOUNT_PATTERNS} as a on a.account_id = {alias}.account_id"
