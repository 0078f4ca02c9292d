"""What a KPI promises: a figure from sums over what accounts did, with its interval."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from segmentry.kpis.measuring.scope import Alternatives, Scope
from segmentry.kpis.measuring.sums import Figures, Sum
from segmentry.model.tables import Table
from segmentry.statistics import ratios
from segmentry.statistics.differences import Numbers
from segmentry.statistics.ratios import Estimates

__all__ = [
    "COSTS",
    "INCOME",
    "Costed",
    "Kpi",
    "Measured",
    "PerCount",
    "Ratio",
    "Share",
    "Sum",
    "Total",
    "return_on",
]

INCOME: Alternatives = (
    Table.ACCOUNT_ORDERS,
    Table.ACCOUNT_SUBSCRIPTIONS,
    Table.ACCOUNT_OPPORTUNITIES,
)
"""Any of these tells revenue."""
COSTS: Alternatives = (Table.COSTS, Table.CAMPAIGNS)
"""Any of these tells costs."""
Unit = Literal["currency", "share", "ratio", "count", "days", "points"]
Word = Literal["active", "quiet", "income", "costs", "alike", "new", "lifetime"]


@dataclass(frozen=True)
class Measured:
    """Figures by cell and period, with what they are made of."""

    figure: Estimates
    above: Numbers
    below: Numbers | None
    n: Numbers
    """Accounts that the figure rests on."""
    reasons: tuple[tuple[Numbers, str], ...] = ()
    """Where there is no figure (1), and why; the first that holds is told."""


class Kpi(ABC):
    """A figure of a group of accounts in a period."""

    label: ClassVar[str]
    """What people call it."""
    unit: ClassVar[Unit]
    """What it is counted in."""
    better: ClassVar[Literal["higher", "lower"]]
    """Which way is better."""
    formula: ClassVar[str]
    """How it is computed, in words."""
    nothing: ClassVar[str] = ""
    """Why there is no figure when there is nothing to divide by."""
    needs: ClassVar[tuple[Alternatives, ...]] = ()
    """Tables it needs: of each group any."""
    words: ClassVar[tuple[Word, ...]] = ()
    """Definitions to be printed beside the figure."""
    spans: ClassVar[tuple[str, ...]] = ("month", "year")
    """Periods that it makes sense in."""
    adds_up: ClassVar[bool] = False
    """Whether a period known only in part gives a figure that is too small."""
    by_campaign: ClassVar[bool] = False
    """Whether it is told for each campaign too; its sums are then of campaigns."""

    @property
    @abstractmethod
    def sums(self) -> tuple[Sum, ...]:
        """The sums it is made of."""

    @property
    def products(self) -> tuple[Sum, ...]:
        """Of these, those whose products over accounts its interval is computed from."""
        return self.sums

    @abstractmethod
    def measure(self, figures: Figures, scope: Scope) -> Measured:
        """The figures from the sums."""


class Share(Kpi):
    """A part of a whole; its interval is Wilson's."""

    unit: ClassVar[Unit] = "share"
    above: ClassVar[Sum]
    below: ClassVar[Sum]

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (self.above, self.below)

    @property
    def products(self) -> tuple[Sum, ...]:
        return ()

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        part, whole = figures.sum(self.above), figures.sum(self.below)
        figure = ratios.share(part, whole)
        return Measured(figure, part, whole, figures.accounts(self.below))


class Ratio(Kpi):
    """A sum over another, both of the same facts or over a number of accounts."""

    above: ClassVar[Sum]
    below: ClassVar[Sum]
    limits: ClassVar[tuple[float, float] | None] = None
    """Where it must lie, if it cannot lie anywhere; its interval then does as well."""

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (self.above, self.below)

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        above, below = figures.sum(self.above), figures.sum(self.below)
        n = figures.accounts(self.below)
        squares = (
            figures.products(self.above, self.above),
            figures.products(self.above, self.below),
            figures.products(self.below, self.below),
        )
        if self.above.facts != self.below.facts:  # the accounts divided by are taken as they are
            spread = ratios.total(above, squares[0], figures.members)
            return Measured(spread.over(below), above, below, n)
        figure = ratios.ratio(above, below, squares, n)
        if self.limits:
            figure = ratios.bounded(figure, *self.limits, n)
        return Measured(figure, above, below, n)


class Costed(Kpi):
    """A figure of orders whose cost of the goods is known; stands before what computes it."""

    costed: ClassVar[Sum]
    """The amount of these orders."""

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (*self.products, self.costed)

    @property
    def products(self) -> tuple[Sum, ...]:
        return super().sums  # type: ignore[safe-super]

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        measured = super().measure(figures, scope)  # type: ignore[safe-super]
        unknown = (figures.sum(self.costed) <= 0).astype(float)
        why = "of no order the cost of the goods is known"
        return replace(measured, reasons=(*measured.reasons, (unknown, why)))


_LEAST_COST = 0.001
"""A smaller part of what came back is too little to divide by."""


def return_on(income: Numbers, squares: Numbers, cost: Numbers, n: Numbers) -> Measured:
    """What came back for every unit spent; the cost is known, what came back is estimated."""
    figure = ratios.total(income, squares, n).over(cost).shifted(-1)
    tiny = ((cost > 0) & (cost < _LEAST_COST * income)).astype(float)
    why = "the cost is less than a thousandth of the revenue: too little to divide by"
    return Measured(figure, income - cost, cost, n, ((tiny, why),))


class PerCount(Kpi):
    """A known amount over a number of events."""

    above: ClassVar[Sum]
    below: ClassVar[Sum]
    no_amount: ClassVar[str]
    """Why there is no figure when there is no amount."""

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (self.above, self.below)

    @property
    def products(self) -> tuple[Sum, ...]:
        return ()

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        above, below = figures.sum(self.above), figures.sum(self.below)
        missing = ((above <= 0).astype(float), self.no_amount)
        figure = ratios.per_count(above, below)
        return Measured(figure, above, below, figures.accounts(self.below), (missing,))


class Total(Kpi):
    """A sum over all accounts of the group."""

    above: ClassVar[Sum]
    adds_up: ClassVar[bool] = True

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (self.above,)

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        amount = figures.sum(self.above)
        squares = figures.products(self.above, self.above)
        figure = ratios.total(amount, squares, figures.members)
        return Measured(figure, amount, None, figures.members)


GIVES: dict[Table, str] = {
    Table.ACCOUNT_ORDERS: "orders",
    Table.ACCOUNT_SUBSCRIPTIONS: "contracts",
    Table.ACCOUNT_OPPORTUNITIES: "deals",
    Table.ACCOUNT_TOUCHES: "campaign touches",
    Table.ACCOUNT_ENGAGEMENTS: "engagements",
    Table.ACCOUNT_ANSWERS: "survey answers",
    Table.PROFILES: "accounts",
    Table.COSTS: "costs",
    Table.CAMPAIGNS: "campaigns",
}
"""What each table gives, for reasons."""


def missing_source(kpi: type[Kpi], scope: Scope) -> str:
    """Why the KPI cannot be known in this workspace; empty when it can."""
    for group in kpi.needs:
        if not any(scope.fed(table) for table in group):
            *others, last = (GIVES[table] for table in group)
            return f"no source gives {' or '.join(filter(None, (', '.join(others), last)))}"
    return ""
