"""The short summary that the terminal shows at the end of a run."""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.sections.warned import Warned, warned
from segmentry.reports.segments import Segment, Segmentation
from segmentry.reports.view import RunView

_LINES_SHOWN = 36
_FEWEST_SHOWN = 3
_WARNINGS_SHOWN = 5
_BAR = 12
_NEXT = (
    ("segments", "all segments, and their members"),
    ("variables", "what to segment by"),
    ("rejects", "rows set aside, and why"),
)


def terminal_summary(run: RunView, report: Path | None = None) -> RenderableType:
    """What a run found, in one screen: the book, the segments, what to look at, what next.

    It is for the one who ran it, so small groups are shown; the report hides them.
    """
    reading = Reading(run)
    parts: list[RenderableType] = [_head(reading)]
    if reading.segmentations:
        parts.append(_segments(reading))
    if found := warned(reading):
        parts.append(_warnings(found))
    parts.append(_next(report))
    return Group(*parts)


def _head(reading: Reading) -> Panel:
    facts, totals, measure = reading.facts, reading.totals, reading.measure
    line = Text.assemble((f.counted(totals.accounts, "account"), "bold"), "   ")
    line.append(f"{reading.money(totals.value)}", "bold")
    line.append(f" {reading.value_noun}" if measure else f" value: {reading.no_value}")
    if measure and totals.parts is not None:
        line.append(f"   {f.short(totals.parts)}", "bold")
        line.append(f" {measure.part_plural}")
    title = Text(f"{facts.workspace} · run {facts.run_number} · as of {f.day(facts.as_of)}")
    return Panel(line, title=title, title_align="left", border_style="green")


def _segments(reading: Reading) -> Grid:
    """All segmentations in one table, so that their columns line up."""
    grid = Grid(box=None, padding=(0, 1))
    grid.add_column("", overflow="ellipsis", no_wrap=True, min_width=20)
    grid.add_column("Accounts", justify="right", no_wrap=True)
    grid.add_column("Value", justify="right", no_wrap=True)
    grid.add_column("Share of value", overflow="ellipsis", no_wrap=True)
    shown = max(_FEWEST_SHOWN, _LINES_SHOWN // len(reading.segmentations))
    for segmentation in reading.segmentations:
        _add(grid, reading, segmentation, shown)
    return grid


def _add(grid: Grid, reading: Reading, segmentation: Segmentation, shown: int) -> None:
    grid.add_row(Text(segmentation.title, "bold"))
    filled = [s for s in segmentation.by_value if s.accounts]
    for segment in filled[:shown]:
        grid.add_row(*_line(reading, segment))
    if (more := len(filled) - shown) > 0:
        grid.add_row(Text(f"  and {f.counted(more, 'further segment')}", "dim"))
    if empty := len(segmentation.segments) - len(filled):
        grid.add_row(Text(f"  and {f.counted(empty, 'empty segment')}", "dim"))
    if segmentation.left_over:
        grid.add_row(Text("  In no segment", "dim"), str(f.count(segmentation.left_over)))


def _line(reading: Reading, segment: Segment) -> tuple[RenderableType, ...]:
    share = segment.stats["revenue_share"]
    bar = "█" * round(_BAR * min(1.0, max(0.0, share or 0.0)))
    shown = Text.assemble((bar.ljust(_BAR, "·"), "green"), f" {f.percent(share)}")
    value = Text(str(reading.money(segment.stats["revenue"])))
    return Text(f"  {segment.name}"), str(f.count(segment.accounts)), value, shown


def _warnings(found: tuple[Warned, ...]) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, overflow="ellipsis")
    for one in found[:_WARNINGS_SHOWN]:
        grid.add_row(Text("!", "yellow"), Text.assemble((one.title, "bold"), f": {one.subject}"))
    if (more := len(found) - _WARNINGS_SHOWN) > 0:
        grid.add_row("", Text(f"and {more} more in the report", "dim"))
    return grid


def _next(report: Path | None) -> Group:
    lines = [Text.assemble(("Report  ", "bold"), str(report))] if report else []
    where = _where(report)
    lines += [
        Text.assemble("        " if place else "Next    ", (f"segmentry {command}{where}", "bold"),
                      (f"  {what}", "dim"))
        for place, (command, what) in enumerate(_NEXT)
    ]  # fmt: skip
    return Group(*lines)


def _where(report: Path | None) -> str:
    """How to name the workspace, which is where its report lies."""
    if report is None or report.parent.resolve() == Path.cwd():
        return ""
    return f" -w {report.parent}"
