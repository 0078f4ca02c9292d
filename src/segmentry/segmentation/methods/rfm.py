"""Recency, frequency and monetary value."""

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import Table
from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.base import CutPoint, Method, Placement, Segment, nowhere
from segmentry.segmentation.matching import first_match
from segmentry.segmentation.rfm_maps import MAPS, OTHERS, cells
from segmentry.segmentation.rfm_scores import (
    MEASURES,
    SCORES,
    WAYS,
    Cuts,
    Number,
    scored_sql,
)
from segmentry.segmentation.words import counted, number

_NO_PURCHASE = "no order with an amount is known"


class FrozenCuts(BaseModel):
    """Cut points that stay as they are, so that scores can be compared over time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    recency: tuple[Decimal, ...] = Field(min_length=2, max_length=4)
    frequency: tuple[Decimal, ...] = Field(min_length=2, max_length=4)
    monetary: tuple[Decimal, ...] = Field(min_length=2, max_length=4)

    @field_validator("recency", "frequency", "monetary")
    @classmethod
    def _rising(cls, points: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        if list(points) != sorted(points):
            raise ValueError("cut points must rise from the lowest to the highest")
        return points

    def cuts(self) -> dict[str, Cuts]:
        return {
            "recency": Cuts(self.recency, "<="),
            "frequency": Cuts(self.frequency, ">="),
            "monetary": Cuts(self.monetary, ">="),
        }


class Rfm(Method):
    """Scores when, how often and for how much accounts bought, and names the usual groups."""

    strong: ClassVar[str] = "Simple, finds the valuable customers, and ranks whom to call first."
    weak: ClassVar[str] = "Knows only purchases: nothing of needs, and nothing of prospects."
    use: ClassVar[str] = "Loyalty programmes and winning back customers that went quiet."
    example: ClassVar[str] = (
        "A fastener wholesaler calls every customer in 'Can't lose' within a week, and offers "
        "'New' a second delivery free of freight."
    )

    map: Literal["ten_segments", "r_package"] = "ten_segments"
    """Which scores make which segment: the common map, or the ranges of the R package rfm."""
    groups: int | None = Field(default=None, ge=3, le=5)
    """Groups of equal size per measure; without it five, or three in a small book."""
    small_book: int = Field(default=500, ge=0)
    """Fewer accounts with orders than this are a small book."""
    cut_points: FrozenCuts | None = None
    """Limits instead of groups of equal size: recency in days at most, the others at least."""
    money: Literal["net", "gross"] = "net"
    """Monetary value after returns (net) or before (gross)."""
    window_days: int | None = Field(default=None, ge=1)
    """Look only at orders of the last so many days."""

    @model_validator(mode="after")
    def _one_way_to_cut(self) -> "Rfm":
        if self.groups and self.cut_points:
            raise ValueError("give either groups or cut_points, not both")
        return self

    def place(self, accounts: Accounts) -> Placement:
        accounts.need("RFM", "orders", "recency_days", self._money_variable)
        measured = accounts.define(
            "measured", "recency, frequency and monetary value of buyers", self._measured(accounts)
        )
        cuts, notes = self._cuts(accounts, measured)
        scored = accounts.keep(
            "scored", "scores by value, never by row order", scored_sql(measured, cuts)
        )
        segments = tuple(Segment(name, rule) for name, rule in self._rules().items())
        cut_points = _cut_points(accounts, scored)
        if not cut_points:
            return nowhere(accounts, _NO_PURCHASE, f"nobody is scored: {_NO_PURCHASE}.", segments)
        return Placement(
            sql=self._memberships(accounts, scored),
            segments=segments,
            scores_sql=f"select * from {identifier(scored)}",
            cut_points=cut_points,
            notes=notes,
        )

    @property
    def _money_variable(self) -> str:
        return "net_revenue" if self.money == "net" else "revenue"

    def _rules(self) -> dict[str, str]:
        rules = {box.name: box.sentence for box in MAPS[self.map]}
        return rules | ({OTHERS: "none of the above"} if self.map == "r_package" else {})

    def _measured(self, accounts: Accounts) -> str:
        if self.window_days is None:
            return (
                f"select account_id, recency_days, orders as frequency, "
                f"{self._money_variable} as monetary from {identifier(accounts.table)} "
                f"where orders > 0 and {self._money_variable} is not null"
            )
        return self._measured_in_window(accounts, self.window_days)

    def _measured_in_window(self, accounts: Accounts, days: int) -> str:
        as_of = literal(accounts.context.as_of)
        counted = "'sale', 'return'" if self.money == "net" else "'sale'"
        return (
            f"select o.account_id, {as_of} - max(o.ordered_on) filter (where o.kind = 'sale') "
            f"as recency_days, count(*) filter (where o.kind = 'sale') as frequency, "
            f"cast(sum(o.amount) filter (where o.kind in ({counted})) as decimal(18, 4)) "
            f"as monetary "
            f"from {accounts.rows(Table.ACCOUNT_ORDERS)} as o "
            f"join {identifier(accounts.table)} as a on a.account_id = o.account_id "
            f"where o.ordered_on <= {as_of} and o.ordered_on > {as_of} - {days} "
            f"group by o.account_id having count(*) filter (where o.kind = 'sale') > 0 "
            f"and count(o.amount) filter (where o.kind in ({counted})) > 0"
        )

    def _cuts(self, accounts: Accounts, measured: str) -> tuple[dict[str, Cuts], tuple[str, ...]]:
        if self.cut_points:
            return self.cut_points.cuts(), ("the scores use the cut points of the definition.",)
        measure, cut = WAYS[self.map]
        buyers, row = _quantiles(accounts, measure(measured, self.groups or 5))
        if self.groups or buyers >= self.small_book:
            return cut(row), ()
        _, row = _quantiles(accounts, measure(measured, 3))
        note = (
            f"only {buyers} accounts with orders, fewer than {self.small_book}, so the scores "
            "are three groups (1, 3, 5) instead of five. Set groups or cut_points to choose."
        )
        return cut(row), (note,)

    def _memberships(self, accounts: Accounts, scored: str) -> str:
        currency = accounts.context.definitions.workspace.currency
        return first_match(scored, cells(self.map, _reason(currency)))


def _reason(currency: str) -> str:
    """'The last order was 12 days ago; 14 orders brought 12,300 EUR (scores: recency 5, …)'."""
    scores = ", ', frequency ', cast(f as varchar), ', monetary ', cast(m as varchar), ')'"
    return (
        f"concat('The last order was ', {counted('recency_days', 'day', 'days')}, ' ago; ', "
        f"{counted('frequency', 'order', 'orders')}, ' brought ', {number('monetary')}, "
        f"{literal(f' {currency} (scores: recency ')}, cast(r as varchar){scores})"
    )


def _quantiles(accounts: Accounts, sql: str) -> tuple[int, dict[str, list[Number] | None]]:
    """How many accounts bought, and the quantiles of each measure."""
    table = accounts.query("quantiles", "where one score ends and the next begins", sql)
    row = table.to_pylist()[0]
    return row.pop("accounts"), row


def _cut_points(accounts: Accounts, scored: str) -> tuple[CutPoint, ...]:
    parts = [
        f"select {literal(measure)} as measure, {SCORES[measure]} as score, "
        f"min({column}) as lowest, max({column}) as highest, count(*) as accounts "
        f"from {identifier(scored)} group by {SCORES[measure]}"
        for measure, column in MEASURES.items()
    ]
    rows = accounts.query(
        "cut_points",
        "the limits as they turned out, to be frozen or compared",
        " union all ".join(parts) + " order by measure, score",
    ).to_pylist()
    return tuple(
        CutPoint(r["measure"], r["score"], float(r["lowest"]), float(r["highest"]), r["accounts"])
        for r in rows
    )
