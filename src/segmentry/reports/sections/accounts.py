"""Accounts: the largest ones, and a few members of each segment."""

from collections import defaultdict
from dataclasses import dataclass

from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segment
from segmentry.reports.view import Row

_TOP = 20
_MEMBERS = 5
_LAST = "recency_days"
_ABOUT = ("country", "industry_group", "industry")
_SHORT = 2
_CHIPS = 4


@dataclass(frozen=True)
class Account:
    """A customer company."""

    place: int
    label: str
    country: f.Shown
    industry: f.Shown
    value: f.Shown
    share: f.Shown
    parts: f.Shown
    last: f.Shown
    segments: tuple[str, ...]
    more_segments: tuple[str, ...]
    outside: str


@dataclass(frozen=True)
class Group:
    """A few members of a segment."""

    segment: str
    members: tuple[tuple[str, f.Shown, str], ...]
    more: int
    note: str


@dataclass(frozen=True)
class Accounts:
    """The accounts that are named."""

    top: tuple[Account, ...]
    parts: tuple[tuple[str, tuple[Group, ...]], ...]
    value: str
    counted: str
    """What an account's value is made of, as a heading; with when the last was, where known."""
    has_last: bool
    nothing: str


def read(reading: Reading) -> Accounts:
    measure = reading.measure
    return Accounts(
        _top(reading),
        _parts(reading),
        reading.value_title,
        f.words(measure.part_plural) if measure else "",
        bool(measure and measure.parts == "orders" and _LAST in reading.columns),
        reading.no_value if measure is None else f"no account has {reading.value_noun}",
    )


def _top(reading: Reading) -> tuple[Account, ...]:
    if reading.measure is None:
        return ()
    wanted = (reading.measure.parts, _LAST, *_ABOUT)
    known = "".join(f", {name}" for name in wanted if name in reading.columns)
    rows = reading.rows(
        f"select account_id, label, excluded, {reading.value_sql} as value{known} "
        f"from {Table.VARIABLE_VALUES} where {reading.value_sql} > 0 "
        f"order by value desc, account_id limit {_TOP}"
    )
    segments = _segments_of(reading, [r["account_id"] for r in rows])
    return tuple(
        _account(reading, place, row, tuple(segments[row["account_id"]]))
        for place, row in enumerate(rows, 1)
    )


def _segments_of(reading: Reading, accounts: list[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    if not accounts:
        return found
    listed = ", ".join(literal(a) for a in accounts)
    members = reading.rows(
        f"select account_id, segmentation, segment from {Table.MEMBERSHIPS} "
        f"where valid_to is null and account_id in ({listed})"
    )
    known = {s.name: s for s in reading.segmentations}
    small = {(s.name, g.key) for s in reading.segmentations for g in s.segments if g.small}
    place = {name: i for i, name in enumerate(known)}
    for row in sorted(members, key=lambda r: (place.get(r["segmentation"], -1), r["segment"])):
        name = row["segmentation"]
        if name in known and (name, row["segment"]) not in small:
            segment = known[name].segment_name(row["segment"])
            found[row["account_id"]].append(_chip(known[name].title, segment))
    return found


def _chip(title: str, segment: str) -> str:
    """A name of a letter or two says nothing without its segmentation."""
    return f"{title}: {segment}" if len(segment) <= _SHORT else segment


def _account(reading: Reading, place: int, row: Row, segments: tuple[str, ...]) -> Account:
    return Account(
        place=place,
        label=row["label"],
        country=_text(f.country(row.get("country") or "")),
        industry=_text(row.get("industry_group") or row.get("industry")),
        value=reading.money(row["value"]),
        share=f.percent(float(row["value"]) / (reading.totals.value or 1.0)),
        parts=f.count(row.get(reading.measure.parts if reading.measure else "")),
        last=_days_ago(row.get(_LAST)),
        segments=segments[:_CHIPS],
        more_segments=segments[_CHIPS:],
        outside=f"kept out: {row['excluded']}" if row["excluded"] else "none shown",
    )


def _days_ago(days: int | None) -> f.Shown:
    return f.Shown(f"{f.counted(days, 'day')} ago") if days is not None else f.Shown("–")


def _text(value: str | None) -> f.Shown:
    return f.Shown(value) if value else f.unknown("no source says")


def _parts(reading: Reading) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    members = _best_members(reading)
    return tuple(
        (
            s.title,
            tuple(_group(reading, g, members[s.name, g.key]) for g in s.largest if g.accounts),
        )
        for s in reading.segmentations
    )


def _group(reading: Reading, segment: Segment, rows: list[Row]) -> Group:
    if segment.small:
        return Group(segment.name, (), 0, f"Members are hidden: {reading.floor_words}.")
    more = max(0, segment.accounts - _MEMBERS)
    return Group(segment.name, _members(reading, rows), more, "")


def _best_members(reading: Reading) -> dict[tuple[str, str], list[Row]]:
    """The most valuable members of each segment; of equally valuable ones the highest ids."""
    rows = reading.rows(
        f"select m.segmentation, m.segment, max_by("
        f"{{'label': v.label, 'value': v.value, 'reason': m.reason}}, "
        f"row(coalesce(v.value, -1e14), m.account_id), {_MEMBERS}) as best "
        f"from {Table.MEMBERSHIPS} as m join (select account_id, label, {reading.value_sql} "
        f"as value from {Table.VARIABLE_VALUES}) as v using (account_id) "
        f"where m.valid_to is null group by m.segmentation, m.segment"
    )
    return defaultdict(list, {(r["segmentation"], r["segment"]): r["best"] for r in rows})


def _members(reading: Reading, rows: list[Row]) -> tuple[tuple[str, f.Shown, str], ...]:
    return tuple(
        (r["label"], reading.money(r["value"]) if reading.measure else f.Shown(""), r["reason"])
        for r in rows
    )
