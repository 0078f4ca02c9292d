"""Rows of tables as they may be shown: small groups, and what tells them, without figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.segments import WITHHELD, Segment, Segmentation
from segmentry.reports.small_groups import TELLS_ANOTHER, too_small, withheld
from segmentry.reports.view import Row

Key = tuple[str, str]
"""Segmentation and segment."""
Reasons = Mapping[Key, str]

_OF_KPIS = ("value", "low", "high", "numerator", "denominator", "n")
_OF_TARGETS = ("value", "low", "high", "before", "trend")
_OF_SEGMENTS = (
    "accounts", "account_share", "revenue", "revenue_share", "reachable", "median_revenue",
    "joined", "left",
)  # fmt: skip
_OF_VALUE = ("revenue", "revenue_share")
_OF_MOVES = ("accounts", "revenue", "share")
_ADD_UP = ("currency", "count")
"""Units of figures that a whole less its parts gives away, as a strategy's share of the value."""
_OF_FINDINGS = ("accounts", "value", "limit")


def shown_kpis(reading: Reading, rows: Iterable[Row]) -> list[Row]:
    """Rows of KPI_VALUES."""
    hidden = {"today": _today(reading), "fixed": _on_their_day(reading)}
    return [_without(row, _OF_KPIS, hidden[row["cohort"]].get(_key(row))) for row in rows]


def shown_targets(reading: Reading, rows: Iterable[Row]) -> list[Row]:
    """Rows of OBJECTIVES."""
    hidden = _today(reading)
    told = [(row, hidden.get(_key(row))) for row in rows]
    return [
        _without(row, _OF_TARGETS, why) | ({"state": "unknown"} if why else {}) for row, why in told
    ]


def shown_segments(reading: Reading, segmentation: str = "") -> list[Row]:
    """Rows of SEGMENT_STATS, each with why its figures are hidden."""
    return [
        shown_stats(reading, segment)
        for one in sorted(reading.segmentations, key=lambda s: s.name)
        if segmentation in ("", one.name)
        for segment in one.segments
    ]


def shown_stats(reading: Reading, segment: Segment) -> Row:
    """A row of SEGMENT_STATS; of a segment that tells a smaller one, only the value is hidden."""
    why = _reason(reading, segment)
    columns = _OF_SEGMENTS if segment.small else _OF_VALUE if why else ()
    return {**segment.stats, **dict.fromkeys(columns), "hidden": why or None}


def hidden_notes(reading: Reading, segmentation: Segmentation) -> list[str]:
    """What a reader of its table should know of the figures that are not there."""
    small = sum(s.small for s in segmentation.segments)
    more = [f"'{s.name}'" for s in segmentation.segments if s.withheld and not s.small]
    notes = []
    if small:
        notes.append(f"Without figures: {f.counted(small, 'segment')} of {reading.floor_words}.")
    if more:
        notes.append(f"The {reading.value_noun} of {', '.join(more)} is {WITHHELD}.")
    return notes


def shown_finding(reading: Reading, row: Row) -> Row:
    """A row of REVIEW_FINDINGS; the message of a small size tells only that it is small."""
    is_small = too_small(row["accounts"] or 0, reading.facts.privacy_floor)
    if row["kind"] == "size":
        return {**row, **dict.fromkeys(_OF_FINDINGS)} if is_small else row
    adds_up = row["kind"] == "strategy" or row["unit"] in _ADD_UP
    why = f"a group of {reading.floor_words}" if is_small else ""
    why = why or (_today(reading).get(_key(row), "") if adds_up else "")
    if not why:
        return row
    return {**row, **dict.fromkeys(_OF_FINDINGS), "message": f"Hidden: {why}."}


def shown_move(reading: Reading, row: Row) -> Row:
    """A row of SEGMENT_MOVES."""
    is_small = too_small(row["accounts"], reading.facts.privacy_floor)
    return {**row, **dict.fromkeys(_OF_MOVES)} if is_small else row


def _without(row: Row, columns: Iterable[str], why: str | None) -> Row:
    return {**row, **dict.fromkeys(columns), "reason": f"hidden: {why}"} if why else row


def _key(row: Row) -> Key:
    return row["segmentation"], row["segment"]


def _reason(reading: Reading, segment: Segment) -> str:
    if segment.small:
        return f"a group of {reading.floor_words}"
    return TELLS_ANOTHER if segment.withheld else ""


def _today(reading: Reading) -> Reasons:
    found = {
        (one.name, segment.key): _reason(reading, segment)
        for one in reading.segmentations
        for segment in one.segments
    }
    return {key: why for key, why in found.items() if why}


@dataclass(frozen=True)
class _Then:
    """A segment on the day whose members are followed."""

    key: Key
    accounts: int


def _on_their_day(reading: Reading) -> Reasons:
    """The same for the members of a fixed day; who was in no segment then is not known."""
    rows = reading.rows(
        f"select d.segmentation, d.segment, count(distinct m.account_id) as accounts "
        f"from (select distinct segmentation, segment, cohort_on from {Table.KPI_VALUES} "
        "where cohort = 'fixed' and segmentation <> '') as d "
        f"left join {Table.MEMBERSHIPS} as m on m.segmentation = d.segmentation "
        "and m.segment = d.segment and m.valid_from <= d.cohort_on "
        "and (m.valid_to is null or m.valid_to > d.cohort_on) "
        "group by d.segmentation, d.segment order by d.segmentation, d.segment"
    )
    then = [_Then(_key(row), row["accounts"]) for row in rows]
    hidden: dict[Key, str] = {}
    for _, group in groupby(then, key=lambda one: one.key[0]):
        hidden |= _hidden_of(reading, list(group))
    return hidden


def _hidden_of(reading: Reading, segments: list[_Then]) -> dict[Key, str]:
    floor = reading.facts.privacy_floor
    kept = withheld([one.accounts for one in segments], floor)
    return {
        one.key: f"a group of {reading.floor_words}"
        if too_small(one.accounts, floor)
        else TELLS_ANOTHER
        for at, one in enumerate(segments)
        if at in kept
    }
