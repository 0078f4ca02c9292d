"""Variables: what is known about each, and how much it says about the outcome."""

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.view import Row


@dataclass(frozen=True)
class Line:
    """A variable."""

    label: str
    meaning: str
    unit: str
    coverage: f.Shown
    coverage_bar: float
    variation: f.Shown
    relevance: f.Shown
    measured: f.Shown
    interval: str
    figure: Markup


@dataclass(frozen=True)
class Variables:
    """All variables by group."""

    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    outcome: str
    missing: tuple[str, ...]
    """Labels of the variables that no source gives."""


def read(reading: Reading) -> Variables:
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    facts = sorted(
        reading.variables.values(), key=lambda r: (r["group"], r["label"], r["variable"])
    )
    limit = max((r["relevance_high"] or r["measured_relevance"] or 0 for r in facts), default=0)
    for row in (r for r in facts if r["known"]):
        groups[row["group"]].append(_line(row, limit))
    outcome = next((r["outcome"] for r in facts if r["outcome"]), "")
    return Variables(
        tuple((f.words(group), tuple(lines)) for group, lines in groups.items()),
        reading.label(outcome) if outcome else "",
        tuple(r["label"] for r in facts if not r["known"]),
    )


def _line(row: Row, limit: float) -> Line:
    reason = row["reason"] or "no figure in this run"
    measured, low, high = row["measured_relevance"], row["relevance_low"], row["relevance_high"]
    bounds = f"{f.percent(low)} to {f.percent(high)}" if None not in (low, high) else ""
    shown = f.percent(measured, reason)
    label = f"explains {shown} of the outcome's variance, {bounds or 'interval unknown'}"
    return Line(
        label=f.heading(row["label"]),
        meaning=row["meaning"],
        unit=row["unit"] or "",
        coverage=f.percent(row["coverage"], "no accounts"),
        coverage_bar=round(row["coverage"] or 0.0, 4),
        variation=_variation(row, reason),
        relevance=f.Shown(row["relevance"]) if row["relevance"] else f.unknown("not in a textbook"),
        measured=shown,
        interval=bounds,
        figure=Markup("")
        if measured is None
        else figures.interval(measured, low, high, limit, label, from_zero=True),
    )


def _variation(row: Row, reason: str) -> f.Shown:
    if row["variation"] is None:
        return f.unknown(reason)
    values = f.counted(row["distinct_values"], "different value")
    return f.Shown(f"{row['variation']:.2f}", f"{values}; 0 all alike, 1 all different")
