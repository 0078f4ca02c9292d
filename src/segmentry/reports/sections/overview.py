"""Overview: how large the book is, what stands out, and what to look at first."""

from dataclasses import dataclass

from markupsafe import Markup

from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.kept_out import kept_out
from segmentry.reports.months import ticks
from segmentry.reports.reading import Reading
from segmentry.reports.sections import answers
from segmentry.reports.sections.answers import Answers
from segmentry.reports.sections.findings import find
from segmentry.reports.sections.warned import Warned, warned
from segmentry.reports.segments import Segmentation

_MONTHS_SHOWN = 36


@dataclass(frozen=True)
class Tile:
    """One figure, large."""

    name: str
    value: f.Shown
    note: str = ""


@dataclass(frozen=True)
class Way:
    """One way to divide the accounts, in a line."""

    title: str
    anchor: str
    segments: int
    best: str
    best_anchor: str
    accounts: f.Shown
    value: f.Shown


@dataclass(frozen=True)
class Overview:
    """The first page."""

    tiles: tuple[Tile, ...]
    answers: Answers
    findings: tuple[str, ...]
    ways: tuple[Way, ...]
    warnings: tuple[Warned, ...]
    value_title: str
    value_whole: str
    trend: Markup
    trend_note: str
    years: tuple[tuple[str, f.Shown, f.Shown, f.Shown], ...]
    years_note: str
    sources: tuple[tuple[str, str, str], ...]
    excluded: tuple[tuple[str, f.Shown], ...]
    floor: str


def read(reading: Reading) -> Overview:
    return Overview(
        tiles=_tiles(reading),
        answers=answers.read(reading),
        findings=find(reading),
        ways=tuple(_way(reading, s) for s in reading.segmentations),
        warnings=warned(reading),
        value_title=reading.value_title,
        value_whole=reading.value_whole,
        trend=_trend(reading),
        trend_note=_trend_note(reading),
        years=_years(reading),
        years_note="Now beside a year earlier"
        if reading.is_level
        else "Last 12 full months beside the 12 before",
        sources=tuple((s.name, s.plugin, s.detail) for s in reading.facts.sources),
        excluded=_excluded(reading),
        floor=reading.floor_words,
    )


def _tiles(reading: Reading) -> tuple[Tile, ...]:
    totals, measure = reading.totals, reading.measure
    out = totals.accounts - totals.in_scope
    kept = f"all; {out:,} of them are kept out of segments and KPIs" if out else ""
    whose = "; of all accounts" if out else ""
    tiles = [
        Tile("Accounts", f.count(totals.accounts), kept),
        Tile(reading.value_title, reading.money(totals.value), f"{_period(reading)}{whose}"),
    ]
    if measure:
        parts, average = f.words(measure.part_plural), _average(reading)
        tiles.append(Tile(parts, f.short(totals.parts, f"{measure.part_plural} are not counted")))
        tiles.append(Tile(f"Average {measure.part}", average, f"{measure.noun} / {parts.lower()}"))
    if totals.recurring and not reading.is_level:
        when = f"a month, on {f.day(reading.facts.as_of)}"
        tiles.append(Tile("Recurring revenue", reading.money(totals.recurring), when))
    return tuple(tiles)


def _period(reading: Reading) -> str:
    if reading.is_level:
        return f"on {f.day(reading.facts.as_of)}"
    months = reading.months
    return f"{f.month(months[0]['month'])} to {f.month(months[-1]['month'])}" if months else ""


def _average(reading: Reading) -> f.Shown:
    totals = reading.totals
    if totals.value is None or not totals.parts:
        return f.unknown(f"there are no {reading.measure.part_plural}" if reading.measure else "")
    return reading.money(totals.value / totals.parts)


def _way(reading: Reading, segmentation: Segmentation) -> Way:
    shown = [s for s in segmentation.largest if s.is_shown and s.accounts]
    best = shown[0] if shown else None
    return Way(
        segmentation.title,
        segmentation.anchor,
        sum(1 for s in segmentation.segments if s.accounts),
        best.name if best else "",
        best.anchor if best else "",
        f.percent(best.stats["account_share"] if best else None, "no segment can be shown"),
        f.percent(best.stats["revenue_share"] if best else None, reading.no_value),
    )


def _trend(reading: Reading) -> Markup:
    months = reading.months[-_MONTHS_SHOWN:]
    return figures.columns(
        [float(m["amount"]) for m in months],
        ticks([m["month"] for m in months], 4),
        reading.money,
        f"{reading.value_title} by month, {_trend_note(reading)}",
        partial=reading.last_month_is_partial,
        size=(520, 250),
    )


def _trend_note(reading: Reading) -> str:
    months = reading.months[-_MONTHS_SHOWN:]
    if not months:
        return reading.no_value
    best = max(months, key=lambda m: (m["amount"], m["month"]))
    note = f"highest in {f.month(best['month'])} with {reading.money(best['amount'])}"
    if reading.last_month_is_partial:
        open_month = f.month(months[-1]["month"])
        note += f"; {open_month} (outlined) was not over on {f.day(reading.facts.as_of)}"
    return note


def _years(reading: Reading) -> tuple[tuple[str, f.Shown, f.Shown, f.Shown], ...]:
    """The last twelve full months beside the twelve before; of a level, its last months."""
    full = reading.full(reading.months)
    if len(full) < 24 or reading.measure is None:
        return ()
    before, after = full[-24:-12], full[-12:]
    why = "nothing in the year before"
    a, b = reading.over(before), reading.over(after)
    value = (reading.value_title, reading.money(a), reading.money(b), f.change(a, b, why))
    if reading.is_level:
        m, n = before[-1]["buyers"], after[-1]["buyers"]
        return value, ("Customers", f.short(m), f.short(n), f.change(m, n, why))
    m, n = (sum(month["orders"] for month in part) for part in (before, after))
    parts = f.words(reading.measure.part_plural)
    return value, (parts, f.short(m), f.short(n), f.change(m, n, why))


def _excluded(reading: Reading) -> tuple[tuple[str, f.Shown], ...]:
    return tuple((f.words(why), reading.group_size(n)) for why, n in kept_out(reading))
