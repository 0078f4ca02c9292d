"""Accounts: the largest ones, and a few members of each segment."""

from collections import defaultdict
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.view import Row

_TOP = 20
_MEMBERS = 5


@dataclass(frozen=True)
class Account:
    """A customer company."""

    place: int
    label: str
    country: f.Shown
    industry: f.Shown
    revenue: f.Shown
    share: f.Shown
    orders: f.Shown
    last_month: str
    segments: tuple[str, ...]
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


def read(reading: Reading) -> Accounts:
    return Accounts(_top(reading), _parts(reading))


def _top(reading: Reading) -> tuple[Account, ...]:
    rows = reading.rows(
        f"with spent as ({reading.spent}) "
        f"select p.account_id, p.label, p.country, coalesce(p.industry_group, p.industry) as "
        f"industry, p.excluded, revenue, orders, last_month from spent join {Table.PROFILES} as p "
        f"using (account_id) where revenue > 0 order by revenue desc, account_id limit {_TOP}"
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
    listed = ", ".join(f"'{a.replace(chr(39), chr(39) * 2)}'" for a in accounts)
    members = reading.rows(
        f"select account_id, segmentation, segment from {Table.MEMBERSHIPS} "
        f"where valid_to is null and account_id in ({listed})"
    )
    small = {(s.name, g.name) for s in reading.segmentations for g in s.segments if g.small}
    place = {s.name: i for i, s in enumerate(reading.segmentations)}
    for row in sorted(members, key=lambda r: (place.get(r["segmentation"], -1), r["segment"])):
        if (row["segmentation"], row["segment"]) not in small:
            found[row["account_id"]].append(row["segment"])
    return found


def _account(reading: Reading, place: int, row: Row, segments: tuple[str, ...]) -> Account:
    return Account(
        place=place,
        label=row["label"],
        country=_text(row["country"]),
        industry=_text(row["industry"]),
        revenue=reading.money(row["revenue"]),
        share=f.percent(float(row["revenue"]) / reading.totals.revenue),
        orders=f.count(row["orders"]),
        last_month=f.month(row["last_month"]) if row["last_month"] else "–",
        segments=segments,
        outside=f"kept out: {row['excluded']}" if row["excluded"] else "none shown",
    )


def _text(value: str | None) -> f.Shown:
    return f.Shown(value) if value else f.unknown("no source says")


def _parts(reading: Reading) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in reading.rows(_members_sql(reading)):
        found[row["segmentation"], row["segment"]].append(row)
    return tuple(
        (
            s.title,
            tuple(
                Group(
                    g.name,
                    () if g.small else _members(reading, found[s.name, g.name]),
                    0 if g.small else max(0, g.accounts - _MEMBERS),
                    f"Members are hidden: {reading.floor_words}." if g.small else "",
                )
                for g in s.largest
                if g.accounts
            ),
        )
        for s in reading.segmentations
    )


def _members_sql(reading: Reading) -> str:
    return (
        f"with spent as ({reading.spent}), "
        f"ranked as (select m.segmentation, m.segment, m.account_id, m.reason, s.revenue, "
        f"row_number() over (partition by m.segmentation, m.segment "
        f"order by s.revenue desc nulls last, m.account_id) as place "
        f"from {Table.MEMBERSHIPS} as m left join spent as s using (account_id) "
        f"where m.valid_to is null) "
        f"select r.segmentation, r.segment, p.label, r.revenue, r.reason from ranked as r "
        f"join {Table.PROFILES} as p using (account_id) where r.place <= {_MEMBERS} "
        f"order by r.segmentation, r.segment, r.place"
    )


def _members(reading: Reading, rows: list[Row]) -> tuple[tuple[str, f.Shown, str], ...]:
    return tuple(
        (r["label"], reading.money(r["revenue"], "no sales yet"), r["reason"]) for r in rows
    )
