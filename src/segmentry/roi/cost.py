"""What a launch cost: as it says itself, or as booked; shared out to its segments by a rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.roi.plan import Plan
from segmentry.roi.windows import Windows

_NOT_KNOWN = (
    "no cost is known: write `cost:` into the launch, or bring costs of the kind 'segmentation'"
)

Weights = Mapping[str, Mapping[str, Fraction]]
"""By allocation rule, then by segment."""

_RULES = {
    "revenue": "by revenue before the launch",
    "accounts": "by accounts",
    "touches": "by campaign touches after the launch",
}


@dataclass(frozen=True)
class Cost:
    """A cost with its origin; absent when nothing tells it."""

    amount: Decimal | None
    basis: str

    @property
    def reason(self) -> str:
        if self.amount is None:
            return _NOT_KNOWN
        return "" if self.amount > 0 else "the cost is 0, so there is nothing to divide by"


@dataclass(frozen=True)
class Booked:
    """Costs booked as 'segmentation': on a segment, or on none."""

    own: Mapping[str, Decimal]
    shared: Decimal

    @property
    def total(self) -> Decimal:
        return self.shared + sum(self.own.values(), Decimal())


def booked_costs(context: RunContext, plans: Sequence[Plan]) -> dict[str, Booked]:
    """The bookings of the months of each launch; launches that nothing is booked for are absent."""
    rows: list[dict[str, object]] = [
        {"launch": p.name, "first": p.windows.before.start, "last": p.windows.after.end}
        for p in plans
        if isinstance(p.windows, Windows)
    ]
    columns = (
        Column("launch", T.TEXT, ""),
        Column("first", T.DATE, ""),
        Column("last", T.DATE, ""),
    )
    context.load("launch_periods", columns, rows)
    found = context.query(
        "booked_costs",
        "what is booked as segmentation from the first month compared to the last",
        "select p.launch, c.segment, sum(c.amount) as amount from launch_periods as p "
        f"join {Table.COSTS} as c on c.started_on >= p.first and c.started_on < p.last "
        "where lower(c.kind) = 'segmentation' group by p.launch, c.segment order by 1, 2",
    ).to_pylist()
    launches = {p.name: p for p in plans}
    booked: dict[str, Booked] = {}
    for row in found:
        plan = launches[row["launch"]]
        booked[plan.name] = _added(booked.get(plan.name), plan, row["segment"], row["amount"])
    return {name: b for name, b in booked.items() if b.total or b.own}


def _added(so_far: Booked | None, plan: Plan, segment: str | None, amount: Decimal) -> Booked:
    own, shared = (dict(so_far.own), so_far.shared) if so_far else ({}, Decimal())
    if segment is None:
        shared += amount
    elif segment in plan.segments:
        own[segment] = own.get(segment, Decimal()) + amount
    return Booked(own, shared)  # what is booked on other segments is not this launch's


def costs_of(plan: Plan, booked: Booked | None, weights: Weights, rule: str) -> dict[str, Cost]:
    """The cost of each segment, and of all together under ''."""
    if plan.launch.cost is not None:
        whole, basis = Booked({}, plan.launch.cost), "as the launch says"
    elif booked:
        whole, basis = booked, "booked as 'segmentation' in the months compared"
    else:
        return {name: Cost(None, "not known") for name in ("", *plan.segments)}
    costs = {"": Cost(whole.total, basis)}
    parts, how = _parts(plan, weights, rule)
    for segment in plan.segments:
        share = parts.get(segment)
        own = whole.own.get(segment, Decimal())
        if share is None and not own:
            costs[segment] = Cost(None, "nobody to share it with")
        else:
            amount = own + _part(whole.shared, share or Fraction(0))
            costs[segment] = Cost(amount, f"{basis}, shared out {how}" if whole.shared else basis)
    return costs


def _parts(plan: Plan, weights: Weights, rule: str) -> tuple[dict[str, Fraction], str]:
    """The share of each segment; where the rule gives nothing, by accounts."""
    for name in (rule, "accounts"):
        found = {s: max(weights[name].get(s, Fraction(0)), Fraction(0)) for s in plan.segments}
        total = sum(found.values(), Fraction(0))
        if total:
            return {s: w / total for s, w in found.items()}, _RULES[name]
    return {}, ""


def _part(amount: Decimal, share: Fraction) -> Decimal:
    exact = Fraction(amount) * share
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.0001"))
