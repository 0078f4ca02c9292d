"""Segmentations: what each is, how large its segments are, and who is in them."""

from collections import defaultdict
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.hidden import hidden_notes
from segmentry.reports.reading import Reading
from segmentry.reports.sections.cards import Card, Material, card, hidden_reason
from segmentry.reports.segments import Segment, Segmentation
from segmentry.reports.small_groups import too_small
from segmentry.reports.view import MethodFacts, Row

_METHOD_NAMES = {"rfm": "RFM"}
_CARDS_OPEN = 12
_NOT_TAKEN = f.Shown("–")


@dataclass(frozen=True)
class Line:
    """A row of the size table."""

    name: str
    anchor: str
    accounts: f.Shown
    account_share: f.Shown
    account_bar: float
    revenue_share: f.Shown
    revenue_bar: float
    median: f.Shown
    reachable: f.Shown
    moves: f.Shown
    instead: str = ""
    """What stands in place of the figures."""


@dataclass(frozen=True)
class Undecided:
    """A condition that could not be decided for some accounts."""

    segment: str
    sentence: str
    accounts: f.Shown


@dataclass(frozen=True)
class Part:
    """One segmentation."""

    title: str
    anchor: str
    description: str
    method: MethodFacts
    method_title: str
    exclusive: bool
    version: str
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    more_cards: tuple[Card, ...]
    more: str
    undecided: tuple[Undecided, ...]
    notes: tuple[str, ...]
    has_moves: bool
    value: str
    """What the segments are weighed by, inside a sentence."""


def read(reading: Reading) -> tuple[Part, ...]:
    material, undecided = Material(reading), _undecided(reading)
    return tuple(_part(reading, material, undecided, s) for s in reading.segmentations)


def _part(
    reading: Reading,
    material: Material,
    undecided: dict[str, list[Undecided]],
    segmentation: Segmentation,
) -> Part:
    method = reading.method(segmentation.facts.method)
    cards = tuple(card(reading, material, segmentation, s) for s in segmentation.largest)
    return Part(
        title=segmentation.title,
        anchor=segmentation.anchor,
        description=segmentation.facts.description,
        method=method,
        method_title=_METHOD_NAMES.get(method.name, f.words(method.name)),
        exclusive=segmentation.exclusive,
        version=segmentation.facts.version,
        lines=_lines(reading, segmentation),
        cards=cards[:_CARDS_OPEN],
        more_cards=cards[_CARDS_OPEN:],
        more=f.counted(len(cards[_CARDS_OPEN:]), "further segment"),
        undecided=tuple(undecided[segmentation.name]),
        notes=_notes(reading, segmentation),
        has_moves=any(s.stats["joined"] is not None for s in segmentation.segments),
        value=reading.value_whole,
    )


def _notes(reading: Reading, segmentation: Segmentation) -> tuple[str, ...]:
    notes = hidden_notes(reading, segmentation)
    if any(s.stats["joined"] is None for s in segmentation.segments):
        notes.append("Joined and left are unknown: there is no run of an earlier date.")
    if reading.measure is None:
        notes.append(f"No segment has a value: {reading.no_value}.")
    return tuple(notes)


def _lines(reading: Reading, segmentation: Segmentation) -> tuple[Line, ...]:
    longest = _longest(reading, segmentation)
    lines = [_line(reading, s, longest) for s in segmentation.segments]
    if segmentation.left_over:
        lines.append(_left_over(reading, segmentation, longest))
    if segmentation.outside:
        lines.append(_outside(reading, segmentation))
    return tuple(lines)


def _longest(reading: Reading, segmentation: Segmentation) -> float:
    """The largest share of all, so that sixty small segments still have bars to compare."""
    shares = [segmentation.left_over / (segmentation.looked_at or 1)]
    for segment in segmentation.segments:
        if not segment.small:
            shares.append(segment.stats["account_share"])
        if not segment.withheld:
            shares.append(segment.stats["revenue_share"] or 0.0)
    return max(shares) or 1.0


def _line(reading: Reading, segment: Segment, longest: float) -> Line:
    stats, reason = segment.stats, hidden_reason(reading, segment)
    revenue = f.hidden(reason) if reason else _share(reading, stats["revenue_share"])
    return Line(
        name=segment.name,
        anchor=segment.anchor,
        accounts=reading.group_size(segment.accounts),
        account_share=f.percent(stats["account_share"]),
        account_bar=_bar(stats["account_share"], longest),
        revenue_share=revenue,
        revenue_bar=0 if reason else _bar(stats["revenue_share"], longest),
        median=_median(reading, segment),
        reachable=reading.group_size(stats["reachable"]),
        moves=_moves(stats),
        instead=f"hidden: {reason}" if segment.small else "",
    )


def _median(reading: Reading, segment: Segment) -> f.Shown:
    reason = "" if segment.accounts else "no members"
    return reading.money(segment.stats["median_revenue"], reason)


def _moves(stats: Row) -> f.Shown:
    if stats["joined"] is None or stats["left"] is None:
        return f.unknown("no run of an earlier date")
    return f.Shown(f"+{stats['joined']:,} / \N{MINUS SIGN}{stats['left']:,}")


def _left_over(reading: Reading, segmentation: Segmentation, longest: float) -> Line:
    left = segmentation.left_over
    few = too_small(left, reading.facts.privacy_floor)
    tells = few or any(s.small for s in segmentation.segments)
    share, whole = left / segmentation.looked_at, segmentation.value
    value = (segmentation.left_over_value or 0.0) / whole if whole else None
    return Line(
        name="In no segment",
        anchor="",
        accounts=reading.group_size(left),
        account_share=f.percent(share),
        account_bar=_bar(share, longest),
        revenue_share=f.hidden("a small group could be worked out from it")
        if tells
        else _share(reading, value),
        revenue_bar=0 if tells else _bar(value, longest),
        median=_NOT_TAKEN,
        reachable=_NOT_TAKEN,
        moves=_NOT_TAKEN,
        instead=f"hidden: {reading.floor_words}" if few else "",
    )


def _outside(reading: Reading, segmentation: Segmentation) -> Line:
    return Line(
        name="Not looked at",
        anchor="",
        accounts=reading.group_size(segmentation.outside),
        account_share=_NOT_TAKEN,
        account_bar=0,
        revenue_share=_NOT_TAKEN,
        revenue_bar=0,
        median=_NOT_TAKEN,
        reachable=_NOT_TAKEN,
        moves=_NOT_TAKEN,
        instead="outside what this segmentation looks at, so in none of its shares",
    )


def _share(reading: Reading, share: float | None) -> f.Shown:
    return f.percent(share, reading.no_value if reading.measure is None else "nothing to divide by")


def _bar(share: float | None, longest: float) -> float:
    return round(min(1.0, max(0.0, (share or 0.0) / longest)), 4)


def _undecided(reading: Reading) -> dict[str, list[Undecided]]:
    found: defaultdict[str, list[Undecided]] = defaultdict(list)
    for row in reading.rows(
        f"select * from {Table.UNDECIDED} where accounts > 0 "
        f"order by segmentation, accounts desc, segment, condition"
    ):
        accounts = reading.group_size(row["accounts"])
        found[row["segmentation"]].append(
            Undecided(row["segment"], row["sentence"] or row["condition"], accounts)
        )
    return found
