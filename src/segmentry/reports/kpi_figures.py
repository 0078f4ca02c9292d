"""KPIs as people read them: with unit, interval, change and target."""

from segmentry.kpis import KPIS
from segmentry.reports import format as f
from segmentry.reports.view import Row

_UNITS = {"days": "days", "points": "points"}


def figure(value: f.Number | None, unit: str, currency: str, reason: str = "") -> f.Shown:
    """A figure with its unit: €1.2 k, 45 %, 72 days."""
    if value is None:
        return f.unknown(reason or "not known")
    if unit == "currency":
        return f.money(value, currency)
    if unit in ("share", "ratio"):
        return f.percent(value)
    shown = f.short(value)
    return f.Shown(f"{shown} {_UNITS[unit]}", shown.detail) if unit in _UNITS else shown


def value_of(row: Row, currency: str) -> f.Shown:
    """The value of a row of KPI_VALUES, or why there is none."""
    return figure(row["value"], row["unit"], currency, row["reason"] or "")


def interval_of(row: Row, currency: str) -> f.Shown:
    """Its 95 % interval."""
    if row["low"] is None or row["high"] is None:
        return f.unknown("no interval is known")
    low, high = (figure(row[end], row["unit"], currency) for end in ("low", "high"))
    return f.Shown(f"{low} to {high}")


def change_of(row: Row, before: Row | None) -> f.Shown:
    """How it changed since the year before; of shares, in points."""
    if row["value"] is None or before is None or before["value"] is None:
        return f.unknown("no figure of the year before")
    gained = row["value"] - before["value"]
    if row["unit"] in ("share", "ratio"):
        return f.Shown(f"{100 * gained:+,.1f} points".replace("-", "\N{MINUS SIGN}"))
    return f.change(before["value"], row["value"], "nothing to compare with")


def is_better(row: Row, before: Row | None) -> bool | None:
    """Whether it changed for the better; unknown where it did not change or is not known."""
    if row["value"] is None or before is None or before["value"] in (None, row["value"]):
        return None
    return bool(row["value"] > before["value"]) is bool(row["better"] == "higher")


def target_of(row: Row, currency: str) -> str:
    """What a strategy wants to reach: Retention rate 95 % by 30 Jun 2027."""
    if not row["kpi"]:
        return "no KPI"
    kpi = KPIS.all.get(row["kpi"])
    label, unit = (kpi.label, kpi.unit) if kpi else (f.words(row["kpi"]), "count")
    if row["target"] is None:
        return f"{label}, no target"
    by = f" by {f.day(row['by'])}" if row["by"] else ""
    return f"{label} {figure(row['target'], unit, currency)}{by}"
