"""Segment cards: each segment as a person would introduce it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.sections import differences
from segmentry.reports.sections.typical import typical_members
from segmentry.reports.segments import WITHHELD, Segment, Segmentation
from segmentry.reports.view import Row

_MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Card:
    """A segment as a person would introduce it."""

    name: str
    anchor: str
    rule: str
    accounts: f.Shown
    value_title: str
    revenue: f.Shown
    revenue_share: f.Shown
    differences: tuple[differences.Difference, ...]
    typical: tuple[tuple[str, f.Shown], ...]
    trend: Markup
    strategy: str
    note: str


def hidden_reason(reading: Reading, segment: Segment) -> str:
    """Why its sums are hidden; empty when they are not."""
    if segment.small:
        return reading.floor_words
    return WITHHELD if segment.withheld else ""


def card(
    reading: Reading, material: "Material", segmentation: Segmentation, segment: Segment
) -> Card:
    key, stats = (segmentation.name, segment.key), segment.stats
    reason = hidden_reason(reading, segment)
    share = f.percent(stats["revenue_share"], reading.no_value)
    return Card(
        name=segment.name,
        anchor=segment.anchor,
        rule=stats["rule"],
        accounts=reading.group_size(segment.accounts),
        value_title=reading.value_title,
        revenue=f.hidden(reason) if reason else reading.money(stats["revenue"]),
        revenue_share=f.hidden(reason) if reason else share,
        differences=() if segment.small else tuple(material.differences[key][:3]),
        typical=() if segment.small else tuple(material.typical[key]),
        trend=Markup("") if reason else _sparkline(reading, material.months[key]),
        strategy=material.strategies.get(key, ""),
        note=_card_note(reading, segment),
    )


def _card_note(reading: Reading, segment: Segment) -> str:
    if not segment.accounts:
        return "No account is in this segment."
    return f"Figures are hidden: {reading.floor_words}." if segment.small else ""


def _sparkline(reading: Reading, months: list[Row]) -> Markup:
    amounts = [float(m["amount"]) for m in months]
    if not any(amounts):
        return Markup("")
    label = (
        f"{reading.value_title} by month from {f.month(months[0]['month'])} to "
        f"{f.month(months[-1]['month'])}: "
        f"{reading.money(min(amounts))} to {reading.money(max(amounts))}"
    )
    return figures.sparkline(amounts, label, 320, 44)


@dataclass(frozen=True)
class Material:
    """What the cards are made of, read once for all segments."""

    reading: Reading

    @cached_property
    def differences(self) -> dict[tuple[str, str], list[differences.Difference]]:
        return differences.by_segment(self.reading)

    @cached_property
    def months(self) -> dict[tuple[str, str], list[Row]]:
        found = self.reading.segment_months
        return defaultdict(list, {key: rows[-_MONTHS_SHOWN:] for key, rows in found.items()})

    @cached_property
    def strategies(self) -> dict[tuple[str, str], str]:
        return {
            (s.segmentation, s.segment): s.objective + (f" ({s.owner})" if s.owner else "")
            for s in self.reading.facts.strategies
        }

    @cached_property
    def typical(self) -> dict[tuple[str, str], list[tuple[str, f.Shown]]]:
        return typical_members(self.reading)
