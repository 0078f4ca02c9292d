"""The short summary that the terminal shows at the end of a run."""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.hidden import shown_stats
from segmentry.reports.kept_out import kept_out_sentence
from segmentry.reports.reading import Reading
from segmentry.reports.sections.warned import Warned, warned
from segmentry.reports.segments import Segment, Segmentation
from segmentry.reports.terminal_table import (
    Across,
    Row,
    TerminalTable,
    bar,
    name,
    number,
    styled,
    words,
)
from segmentry.reports.unsure import unsure
from segmentry.reports.view import RunView
from segmentry.segments.moves import moved_sql

_LINES_SHOWN = 36
_FEWEST_SHOWN = 3
_WARNINGS_SHOWN = 5
_NOTES_SHOWN = 6
_RULES_SHOWN = 3
_KNOWN_ALREADY = ("The data is looked at from",)
"""Notes whose fact stands in the title."""
_FOREMOST = ("System '",)
"""Notes of ids and answers that are lost; however much else there is to say, they are seen."""
_NEXT = (
    ("segments", "all segments, and their members"),
    ("rejects", "rows set aside, and why"),
    ("status", "the way to decisions, and what is missing on it"),
)
_DECIDING = (
    (Table.LAUNCH_RETURNS, "roi", "what launches brought"),
    (Table.REVIEW_FINDINGS, "review", "what should be decided"),
)


def terminal_summary(run: RunView, report: Path | None = None) -> RenderableType:
    """What a run found, in one screen: the book, the segments, what to look at, what next.

    It is for the one who ran it, so small groups are shown; the report hides them.
    """
    reading = Reading(run)
    parts: list[RenderableType] = [_head(reading)]
    if reading.segmentations:
        parts.append(_segments(reading))
    if out := kept_out_sentence(reading):
        parts.append(TerminalTable((), [Across(f"  {out}", "dim")]))
    if moved := _moved(reading):
        said = ", ".join(f"{n:,} in {s.title}" for n, s in moved)
        parts.append(TerminalTable((), [Across(f"  Moved since the last date: {said}", "dim")]))
    if found := warned(reading):
        parts.append(_warnings(found))
    if told := [*_set_aside(reading), *_notes(reading)]:
        parts.append(TerminalTable((styled(name(), "dim"), words()), [("·", t) for t in told]))
    further: tuple[tuple[str, str], ...] = ()
    if unsure(reading).are_many:
        further += (("identity review", "keys that are unsure; `identity ask` settles them"),)
    if moved:
        most = max(moved, key=lambda pair: pair[0])[1].name
        further += ((f"segments {most} --moves", "who joined and left, and why"),)
    further += tuple((command, why) for table, command, why in _DECIDING if _any(reading, table))
    further += tuple((f"plan {d}", "what would be sent") for d in _destinations(reading)[:1])
    parts.append(_next(report, further))
    return Group(*parts)


def _head(reading: Reading) -> Panel:
    facts, totals, measure = reading.facts, reading.totals, reading.measure
    line = Text.assemble((f.counted(totals.accounts, "account"), "bold"), "   ")
    line.append(f"{reading.money(totals.value)}", "bold")
    line.append(f" {reading.value_noun}" if measure else f" value: {reading.no_value}")
    if measure and totals.parts is not None:
        line.append(f"   {f.count(totals.parts)}", "bold")
        line.append(f" {measure.part if totals.parts == 1 else measure.part_plural}")
    title = Text(f"{facts.workspace} · run {facts.run_number} · as of {f.day(facts.as_of)}")
    return Panel(line, title=title, title_align="left", border_style="green")


