"""What several sections of a report need, read from the run once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.months import next_month, on_one_calendar, without_gaps
from segmentry.reports.small_groups import too_small, withheld
from segmentry.reports.view import (
    MethodFacts,
    Row,
    RunFacts,
    RunView,
    SegmentationFacts,
    rows_of,
)

WITHHELD = "hidden, so that a smaller group cannot be worked out from the totals"


@dataclass(frozen=True)
class Segment:
    """A segment with its figures; `small` ones are below the privacy floor."""

    stats: Row
    small: bool
    withheld: bool

    @property
    def name(self) -> str:
        return str(self.stats["segment"])

    @property
    def accounts(self) -> int:
        return int(self.stats["accounts"])

    @property
    def anchor(self) -> str:
        return f"segment-{self.stats['segmentation']}-{self.stats['position']}"


@dataclass(frozen=True)
class Segmentation:
    """A segmentation with its segments in the order it names them."""

    facts: SegmentationFacts
    segments: tuple[Segment, ...]
    left_over: int
    left_over_revenue: float

    @property
    def name(self) -> str:
        return self.facts.name

    @property
    def title(self) -> str:
        told = self.facts.title
        return told if told and told != self.name else f.words(self.name)

    @property
    def anchor(self) -> str:
        return f"segmentation-{self.name}"

    @property
    def exclusive(self) -> bool:
        return self.facts.assignment == "first_match"

    @property
    def largest(self) -> list[Segment]:
        """By revenue, then accounts, then place."""
        return sorted(self.segments, key=_by_revenue)


@dataclass(frozen=True)
class Totals:
    """The whole book."""

    accounts: int
    in_scope: int
    revenue: float
    orders: int


@dataclass(frozen=True)
class Reading:
    """A run as the sections read it."""

    run: RunView

    @property
    def facts(self) -> RunFacts:
        return self.run.facts

    def rows(self, sql: str) -> list[Row]:
        return rows_of(self.run, sql)

    def money(self, value: f.Number | None, reason: str = "no revenue is known") -> f.Shown:
        return f.money(value, self.facts.currency, reason)

    @property
    def floor_words(self) -> str:
        return f"fewer than {self.facts.privacy_floor} accounts"

    def group_size(self, accounts: int) -> f.Shown:
        """How many, or only that they are few."""
        if too_small(accounts, self.facts.privacy_floor):
            return f.Shown(
                f"< {self.facts.privacy_floor}", f"a group of {self.floor_words}", known=False
            )
        return f.count(accounts)

    @cached_property
    def totals(self) -> Totals:
        [accounts] = self.rows(
            f"select count(*) as accounts, count(*) filter (where excluded is null) as in_scope "
            f"from {Table.PROFILES}"
        )
        months = self.months
        return Totals(
            accounts["accounts"],
            accounts["in_scope"],
            float(sum(m["revenue"] for m in months)),
            sum(m["orders"] for m in months),
        )

    @cached_property
    def months(self) -> list[Row]:
        """The whole book by month, without gaps."""
        found = self.rows(
            f"select month, sum(amount) - sum(returned_amount) as revenue, "
            f"cast(sum(orders) as bigint) as orders, sum(monthly_amount) as recurring, "
            f"count(*) filter (where orders > 0) as buyers "
            f"from {Table.ACCOUNT_MONTHS} where month <= {self.as_of_sql} "
            f"group by month order by month"
        )
        return without_gaps(found, ("revenue", "orders", "recurring", "buyers"), self.last_month)

    def segment_months(self, shown: int) -> dict[tuple[str, str], list[Row]]:
        """The last months of today's members of every segment."""
        rows = self.rows(f"select * from {Table.SEGMENT_MONTHS} where month <= {self.as_of_sql}")
        return on_one_calendar(rows, self.last_month, shown)

    @property
    def spent(self) -> str:
        """SQL of what each account bought up to the date of the data."""
        return (
            f"select account_id, sum(amount) - sum(returned_amount) as revenue, "
            f"cast(sum(orders) as bigint) as orders, "
            f"max(month) filter (where orders > 0) as last_month "
            f"from {Table.ACCOUNT_MONTHS} where month <= {self.as_of_sql} group by account_id"
        )

    @property
    def as_of_sql(self) -> str:
        return f"date '{self.facts.as_of.isoformat()}'"

    @property
    def last_month(self) -> date:
        """The month that the day before the date of the data lies in."""
        return (self.facts.as_of - timedelta(days=1)).replace(day=1)

    @property
    def last_month_is_partial(self) -> bool:
        """Whether the newest month was still running on the date of the data."""
        return self.facts.as_of < next_month(self.last_month)

    @cached_property
    def variables(self) -> dict[str, Row]:
        facts = self.rows(f"select * from {Table.VARIABLE_FACTS} order by variable")
        return {row["variable"]: row for row in facts}

    def label(self, variable: str) -> str:
        fact = self.variables.get(variable)
        return fact["label"] if fact else f.words(variable)

    def value(self, variable: str, value: f.Number | None) -> f.Shown:
        unit = self.variables[variable]["unit"] if variable in self.variables else None
        return f.value_with_unit(value, unit, self.facts.currency)

    @cached_property
    def segmentations(self) -> tuple[Segmentation, ...]:
        stats: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows(
            f"select * from {Table.SEGMENT_STATS} order by segmentation, position, segment"
        ):
            stats[row["segmentation"]].append(row)
        told = {s.name: s for s in self.facts.segmentations}
        order = [n for n in told if n in stats] + [n for n in stats if n not in told]
        return tuple(self._segmentation(told.get(name), stats[name]) for name in order)

    def segmentation(self, name: str) -> Segmentation | None:
        return next((s for s in self.segmentations if s.name == name), None)

    def method(self, name: str) -> MethodFacts:
        return next((m for m in self.facts.methods if m.name == name), MethodFacts(name))

    def _segmentation(self, facts: SegmentationFacts | None, stats: Sequence[Row]) -> Segmentation:
        name = stats[0]["segmentation"]
        facts = facts or SegmentationFacts(name, method=stats[0]["method"])
        members, member_revenue = self._members.get(name, (0, 0.0))
        left = max(0, self.totals.in_scope - members)
        sizes = [row["accounts"] for row in stats]
        floor = self.facts.privacy_floor
        kept = withheld(sizes, floor, left) if facts.assignment == "first_match" else frozenset()
        segments = tuple(
            Segment(row, too_small(row["accounts"], floor), i in kept)
            for i, row in enumerate(stats)
        )
        return Segmentation(facts, segments, left, self._scope_revenue - member_revenue)

    @cached_property
    def _scope_revenue(self) -> float:
        [row] = self.rows(
            f"select coalesce(sum(m.amount) - sum(m.returned_amount), 0) as revenue "
            f"from {Table.ACCOUNT_MONTHS} as m join {Table.PROFILES} as p using (account_id) "
            f"where p.excluded is null and m.month <= {self.as_of_sql}"
        )
        return float(row["revenue"])

    @cached_property
    def _members(self) -> dict[str, tuple[int, float]]:
        """Accounts in any segment of each segmentation, and their revenue."""
        found = self.rows(
            f"with spent as ({self.spent}), member as (select distinct segmentation, account_id "
            f"from {Table.MEMBERSHIPS} where valid_to is null) "
            f"select segmentation, count(*) as accounts, coalesce(sum(revenue), 0) as revenue "
            f"from member left join spent using (account_id) group by segmentation"
        )
        return {r["segmentation"]: (r["accounts"], float(r["revenue"])) for r in found}


def _by_revenue(segment: Segment) -> tuple[float, int, int]:
    revenue = 0.0 if segment.withheld else float(segment.stats["revenue"])
    return (-revenue, -segment.accounts, segment.stats["position"])
