"""Trends: what today's members of each segment brought, month by month."""

from dataclasses import dataclass

from markupsafe import Markup

from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.months import ticks
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segment
from segmentry.reports.view import Row


@dataclass(frozen=True)
class Small:
    """One small chart."""

    name: str
    anchor: str
    figure: Markup
    latest: f.Shown
    change: f.Shown
    buyers: f.Shown
    note: str


@dataclass(frozen=True)
class Part:
    """The charts of one segmentation."""

    title: str
    anchor: str
    charts: tuple[Small, ...]


@dataclass(frozen=True)
class Trends:
    """All charts, and how the change is measured."""

    parts: tuple[Part, ...]
    span: int
    value: str
    latest: str
    customers: str


def read(reading: Reading) -> Trends:
    months = reading.segment_months
    full = max((len(reading.full(rows)) for rows in months.values()), default=0)
    span = 12 if full >= 24 else 6 if full >= 12 else 3
    parts = tuple(
        Part(
            s.title,
            f"trends-{s.name}",
            tuple(
                _chart(reading, segment, months[s.name, segment.key], span)
                for segment in s.largest
                if segment.accounts
            ),
        )
        for s in reading.segmentations
    )
    return Trends(
        tuple(p for p in parts if p.charts) if reading.measure else (),
        span,
        reading.value_title,
        f.month(reading.last_month) if reading.is_level else f"{span} months",
        "Customers" if reading.is_level else "Buyers",
    )


def _chart(reading: Reading, segment: Segment, months: list[Row], span: int) -> Small:
    full = reading.full(months)
    after = full[-span:]
    reason = _hidden(reading, segment)
    if reason or not any(m["amount"] for m in months):
        shown = f.hidden(reason) if reason else f.unknown(f"no {reading.value_noun}")
        note = f"hidden, {reason}." if reason else f"no {reading.value_noun} in these months."
        return Small(segment.name, segment.anchor, Markup(""), shown, shown, shown, note)
    return Small(
        segment.name,
        segment.anchor,
        _figure(reading, segment, months),
        reading.money(reading.over(after)),
        _change(reading, full, span),
        _buyers(reading, after),
        "",
    )


def _hidden(reading: Reading, segment: Segment) -> str:
    if segment.small:
        return reading.floor_words
    return "a smaller group could be worked out from it" if segment.withheld else ""


def _change(reading: Reading, full: list[Row], span: int) -> f.Shown:
    if len(full) < 2 * span:
        return f.unknown(f"needs {2 * span} full months, there are {len(full)}")
    before, after = full[-2 * span : -span], full[-span:]
    return f.change(
        reading.over(before),
        reading.over(after),
        f"no {reading.value_noun} in the {span} months before",
    )


def _buyers(reading: Reading, months: list[Row]) -> f.Shown:
    if not months:
        return f.unknown("no full month yet")
    average = sum(m["buyers"] for m in months) / len(months)
    # 0.4 buyers a month is not "no buyers"
    return f.count(average) if average >= 1 or not average else f.Shown("< 1")


def _figure(reading: Reading, segment: Segment, months: list[Row]) -> Markup:
    values = [float(m["amount"]) for m in months]
    label = (
        f"{segment.name}: {reading.value_noun} by month, {f.month(months[0]['month'])} to "
        f"{f.month(months[-1]['month'])}, highest {reading.money(max(values))}"
    )
    return figures.columns(
        values,
        ticks([m["month"] for m in months], 2),
        reading.money,
        label,
        partial=reading.last_month_is_partial,
        size=(340, 130),
    )
