"""Value of deals won."""

from segmentry.kpis.base import Sum, Total
from segmentry.model.tables import Table


class WonValue(Total):
    """What the deals won are worth."""

    label = "Value of deals won"
    unit = "currency"
    better = "higher"
    formula = "amounts of the deals won in the period"
    needs = ((Table.ACCOUNT_OPPORTUNITIES,),)
    above = Sum("deals", "won_amount")
