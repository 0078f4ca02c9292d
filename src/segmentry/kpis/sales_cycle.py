"""Sales cycle."""

from segmentry.kpis.base import Ratio, Sum
from segmentry.model.tables import Table


class SalesCycle(Ratio):
    """How long it takes to win a deal."""

    label = "Sales cycle"
    unit = "days"
    better = "lower"
    formula = "days from opening to winning / deals won"
    nothing = "no deal was won in the period"
    needs = ((Table.ACCOUNT_OPPORTUNITIES,),)
    above = Sum("deals", "cycle_days")
    below = Sum("deals", "cycles")
