"""Segment cards: each segment as a person would introduce it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from segmentry.engine.sql import identifier
from segmentry.model.tables import Table
from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.reading import WITHHELD, Reading, Segment, Segmentation
from segmentry.reports.sections import differences
from segmentry.reports.view import Row

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
_MONTHS_SHOWN = 24


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


def hidden_reason(reading: Reading, segment: Segment) -> str:
    """Why its sums are hidden; empty when they are not."""
    if segment.small:
        return reading.floor_words
    return WITHHELD if segment.withheld else ""


def card(
    reading: Reading, material: "Material", segmentation: Segmentation, segment: Segment
) -> Card:
    key, stats = (segmentation.name, segment.name), segment.stats
    reason = hidden_reason(reading, segment)
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
class Material:
    """What the cards are made of, read once for all segments."""

    reading: Reading

    @cached_property
    def differences(self) -> dict[tuple[str, str], list[differences.Difference]]:
        return differences.by_segment(self.reading)

    @cached_property
    def months(self) -> dict[tuple[str, str], list[Row]]:
        return self.reading.segment_months(_MONTHS_SHOWN)

    @cached_property
    def strategies(self) -> dict[tuple[str, str], str]:
        return {
            (s.segmentation, s.segment): s.objective + (f" ({s.owner})" if s.owner else "")
            for s in self.reading.facts.strategies
        }

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
