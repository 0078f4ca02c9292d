"""The short summary that the terminal shows at the end of a run."""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from segmentry.reports import format as f
from segmentry.reports.reading import Reading, Segment, Segmentation
from segmentry.reports.sections.overview import Warned, warned
from segmentry.reports.view import RunView

_SEGMENTS_SHOWN = 12
_WARNINGS_SHOWN = 5
_BAR = 20


def terminal_summary(run: RunView, report: Path | None = None) -> RenderableType:
    """What a run found, in one screen: the book, the segments, what to look at."""
    reading = Reading(run)
    parts: list[RenderableType] = [_head(reading)]
    parts += [_segments(reading, s) for s in reading.segmentations]
    if found := warned(reading):
        parts.append(_warnings(found))
    if report:
        parts.append(Text.assemble(("Report  ", "bold"), str(report)))
    return Group(*parts)


def _head(reading: Reading) -> Panel:
    facts, totals = reading.facts, reading.totals
    revenue = reading.money(totals.revenue if reading.months else None)
    noun = "account" if totals.accounts == 1 else "accounts"
    line = Text.assemble(
        (f"{f.count(totals.accounts)}", "bold"),
        f" {noun}   ",
        (f"{revenue}", "bold"),
        " net revenue   ",
        (f"{f.short(totals.orders)}", "bold"),
        " orders",
    )
    title = Text(f"{facts.workspace} · run {facts.run_number} · as of {f.day(facts.as_of)}")
    return Panel(line, title=title, title_align="left", border_style="green")


def _segments(reading: Reading, segmentation: Segmentation) -> Grid:
    grid = Grid(title=Text(segmentation.title, "bold"), title_justify="left", box=None)
    grid.add_column("Segment", overflow="ellipsis", max_width=38, no_wrap=True)
    grid.add_column("Accounts", justify="right")
    grid.add_column("Revenue", justify="right")
    grid.add_column("Share of revenue", no_wrap=True)
    for segment in segmentation.largest[:_SEGMENTS_SHOWN]:
        grid.add_row(*_line(reading, segment))
    if (more := len(segmentation.segments) - _SEGMENTS_SHOWN) > 0:
        grid.add_row(Text(f"and {f.counted(more, 'further segment')}", "dim"))
    if segmentation.left_over:
        size = reading.group_size(segmentation.left_over)
        grid.add_row(Text("In no segment", "dim"), str(size))
    return grid


def _line(reading: Reading, segment: Segment) -> tuple[RenderableType, ...]:
    size = str(reading.group_size(segment.accounts))
    if segment.small or segment.withheld:
        return Text(segment.name), size, Text("hidden", "dim"), Text("small group", "dim")
    share = segment.stats["revenue_share"]
    bar = "█" * round(_BAR * min(1.0, max(0.0, share or 0.0)))
    shown = Text.assemble((bar.ljust(_BAR, "·"), "green"), f" {f.percent(share)}")
    return Text(segment.name), size, Text(str(reading.money(segment.stats["revenue"]))), shown


def _warnings(found: tuple[Warned, ...]) -> Group:
    lines = [Text(f.counted(len(found), "warning"), "bold yellow")]
    lines += [_warning(w) for w in found[:_WARNINGS_SHOWN]]
    if (more := len(found) - _WARNINGS_SHOWN) > 0:
        lines.append(Text(f"  and {more} more in the report", "dim"))
    return Group(*lines)


def _warning(warned: Warned) -> Text:
    about = f"{warned.title} · {warned.subject}  "
    return Text.assemble(("! ", "yellow"), (about, "bold"), warned.message)
