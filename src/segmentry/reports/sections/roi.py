"""What acting on segments brought: one page for each launch, for people who decide."""

from dataclasses import dataclass

from segmentry.reports import format as f
from segmentry.reports.launches import (
    Launch,
    LaunchPart,
    change,
    figure,
    interval,
    interval_of,
    launches_of,
)
from segmentry.reports.reading import Reading
from segmentry.reports.view import Row


@dataclass(frozen=True)
class Metric:
    """A row of the table of metrics."""

    label: str
    before: f.Shown
    during: f.Shown
    after: f.Shown
    change: f.Shown
    interval: f.Shown
    impact: str
    all_before: f.Shown
    all_after: f.Shown


@dataclass(frozen=True)
class SegmentReturn:
    """What a launch brought for one segment."""

    name: str
    accounts: f.Shown
    before: f.Shown
    after: f.Shown
    gain: f.Shown
    gain_interval: f.Shown
    cost: f.Shown
    back: f.Shown
    back_interval: f.Shown


@dataclass(frozen=True)
class LaunchPage:
    """A launch on a page of its own."""

    title: str
    anchor: str
    compared: str
    months: str
    """Over how many months revenue was compared."""
    pace: str
    """What that would be over a year, if it went on; empty where a year is known."""
    whole: SegmentReturn
    segments: tuple[SegmentReturn, ...]
    metrics: tuple[Metric, ...]
    unmeasured: tuple[tuple[str, str], ...]
    """Metrics without any figure of the members, each with its reason."""
    has_during: bool
    formula: str
    cost_basis: str
    reason: str
    cautions: tuple[str, ...]


def read(reading: Reading) -> tuple[LaunchPage, ...]:
    return tuple(_page(reading, launch) for launch in launches_of(reading.run))


def _page(reading: Reading, launch: Launch) -> LaunchPage:
    whole = launch.whole
    row = whole.returned
    return LaunchPage(
        launch.title,
        f"launch-{launch.name}",
        launch.compared,
        whole.months,
        _pace(reading, whole),
        _return(reading, whole),
        tuple(_return(reading, part) for part in launch.segments),
        tuple(_metric(reading, effect) for effect in whole.effects if _is_measured(effect)),
        tuple(
            (e["label"], e["reason"] or "not known") for e in whole.effects if not _is_measured(e)
        ),
        any(e["during"] is not None for e in whole.effects),
        _formula(reading, whole) if row["incremental_revenue"] is not None else "",
        row["cost_basis"] or "",
        row["reason"] or "",
        whole.cautions,
    )


def _accounts(reading: Reading, part: LaunchPart) -> f.Shown:
    customers = part.returned["customers"]
    if part.is_small:
        return f.Shown(f"< {reading.facts.privacy_floor}", part.hidden, known=False)
    return (
        f.unknown(part.returned["reason"] or "not known")
        if customers is None
        else f.count(customers)
    )


def _return(reading: Reading, part: LaunchPart) -> SegmentReturn:
    row, currency, hidden = part.returned, reading.facts.currency, part.hidden
    reason = row["reason"] or "not known"

    def shown(column: str, unit: str = "currency") -> f.Shown:
        return f.hidden(hidden) if hidden else figure(row[column], unit, currency, reason)

    def between(low: str, high: str, unit: str) -> f.Shown:
        return f.hidden(hidden) if hidden else interval(row[low], row[high], unit, currency)

    return SegmentReturn(
        part.name,
        _accounts(reading, part),
        shown("average_before"),
        shown("average_after"),
        shown("incremental_revenue"),
        between("incremental_low", "incremental_high", "currency"),
        shown("cost"),
        shown("roi", "share"),
        between("roi_low", "roi_high", "share"),
    )


def _is_measured(effect: Row) -> bool:
    return any(effect[side] is not None for side in ("before", "during", "after"))


def _metric(reading: Reading, row: Row) -> Metric:
    currency = reading.facts.currency

    def shown(column: str) -> f.Shown:
        return figure(row[column], row["unit"], currency, row["reason"] or "not measured")

    return Metric(
        row["label"],
        shown("before"),
        shown("during"),
        shown("after"),
        change(row, currency),
        interval_of(row, currency),
        _impact(row),
        shown("overall_before"),
        shown("overall_after"),
    )


def _impact(row: Row) -> str:
    """What the change means, in a few words; the figures stand beside it."""
    if row["change"] is None:
        return f.heading(row["reason"] or "not known")
    if not row["change"]:
        return "No change"
    told = "An improvement" if row["is_improvement"] else "A change for the worse"
    low, high = row["change_low"], row["change_high"]
    return f"{told}; it may be chance" if low is not None and low <= 0 <= high else told


def _pace(reading: Reading, part: LaunchPart) -> str:
    if part.pace is None:
        return ""
    return f"At this pace a year: {f.money(part.pace, reading.facts.currency)}, an extrapolation"


def _formula(reading: Reading, part: LaunchPart) -> str:
    """The formula with its figures in it, in full."""
    row, currency = part.returned, reading.facts.currency
    before, after, gain = (
        f.money(row[c], currency).detail
        for c in ("average_before", "average_after", "incremental_revenue")
    )
    told = f"({after} − {before}) × {row['customers']:,} accounts = {gain} incremental "
    told += f"revenue over {part.months}"
    if row["roi"] is None:
        return f"{told}."
    cost = f.money(row["cost"], currency).detail
    return f"{told}. ({gain} − {cost}) / {cost} = {f.percent(row['roi'])} return."
