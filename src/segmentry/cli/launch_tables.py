"""A launch as tables for people: its return, its metrics, and what they cannot say."""

from collections.abc import Sequence

from segmentry.cli.output import console, cropped, print_title, say
from segmentry.reports import format as f
from segmentry.reports.launches import Launch, LaunchPart, change, figure, interval, interval_of
from segmentry.reports.of_run import ReportedRun
from segmentry.reports.terminal_table import Across, Column, TerminalTable, number, words
from segmentry.workspace import Run


def show_launch(run: Run, launch: Launch, segment: str = "") -> None:
    """The return of every segment, then the metrics of one, or of all together."""
    currency = ReportedRun(run).facts.currency
    print_title(f"{launch.title} ({launch.name})")
    say(TerminalTable((), [Across(f"  {launch.compared}", "dim")]))
    # of a single segment, all together say the same once more
    parts = launch.segments if len(launch.segments) == 1 else launch.parts
    rows = [_return(part, currency) for part in parts]
    told = {rows[0][-1]}  # a reason that all share is told once
    rows[1:] = [(*row[:-1], "" if row[-1] in told else row[-1]) for row in rows[1:]]
    _say_whole(TerminalTable(_return_columns(launch.whole.months), rows))
    say(TerminalTable((), [*_pace(launch.whole, currency), _verdict(launch.whole)]))
    part = launch.part(segment) or launch.whole
    if part.effects:
        print_title(f"Before and after: {part.name}")
        _say_whole(TerminalTable(_METRICS, _metrics(part, currency)))
    say("")
    notes = [Across(f"  • {sentence}", "dim") for sentence in part.cautions]
    say(TerminalTable((), notes))


def _say_whole(table: TerminalTable) -> None:
    """The table, and which of its columns had no room."""
    say(table)
    missing = table.left_out(console().width)
    if missing:
        told = f"  No room for: {', '.join(missing)}. A wider terminal, --csv or --json has them."
        say(TerminalTable((), [Across(told, "dim")]))


def _verdict(part: LaunchPart) -> Across:
    verdict = part.verdict
    return Across(f"  {verdict.word}{f': {verdict.reason}' if verdict.reason else ''}.")


def _return_columns(months: str) -> tuple[Column, ...]:
    """Headings that say over how many months."""
    of = f", {months}" if months else ""
    return (
        words("Segment"),
        number("Accounts"),
        number(f"Before{of}"),
        number(f"After{of}"),
        number(f"Incremental revenue{of}"),
        number("95 % interval", spare=2),
        number("Cost", spare=1),
        number("Return"),
        number("95 % interval of the return", spare=3),
        words("Why none", below=True),
    )


def _pace(part: LaunchPart, currency: str) -> list[Across]:
    if part.pace is None:
        return []
    told = figure(part.pace, "currency", currency)
    return [Across(f"  At this pace a year: {told} (an extrapolation, not what came in)", "dim")]


_METRICS: tuple[Column, ...] = (
    words("Metric"),
    number("Before"),
    number("During", spare=4),
    number("After"),
    number("Change"),
    number("95 % interval", spare=2),
    words("Impact", spare=1),
    number("All before", spare=3),
    number("All after", spare=3),
    words("Why none", below=True),
)


def _return(part: LaunchPart, currency: str) -> Sequence[str]:
    row = part.returned
    gain = interval(row["incremental_low"], row["incremental_high"], "currency", currency)
    back = interval(row["roi_low"], row["roi_high"], "share", currency)
    return (
        cropped(part.name),
        _known(f.count(row["customers"])),
        _known(figure(row["average_before"], "currency", currency)),
        _known(figure(row["average_after"], "currency", currency)),
        _known(figure(row["incremental_revenue"], "currency", currency)),
        _known(gain),
        _known(figure(row["cost"], "currency", currency)),
        _known(figure(row["roi"], "share", currency)),
        _known(back),
        row["reason"] or "",
    )


def _metrics(part: LaunchPart, currency: str) -> list[Sequence[str]]:
    shown: list[Sequence[str]] = []
    for row in part.effects:
        values = {
            side: _known(figure(row[side], row["unit"], currency))
            for side in ("before", "during", "after", "overall_before", "overall_after")
        }
        shown.append((
            row["label"], values["before"], values["during"], values["after"],
            _known(change(row, currency)), _known(interval_of(row, currency)),
            _impact(row["is_improvement"]), values["overall_before"], values["overall_after"],
            row["reason"] or "",
        ))  # fmt: skip
    return shown


def _impact(is_improvement: bool | None) -> str:
    return {True: "better", False: "worse", None: ""}[is_improvement]


def _known(value: f.Shown) -> str:
    return value.text if value.known else "–"
