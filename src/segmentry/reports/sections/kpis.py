"""KPIs: all accounts with their trend, targets, and the segments side by side."""

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from segmentry.model.tables import Table
from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.hidden import shown_targets
from segmentry.reports.kpi_figures import change_of, figure, interval_of, is_better, value_of
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segmentation
from segmentry.reports.view import Row

_COMPARED = (
    "revenue", "arpa", "retention_rate", "churn_rate", "lapsed_rate", "net_revenue_retention",
    "cac", "cltv_revenue", "win_rate", "campaign_response", "roi",
)  # fmt: skip
"""KPIs that segments are laid side by side by; those unknown everywhere are left out."""


@dataclass(frozen=True)
class Figure:
    """A KPI of all accounts over the last year, and how its months went."""

    label: str
    value: f.Shown
    interval: f.Shown
    change: f.Shown
    impact: str
    n: f.Shown
    trend: Markup
    formula: str
    basis: str


@dataclass(frozen=True)
class Target:
    """Where an objective or a strategy stands."""

    title: str
    about: str
    kpi: str
    value: f.Shown
    target: f.Shown
    by: f.Shown
    state: str
    reason: str


@dataclass(frozen=True)
class Compared:
    """The segments of a segmentation side by side."""

    title: str
    anchor: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[f.Shown, ...]], ...]


@dataclass(frozen=True)
class Kpis:
    """All that the section shows."""

    known: tuple[Figure, ...]
    unknown: tuple[tuple[str, str], ...]
    targets: tuple[Target, ...]
    parts: tuple[Compared, ...]


def read(reading: Reading) -> Kpis:
    years: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    months: defaultdict[str, list[Row]] = defaultdict(list)
    for row in reading.rows(
        f"select * from {Table.KPI_VALUES} where cohort = 'today' and campaign = '' "
        "and (span = 'year' or segmentation = '') order by kpi, segmentation, segment, period_end"
    ):
        if row["span"] == "month":
            months[row["kpi"]].append(row)
        else:
            years[row["segmentation"], row["segment"], row["kpi"]].insert(0, row)
    whole = {kpi: rows for (about, _, kpi), rows in years.items() if not about}
    newest = {kpi: rows[0] for kpi, rows in whole.items()}
    known = [kpi for kpi, row in newest.items() if row["value"] is not None]
    parts = (_compared(reading, s, years, known) for s in reading.segmentations)
    return Kpis(
        tuple(_figure(reading, whole[kpi], months[kpi]) for kpi in known),
        tuple((r["label"], r["reason"] or "") for k, r in newest.items() if k not in known),
        _targets(reading, newest),
        tuple(part for part in parts if part.headings and part.rows),
    )


def _figure(reading: Reading, years: list[Row], months: list[Row]) -> Figure:
    now, before = years[0], years[1] if len(years) > 1 else None
    currency = reading.facts.currency
    better = is_better(now, before)
    values = [m["value"] for m in months if m["value"] is not None]
    return Figure(
        now["label"],
        value_of(now, currency),
        interval_of(now, currency),
        change_of(now, before),
        "" if better is None else "better" if better else "worse",
        reading.group_size(now["n"]),
        figures.sparkline(values, f"{now['label']} by month, {f.counted(len(values), 'month')}"),
        now["formula"],
        now["basis"] or "",
    )


def _targets(reading: Reading, newest: dict[str, Row]) -> tuple[Target, ...]:
    currency = reading.facts.currency
    found = []
    for row in shown_targets(reading, reading.rows(f"select * from {Table.OBJECTIVES}")):
        kpi = newest.get(row["kpi"])
        unit, label = (kpi["unit"], kpi["label"]) if kpi else ("count", row["kpi"])
        found.append(Target(
            row["title"], row["segment"] or row["segmentation"] or "All accounts", label,
            figure(row["value"], unit, currency, row["reason"] or ""),
            figure(row["target"], unit, currency), f.day(row["by"], "no day is set"),
            row["state"], row["reason"] or "",
        ))  # fmt: skip
    return tuple(found)


def _compared(
    reading: Reading,
    segmentation: Segmentation,
    years: dict[tuple[str, str, str], list[Row]],
    known: list[str],
) -> Compared:
    chosen = [kpi for kpi in _COMPARED if kpi in known]
    currency = reading.facts.currency

    def shown(segment: str, kpi: str, hidden: bool) -> f.Shown:
        rows = years.get((segmentation.name, segment, kpi))
        if hidden:
            return f.hidden(reading.floor_words)
        return value_of(rows[0], currency) if rows else f.unknown("not measured")

    rows = tuple(
        (s.name, tuple(shown(s.key, kpi, s.small or s.withheld) for kpi in chosen))
        for s in segmentation.largest
        if s.accounts
    )
    headings = tuple(years["", "", kpi][0]["label"] for kpi in chosen)
    return Compared(segmentation.title, f"kpis-{segmentation.name}", headings, rows)
