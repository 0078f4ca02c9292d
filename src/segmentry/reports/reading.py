"""What several sections of a report need, read from the run once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.model.value_measures import NO_VALUE, ValueMeasure, value_measure
from segmentry.reports import format as f
from segmentry.reports.months import next_month, on_one_calendar, without_gaps
from segmentry.reports.segments import Segment, Segmentation
from segmentry.reports.small_groups import too_small, withheld
from segmentry.reports.view import (
    MethodFacts,
    Row,
    RunFacts,
    RunView,
    SegmentationFacts,
    rows_of,
)


@dataclass(frozen=True)
class Totals:
    """The whole book; what no source gives is None."""

    accounts: int
    in_scope: int
    value: float | None
    parts: int | None
    """Orders, running subscriptions or deals won: what the value is made of."""
    recurring: float | None


@dataclass(frozen=True)
class Reading:
    """A run as the sections read it."""

    run: RunView

    @property
    def facts(self) -> RunFacts:
        return self.run.facts

    def rows(self, sql: str) -> list[Row]:
        return rows_of(self.run, sql)

    @cached_property
    def variables(self) -> dict[str, Row]:
        facts = self.rows(f"select * from {Table.VARIABLE_FACTS} order by variable")
        return {row["variable"]: row for row in facts}

    @cached_property
    def columns(self) -> frozenset[str]:
        """The variables that accounts have values of."""
        shape = self.run.query(f"select * from {Table.VARIABLE_VALUES} where false").schema
        return frozenset(n for n in shape.names if (self.variables.get(n) or {}).get("known"))

    def label(self, variable: str) -> str:
        fact = self.variables.get(variable)
        return f.heading(fact["label"]) if fact else f.words(variable)

    def value(self, variable: str, value: f.Number | None) -> f.Shown:
        unit = self.variables[variable]["unit"] if variable in self.variables else None
        return f.value_with_unit(value, unit, self.facts.currency)

    # ---- what accounts are worth -------------------------------------------------------------

    @cached_property
    def measure(self) -> ValueMeasure | None:
        return value_measure(self.columns)

    @property
    def value_title(self) -> str:
        return self.measure.title if self.measure else "Value"

    @property
    def value_noun(self) -> str:
        return self.measure.noun if self.measure else "value"

    @property
    def value_whole(self) -> str:
        """What shares are of."""
        return self.measure.whole if self.measure else "value"

    @property
    def value_sql(self) -> str:
        """Column of VARIABLE_VALUES with what an account is worth."""
        return self.measure.variable if self.measure else "cast(null as decimal(18, 4))"

    def money(self, value: f.Number | None, reason: str = "") -> f.Shown:
        return f.money(value, self.facts.currency, reason or self.no_value)

    @property
    def no_value(self) -> str:
        return f"no {self.value_noun} is known" if self.measure else NO_VALUE

    @cached_property
    def totals(self) -> Totals:
        [accounts] = self.rows(
            f"select count(*) as accounts, count(*) filter (where excluded is null) as in_scope "
            f"from {Table.PROFILES}"
        )
        parts = self.measure.parts if self.measure else ""
        [sums] = self.rows(
            f"select sum({self.value_sql}) as value, "
            f"cast(sum({self._column(parts)}) as bigint) as parts, "
            f"sum({self._column('monthly_amount')}) as recurring from {Table.VARIABLE_VALUES}"
        )
        return Totals(
            accounts["accounts"],
            accounts["in_scope"],
            _number(sums["value"]),
            sums["parts"],
            _number(sums["recurring"]),
        )

    def _column(self, variable: str) -> str:
        return variable if variable in self.columns else "cast(null as decimal(18, 4))"

    # ---- months ------------------------------------------------------------------------------

    @cached_property
    def months(self) -> list[Row]:
        """The whole book by month, without gaps."""
        if self.measure is None:
            return []
        found = self.rows(
            f"select month, sum(amount) as amount, cast(sum(sales) as bigint) as orders, "
            f"count(*) filter (where sales > 0) as buyers from ({self.measure.months}) as done "
            f"where month <= {literal(self.last_month)} group by month order by month"
        )
        return without_gaps(found, ("amount", "orders", "buyers"), self.last_month)

    @cached_property
    def segment_months(self) -> dict[tuple[str, str], list[Row]]:
        """The last months of today's members of every segment, at most two years and one month."""
        rows = self.rows(
            f"select * from {Table.SEGMENT_MONTHS} where month <= {literal(self.last_month)}"
        )
        return on_one_calendar(rows, self.last_month, 24 + self.last_month_is_partial)

    @property
    def is_level(self) -> bool:
        return bool(self.measure and self.measure.is_level)

    def over(self, months: Sequence[Row]) -> f.Number:
        """What months add up to; a level does not add up, so the last one stands."""
        amounts: list[f.Number] = [m["amount"] for m in months]
        counted = amounts[-1:] if self.is_level else amounts
        return sum(counted, Decimal())

    @property
    def last_month(self) -> date:
        """The newest month that the date of the data can tell something about."""
        # a level is taken on the first day of a month, so that of a month begun is known
        day = self.facts.as_of if self.is_level else self.facts.as_of - timedelta(days=1)
        return day.replace(day=1)

    @property
    def last_month_is_partial(self) -> bool:
        """Whether the newest month was still running on the date of the data."""
        return not self.is_level and self.facts.as_of < next_month(self.last_month)

    def full(self, months: list[Row]) -> list[Row]:
        return months[:-1] if self.last_month_is_partial else months

    # ---- small groups ------------------------------------------------------------------------

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

    # ---- segmentations -----------------------------------------------------------------------

    @cached_property
    def segmentations(self) -> tuple[Segmentation, ...]:
        stats: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows(
            f"select * from {Table.SEGMENT_STATS} order by segmentation, position, segment"
        ):
            stats[row["segmentation"]].append(row)
        told = {s.name: s for s in self.facts.segmentations}
        order = [n for n in told if n in stats] + [n for n in stats if n not in told]
        order.sort(key=lambda name: name not in self._acted_on)  # what people act on comes first
        return tuple(self._segmentation(told.get(name), stats[name]) for name in order)

    @cached_property
    def _acted_on(self) -> frozenset[str]:
        """Segmentations with a strategy, a target or a launch of somebody's own."""
        parts = (
            f"select segmentation from {Table.STRATEGIES} "
            "where strategy is not null and not is_template",
            f"select segmentation from {Table.OBJECTIVES}",
            f"select segmentation from {Table.LAUNCH_RETURNS}",
        )
        return frozenset(r["segmentation"] for r in self.rows(" union ".join(parts)))

    def segmentation(self, name: str) -> Segmentation | None:
        return next((s for s in self.segmentations if s.name == name), None)

    def method(self, name: str) -> MethodFacts:
        return next((m for m in self.facts.methods if m.name == name), MethodFacts(name))

    def _segmentation(self, facts: SegmentationFacts | None, stats: Sequence[Row]) -> Segmentation:
        name = stats[0]["segmentation"]
        facts = facts or SegmentationFacts(name, method=stats[0]["method"])
        exclusive = facts.assignment == "first_match"
        left, left_value = self._left_over.get(name, (0, None))
        sizes = [row["accounts"] for row in stats]
        members = sum(sizes) if exclusive else self._members.get(name, 0)
        floor = self.facts.privacy_floor
        kept = withheld(sizes, floor, left) if exclusive else frozenset()
        segments = tuple(
            Segment(row, too_small(row["accounts"], floor), i in kept, facts.is_by_country)
            for i, row in enumerate(stats)
        )
        outside = max(0, self.totals.in_scope - members - left)
        return Segmentation(facts, segments, members + left, left, left_value, outside)

    @cached_property
    def _left_over(self) -> dict[str, tuple[int, float | None]]:
        """Accounts that were looked at and are in no segment, with their value."""
        found = self.rows(
            f"select a.segmentation, count(*) as accounts, sum(v.value) as value "
            f"from {Table.ASSIGNMENTS} as a join (select account_id, {self.value_sql} as value "
            f"from {Table.VARIABLE_VALUES}) as v using (account_id) "
            f"where a.segment = '' group by a.segmentation"
        )
        return {r["segmentation"]: (r["accounts"], _number(r["value"])) for r in found}

    @cached_property
    def _members(self) -> dict[str, int]:
        """Accounts in any segment, where segments may overlap."""
        found = self.rows(
            f"select segmentation, count(distinct account_id) as accounts "
            f"from {Table.MEMBERSHIPS} where valid_to is null group by segmentation"
        )
        return {r["segmentation"]: r["accounts"] for r in found}


def _number(value: f.Number | None) -> float | None:
    return None if value is None else float(value)
