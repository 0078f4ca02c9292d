"""Segmentations: what each is, how large its segments are, and who is in them."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from segmentry.engine.sql import identifier
from segmentry.model.tables import Table
from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.reading import WITHHELD, Reading, Segment, Segmentation, without_gaps
from segmentry.reports.sections import differences
from segmentry.reports.small_groups import too_small
from segmentry.reports.view import MethodFacts, Row

_TYPICAL = (
    "industry_group",
    "industry",
    "size_class",
    "employees",
    "country",
    "recency_days",
    "purchase_frequency",
    "aov",
    "monthly_amount",
    "tenure_days",
)
_TYPICAL_SHOWN = 6
_METHOD_NAMES = {"rfm": "RFM"}
_CARDS_OPEN = 12
_MONTHS_SHOWN = 24


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
    hidden: str = ""


@dataclass(frozen=True)
class Card:
    """A segment as a person would introduce it."""

    name: str
    anchor: str
    rule: str
    accounts: f.Shown
    revenue: f.Shown
    revenue_share: f.Shown
    differences: tuple[differences.Difference, ...]
    typical: tuple[tuple[str, f.Shown], ...]
    trend: Markup
    strategy: str
    note: str


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
    undecided: tuple[Undecided, ...]
    notes: tuple[str, ...]


def read(reading: Reading) -> tuple[Part, ...]:
    material = _Material(reading)
    return tuple(_part(reading, material, s) for s in reading.segmentations)


def _part(reading: Reading, material: "_Material", segmentation: Segmentation) -> Part:
    method = reading.method(segmentation.facts.method)
    cards = tuple(_card(reading, material, segmentation, s) for s in segmentation.largest)
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
        undecided=tuple(material.undecided[segmentation.name]),
        notes=_notes(reading, segmentation),
    )


def _notes(reading: Reading, segmentation: Segmentation) -> tuple[str, ...]:
    small = sum(s.small for s in segmentation.segments)
    more = sum(s.withheld and not s.small for s in segmentation.segments)
    notes = []
    if small:
        notes.append(f"Without figures: {f.counted(small, 'segment')} of {reading.floor_words}.")
    if more:
        notes.append(f"The revenue of {f.counted(more, 'further segment')} is {WITHHELD}.")
    if any(s.stats["joined"] is None for s in segmentation.segments):
        notes.append("Joined and left are unknown: there is no earlier run to compare with.")
    return tuple(notes)


def _lines(reading: Reading, segmentation: Segmentation) -> tuple[Line, ...]:
    longest = _longest(reading, segmentation)
    lines = [_line(reading, s, longest) for s in segmentation.segments]
    if segmentation.left_over:
        lines.append(_left_over(reading, segmentation, longest))
    return tuple(lines)


def _longest(reading: Reading, segmentation: Segmentation) -> float:
    """The largest share of all, so that sixty small segments still have bars to compare."""
    shares = [segmentation.left_over / (reading.totals.in_scope or 1)]
    for segment in segmentation.segments:
        if not segment.small:
            shares.append(segment.stats["account_share"])
        if not segment.withheld:
            shares.append(segment.stats["revenue_share"] or 0.0)
    return max(shares) or 1.0


def _line(reading: Reading, segment: Segment, longest: float) -> Line:
    stats, reason = segment.stats, _reason(reading, segment)
    revenue = f.hidden(reason) if reason else f.percent(stats["revenue_share"], "no revenue at all")
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
        hidden=f"hidden: {reason}" if segment.small else "",
    )


def _median(reading: Reading, segment: Segment) -> f.Shown:
    reason = "no members" if not segment.accounts else "no revenue is known"
    return reading.money(segment.stats["median_revenue"], reason)


def _moves(stats: Row) -> f.Shown:
    if stats["joined"] is None or stats["left"] is None:
        return f.unknown("no earlier run to compare with")
    return f.Shown(f"+{stats['joined']:,} / \N{MINUS SIGN}{stats['left']:,}")


def _left_over(reading: Reading, segmentation: Segmentation, longest: float) -> Line:
    totals, left = reading.totals, segmentation.left_over
    few = too_small(left, reading.facts.privacy_floor)
    tells = few or any(s.small for s in segmentation.segments)
    share = left / totals.in_scope
    revenue = segmentation.left_over_revenue / totals.revenue if totals.revenue > 0 else None
    return Line(
        name="In no segment",
        anchor="",
        accounts=reading.group_size(left),
        account_share=f.percent(share),
        account_bar=_bar(share, longest),
        revenue_share=f.hidden("a small group could be worked out from it")
        if tells
        else f.percent(revenue, "no revenue at all"),
        revenue_bar=0 if tells else _bar(revenue, longest),
        median=f.Shown("–"),
        reachable=f.Shown("–"),
        moves=f.Shown("–"),
        hidden=f"hidden: {reading.floor_words}" if few else "",
    )


def _bar(share: float | None, longest: float) -> float:
    return round(min(1.0, max(0.0, (share or 0.0) / longest)), 4)


def _reason(reading: Reading, segment: Segment) -> str:
    """Why its sums are hidden; empty when they are not."""
    if segment.small:
        return reading.floor_words
    return WITHHELD if segment.withheld else ""


def _card(
    reading: Reading, material: "_Material", segmentation: Segmentation, segment: Segment
) -> Card:
    key, stats = (segmentation.name, segment.name), segment.stats
    reason = _reason(reading, segment)
    return Card(
        name=segment.name,
        anchor=segment.anchor,
        rule=stats["rule"],
        accounts=reading.group_size(segment.accounts),
        revenue=f.hidden(reason) if reason else reading.money(stats["revenue"]),
        revenue_share=f.hidden(reason) if reason else f.percent(stats["revenue_share"]),
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
    if len(amounts) < 2:
        return Markup("")
    label = (
        f"Revenue a month from {f.month(months[0]['month'])} to {f.month(months[-1]['month'])}: "
        f"{reading.money(min(amounts))} to {reading.money(max(amounts))}"
    )
    return figures.sparkline(amounts, label, 320, 44)


@dataclass(frozen=True)
class _Material:
    """What the cards are made of, read once for all segments."""

    reading: Reading

    @cached_property
    def differences(self) -> dict[tuple[str, str], list[differences.Difference]]:
        return differences.by_segment(self.reading)

    @cached_property
    def months(self) -> dict[tuple[str, str], list[Row]]:
        return months_by_segment(self.reading, _MONTHS_SHOWN)

    @cached_property
    def strategies(self) -> dict[tuple[str, str], str]:
        return {
            (s.segmentation, s.segment): s.objective + (f" ({s.owner})" if s.owner else "")
            for s in self.reading.facts.strategies
        }

    @cached_property
    def undecided(self) -> dict[str, list[Undecided]]:
        found: defaultdict[str, list[Undecided]] = defaultdict(list)
        for row in self.reading.rows(
            f"select * from {Table.UNDECIDED} where accounts > 0 "
            f"order by segmentation, accounts desc, segment, condition"
        ):
            accounts = self.reading.group_size(row["accounts"])
            found[row["segmentation"]].append(
                Undecided(row["segment"], row["sentence"] or row["condition"], accounts)
            )
        return found

    @cached_property
    def typical(self) -> dict[tuple[str, str], list[tuple[str, f.Shown]]]:
        found: defaultdict[tuple[str, str], list[tuple[str, f.Shown]]] = defaultdict(list)
        for variable in self._typical_variables():
            numeric = self.reading.variables[variable]["type"] not in {"VARCHAR", "BOOLEAN"}
            query = _median_sql(variable) if numeric else _most_common_sql(variable)
            for row in self.reading.rows(query):
                shown = self._typical_value(variable, row, numeric=numeric)
                label = self.reading.label(variable)
                found[row["segmentation"], row["segment"]].append((label, shown))
        return found

    def _typical_value(self, variable: str, row: Row, *, numeric: bool) -> f.Shown:
        if numeric:
            return self.reading.value(variable, row["value"])
        if row["accounts"] < self.reading.facts.privacy_floor:
            return f.Shown("mixed", "no value is shared by enough members")
        return f.Shown(f"{row['value']} ({f.percent(row['accounts'] / row['members'])})")

    def _typical_variables(self) -> list[str]:
        run = self.reading.run
        columns = set(run.query(f"select * from {Table.VARIABLE_VALUES} where false").schema.names)
        known = {
            name
            for name, fact in self.reading.variables.items()
            if name in columns and fact["known"] and fact["type"] not in {"DATE", "TIMESTAMP"}
        }
        usual = [name for name in _TYPICAL if name in known]
        if "industry_group" in usual and "industry" in usual:
            usual.remove("industry")
        return (usual + sorted(known - set(_TYPICAL)))[:_TYPICAL_SHOWN]


def months_by_segment(reading: Reading, shown: int) -> dict[tuple[str, str], list[Row]]:
    """The last months of every segment, without gaps and on one calendar."""
    found: defaultdict[tuple[str, str], dict[object, Row]] = defaultdict(dict)
    for row in reading.rows(
        f"select * from {Table.SEGMENT_MONTHS} where month <= {reading.as_of_sql}"
    ):
        found[row["segmentation"], row["segment"]][row["month"]] = row
    every = {month: {"month": month} for rows in found.values() for month in rows}
    months = [every[m] for m in sorted(every, key=str)]
    calendar = without_gaps(months, (), reading.last_month)[-shown:]
    nothing = {"amount": 0, "orders": 0, "buyers": 0}
    filled = {
        key: [rows.get(m["month"], m | nothing) for m in calendar] for key, rows in found.items()
    }
    return defaultdict(list, filled)


_MEMBERS = (
    f"from {Table.MEMBERSHIPS} as m join {Table.VARIABLE_VALUES} as v using (account_id) "
    f"where m.valid_to is null"
)


def _median_sql(variable: str) -> str:
    return (
        f"select m.segmentation, m.segment, "
        f"median(cast(v.{identifier(variable)} as double)) as value {_MEMBERS} "
        f"group by m.segmentation, m.segment order by m.segmentation, m.segment"
    )


def _most_common_sql(variable: str) -> str:
    return (
        f"with counted as (select m.segmentation, m.segment, "
        f"cast(v.{identifier(variable)} as varchar) as value, count(*) as accounts "
        f"{_MEMBERS} group by all), "
        f"ranked as (select *, sum(accounts) over (partition by segmentation, segment) as members, "
        f"row_number() over (partition by segmentation, segment "
        f"order by value is null, accounts desc, value) as place from counted) "
        f"select segmentation, segment, value, accounts, members from ranked "
        f"where place = 1 and value is not null order by segmentation, segment"
    )
