"""Segments and their members as tables for people."""

from collections.abc import Callable, Sequence
from typing import Any

from segmentry.cli.output import cropped, print_rows, print_title, say
from segmentry.reports import format as f
from segmentry.reports.hidden import hidden_notes, shown_stats
from segmentry.reports.kept_out import kept_out_sentence
from segmentry.reports.of_run import ReportedRun
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segment, Segmentation
from segmentry.reports.terminal_table import Across, Column, TerminalTable, number, words
from segmentry.workspace import Run


def show_segments(run: Run, segmentation: str = "") -> None:
    """The figures of every segment, and who is in none and why."""
    reading = Reading(ReportedRun(run))
    for one in reading.segmentations:
        if segmentation in ("", one.name):
            _show(reading, one)
    if not reading.segmentations:
        say("No segmentation has a segment: what it divides by is unknown for every account.")
    if out := kept_out_sentence(reading):
        say("")
        say(TerminalTable((), [Across(f"  {out}", "dim")]))


def _show(reading: Reading, segmentation: Segmentation) -> None:
    overlap = "" if segmentation.exclusive else "; an account may be in several"
    print_title(f"{segmentation.title} ({segmentation.name}{overlap})")
    rows = [_row(reading, segment) for segment in segmentation.segments]
    whole = segmentation.looked_at or 1
    left, outside = segmentation.left_over, segmentation.outside
    if left:
        rows.append(_rest("In no segment", left, str(f.percent(left / whole)), ""))
    if outside:
        rows.append(_rest("Not looked at", outside, "", "outside the scope of this segmentation"))
    moved = any(s.stats["joined"] is not None for s in segmentation.segments)
    columns, kept = _columns(reading, moved), _places(moved)
    say(TerminalTable(columns, [[row[at] for at in kept] for row in rows]))
    notes = [Across(f"  {note}", "dim") for note in hidden_notes(reading, segmentation)]
    if notes:
        say(TerminalTable((), notes))


def _columns(reading: Reading, moved: bool) -> tuple[Column, ...]:
    every = (
        words("Segment"),
        number("Accounts"),
        number("Share", spare=3),
        number(reading.value_title, spare=1),
        number("Share of value"),
        number("Joined", spare=2),
        number("Left", spare=2),
        words("Rule", below=True),
    )
    return tuple(every[at] for at in _places(moved))


def _places(moved: bool) -> list[int]:
    """Who joined and left is unknown without an earlier run."""
    return [0, 1, 2, 3, 4, *([5, 6] if moved else []), 7]


def _row(reading: Reading, segment: Segment) -> Sequence[str]:
    stats = shown_stats(reading, segment)

    def shown(column: str, figure: Callable[[Any], f.Shown]) -> str:
        return "hidden" if stats["hidden"] and stats[column] is None else str(figure(stats[column]))

    return (
        cropped(segment.name),
        str(reading.group_size(segment.accounts)),
        shown("account_share", f.percent),
        shown("revenue", reading.money),
        shown("revenue_share", f.percent),
        shown("joined", f.count),
        shown("left", f.count),
        cropped(stats["rule"]),
    )


def _rest(name: str, accounts: int, share: str, why: str) -> Sequence[str]:
    return name, str(f.count(accounts)), share, "", "", "", "", why


def show_members(members: Sequence[dict[str, Any]], limit: int) -> None:
    """The members of a segment, each with the reason."""
    columns = {"label": "Account", "account_id": "Id", "valid_from": "Since", "reason": "Reason"}
    print_rows(
        members[:limit], columns, whole=("account_id", "valid_from"), spare=("valid_from",),
        below="reason",
    )  # fmt: skip
    if len(members) > limit:
        say(f"{len(members) - limit:,} more; --limit shows them.")
