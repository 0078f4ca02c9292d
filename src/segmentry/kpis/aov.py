"""Average order value."""

from segmentry.kpis.base import Ratio, Sum
from segmentry.model.tables import Table


class Aov(Ratio):
    """What an order is worth on average."""

    label = "Average order value"
    unit = "currency"
    better = "higher"
    formula = "amount of the sales / sales"
    nothing = "no order in the period"
    needs = ((Table.ACCOUNT_ORDERS,),)
    above = Sum("purchases", "sales_amount")
    below = Sum("purchases", "valued_orders")
