"""KPIs and targets as tables for people."""

from collections.abc import Sequence
from typing import Any

from segmentry.cli.output import cropped, print_title, quoted, say
from segmentry.reports import format as f
from segmentry.reports.kpi_figures import change_of, figure, interval_of, value_of
from segmentry.reports.terminal_table import Across, Row, TerminalTable, name, number, words

Rows = Sequence[dict[str, Any]]


def show_kpis(currency: str, rows: Rows, targets: Rows, kpi: str, segmentation: str) -> None:
    """The newest period of every figure and its change, or all periods of one KPI by month."""
    if not segmentation and not kpi:
        rows = [r for r in rows if not r["segmentation"]]
    monthly = bool(rows) and rows[0]["span"] == "month"
    lines = _months(rows, currency) if monthly and kpi else _newest(rows, currency, kpi)
    columns = (
        words("Month" if monthly and kpi else "Segment" if kpi else "KPI"), number("Figure"),
        number("95 % interval", spare=1), number("Accounts", spare=2),
        number("Change", spare=3), words("Why none", below=True),
    )  # fmt: skip
    say(TerminalTable(columns, lines))
    if kpi and rows:
        say(f"{quoted(rows[0]['label'])}: {quoted(rows[0]['formula'])}. {_basis(rows)}")
    if targets:
        _show_targets(targets, currency, {r["kpi"]: r["unit"] for r in rows})


def _basis(rows: Rows) -> str:
    return quoted(next((r["basis"] for r in rows if r["basis"]), "") or "")


def _newest(rows: Rows, currency: str, kpi: str) -> list[Row]:
    """One line per KPI and segment, under the name of what it is about."""
    lines: list[Row] = []
    heading = None
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda r: r["period_end"], reverse=True):
        found.setdefault((row["segmentation"], row["segment"], row["kpi"]), []).append(row)
    for (segmentation, segment, _), periods in sorted(found.items()):
        about = (segmentation if kpi else f"{segmentation}: {segment}") if segmentation else ""
        if about != heading:
            heading = about
            lines.append(Across(f" {about or 'All accounts'}", "bold"))
        label = (segment or "All accounts") if kpi else periods[0]["label"]
        lines.append(_line(label, periods[0], periods[1] if len(periods) > 1 else None, currency))
    return lines


def _months(rows: Rows, currency: str) -> list[Row]:
    lines: list[Row] = []
    heading = None
    ordered = sorted(rows, key=lambda r: (r["segmentation"], r["segment"], r["period_start"]))
    for row in ordered:
        about = ": ".join(filter(None, (row["segmentation"], row["segment"]))) or "All accounts"
        if about != heading:
            heading = about
            lines.append(Across(f" {about}", "bold"))
        lines.append(_line(f.month(row["period_start"]), row, None, currency))
    return lines


def _line(label: str, row: dict[str, Any], before: dict[str, Any] | None, currency: str) -> Row:
    value, interval, change = (
        value_of(row, currency), interval_of(row, currency), change_of(row, before),
    )  # fmt: skip
    return (
        cropped(label),
        str(value) if value.known else "–",
        str(interval) if interval.known else "–",
        f"{row['n']:,}" if value.known else "–",
        str(change) if change.known else "–",
        "" if value.known else value.detail,
    )


def _show_targets(targets: Rows, currency: str, units: dict[str, str]) -> None:
    print_title("Where objectives and strategies stand")
    columns = (
        words("What"), name("KPI", spare=3), number("Now"), number("Target"), name("By", spare=2),
        name("State"), words("Why", below=True),
    )  # fmt: skip
    lines: list[Row] = []
    for t in targets:
        unit = units.get(t["kpi"], "count")
        about = f" – {t['segment']}" if t["segment"] else ""
        now = figure(t["value"], unit, currency)
        lines.append((
            cropped(f"{t['title']}{about}"), t["kpi"], str(now) if now.known else "–",
            str(figure(t["target"], unit, currency)), str(f.day(t["by"])) if t["by"] else "–",
            t["state"], t["reason"] or "",
        ))  # fmt: skip
    say(TerminalTable(columns, lines))