def _segments(reading: Reading) -> TerminalTable:
    """All segmentations in one table, so that their columns line up."""
    shown = max(_FEWEST_SHOWN, _LINES_SHOWN // len(reading.segmentations))
    rows = [row for s in reading.segmentations for row in _rows(reading, s, shown)]
    if any(isinstance(row, tuple) and row[2] == "hidden" for row in rows):
        why = f"groups of {reading.floor_words}, and one more where the total would tell theirs"
        rows.append(Across(f"  hidden: {why}", "dim"))
    columns = (
        words(), number("Accounts"), number(reading.value_title, spare=1),
        bar(spare=2), number("Share"),
    )  # fmt: skip
    return TerminalTable(columns, rows, ruled=False)


def _rows(reading: Reading, segmentation: Segmentation, shown: int) -> list[Row]:
    filled = [s for s in segmentation.largest if s.accounts]
    rows: list[Row] = [Across(f" {segmentation.title}", "bold")]
    rows += [_line(reading, segment) for segment in filled[:shown]]
    if segmentation.left_over:
        rows.append(("In no segment", str(f.count(segmentation.left_over)), "", "", ""))
    empty = len(segmentation.segments) - len(filled)
    rest = ((len(filled) - shown, "further segment"), (empty, "empty segment"))
    if more := [f.counted(n, noun) for n, noun in rest if n > 0]:
        rows.append(Across(f"  and {' and '.join(more)}", "dim"))
    return rows


def _line(reading: Reading, segment: Segment) -> Row:
    stats, accounts = shown_stats(reading, segment), str(reading.group_size(segment.accounts))
    if stats["hidden"]:
        return segment.key, accounts, "hidden", 0.0, ""
    share, value = stats["revenue_share"], reading.money(stats["revenue"])
    return segment.key, accounts, str(value), float(share or 0), str(f.percent(share))


def _moved(reading: Reading) -> list[tuple[int, Segmentation]]:
    """How many accounts changed their segment since the last date, where any did."""
    rows = reading.rows(
        "select segmentation, count(distinct account_id) as accounts "
        f"from ({moved_sql(reading.facts.as_of)}) as moved group by segmentation"
    )
    counts = {r["segmentation"]: r["accounts"] for r in rows}
    return [(counts[s.name], s) for s in reading.segmentations if s.name in counts]


def _warnings(found: tuple[Warned, ...]) -> TerminalTable:
    rows: list[Row] = [("!", f"{one.title}: {one.subject}") for one in found[:_WARNINGS_SHOWN]]
    if (more := len(found) - _WARNINGS_SHOWN) > 0:
        rows.append(Across(f"     and {more} more in the report", "dim"))
    return TerminalTable((styled(name(), "yellow"), words()), rows)


def _set_aside(reading: Reading) -> list[str]:
    """Rows that do not count come first: they may cost money."""
    rows = reading.rows(
        "select source, target, rule, count(*) as rows from rejected where effect = 'row' "
        "group by source, target, rule order by rows desc, source, target, rule"
    )
    if not rows:
        return []
    parts = [f"{r['rows']:,} of {r['source']} ({r['rule']})" for r in rows[:_RULES_SHOWN]]
    more = f" and {len(rows) - len(parts)} more rules" if len(rows) > len(parts) else ""
    counted = f.counted(sum(r["rows"] for r in rows), "row")
    return [f"{counted} set aside: {', '.join(parts)}{more}"]


def _notes(reading: Reading) -> list[str]:
    """What the stages have to say about this run."""
    notes = [n.text for n in reading.facts.notes if not n.text.startswith(_KNOWN_ALREADY)]
    notes.sort(key=lambda note: not note.startswith(_FOREMOST))
    more = len(notes) - _NOTES_SHOWN
    return notes[:_NOTES_SHOWN] + ([f"and {more} more in the report"] if more > 0 else [])


def _any(reading: Reading, table: Table) -> bool:
    return bool(reading.rows(f"select 1 as found from {table} limit 1"))


def _destinations(reading: Reading) -> list[str]:
    return sorted(d.name for d in reading.facts.definitions if d.kind == "destination")


def _next(report: Path | None, further: tuple[tuple[str, str], ...] = ()) -> Group:
    where, every = _where(report), (*_NEXT, *further)
    rows = [("" if at else "Next", f"segmentry {c}{where}", w) for at, (c, w) in enumerate(every)]
    table = TerminalTable((styled(name(), "bold"), name(), styled(words(below=True), "dim")), rows)
    line = Text.assemble(("  Report  ", "bold"), str(report)) if report else Text()
    return Group(line, table)


def _where(report: Path | None) -> str:
    """How to name the workspace, which is where its report lies."""
    if report is None or report.parent.resolve() == Path.cwd():
        return ""
    return f" -w {report.parent}"
