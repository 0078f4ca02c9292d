"""Marketing return on investment."""

from segmentry.kpis.base import COSTS, Kpi, Measured, Sum
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures
from segmentry.model.tables import Table
from segmentry.statistics import ratios

_REVENUE, _COST = Sum("campaigns", "amount"), Sum("costs", "campaigns")


class Mroi(Kpi):
    """What came back for every unit spent on campaigns, of all and of each."""

    label = "Marketing ROI (MROI)"
    unit = "ratio"
    better = "higher"
    formula = (
        "(revenue of orders within 90 days of an answer to a campaign - cost of the campaigns) / "
        "cost of the campaigns; what followed an answer was not always caused by it"
    )
    needs = (
        (Table.ACCOUNT_TOUCHES,),
        (Table.ACCOUNT_ORDERS,),
        COSTS,
    )
    nothing = "no campaign cost in the period"
    words = ("costs",)
    by_campaign = True

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (_REVENUE, _COST)

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        revenue, cost = figures.sum(_REVENUE), figures.sum(_COST)
        squares = figures.products(_REVENUE, _REVENUE)
        returned = ratios.total(revenue, squares, figures.members)
        figure = returned.over(cost).shifted(-1)
        return Measured(figure, revenue - cost, cost, figures.members)
