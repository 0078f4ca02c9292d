"""Return on investment."""

from segmentry.kpis.base import COSTS, INCOME, Kpi, Measured, Sum, return_on
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures

_REVENUE, _EXPENSES = Sum("purchases", "amount"), Sum("costs", "expenses")


class Roi(Kpi):
    """What came back for every unit spent on a group of accounts."""

    label = "Return on investment (ROI)"
    unit = "ratio"
    better = "higher"
    formula = "(revenue - expenses) / expenses"
    needs = (
        COSTS,
        INCOME,
    )
    nothing = "no cost in the period"
    words = ("income", "costs", "alike")
    adds_up = True

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (_REVENUE, _EXPENSES)

    @property
    def products(self) -> tuple[Sum, ...]:
        return (_REVENUE,)

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        revenue, expenses = figures.sum(_REVENUE), figures.sum(_EXPENSES)
        squares = figures.products(_REVENUE, _REVENUE)
        return return_on(revenue, squares, expenses, figures.members)
