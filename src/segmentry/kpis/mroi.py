"""Marketing return on investment."""

from segmentry.kpis.base import COSTS, Kpi, Measured, Sum, return_on
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures
from segmentry.model.tables import Table

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

    @property
    def products(self) -> tuple[Sum, ...]:
        return (_REVENUE,)

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        revenue, cost = figures.sum(_REVENUE), figures.sum(_COST)
        squares = figures.products(_REVENUE, _REVENUE)
        return return_on(revenue, squares, cost, figures.members)
