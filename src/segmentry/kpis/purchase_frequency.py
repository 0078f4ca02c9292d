"""Purchase frequency."""

from segmentry.kpis.base import Ratio, Sum
from segmentry.model.tables import Table


class PurchaseFrequency(Ratio):
    """How often those who buy at all buy in the period."""

    label = "Purchase frequency"
    unit = "count"
    better = "higher"
    formula = "sales / accounts that bought"
    nothing = "no order in the period"
    needs = ((Table.ACCOUNT_ORDERS,),)
    above = Sum("purchases", "orders")
    below = Sum("purchases", "buyers")
    adds_up = True
