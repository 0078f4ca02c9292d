"""Margin."""

from segmentry.kpis.base import Costed, Sum, Total
from segmentry.model.tables import Table


class Margin(Costed, Total):
    """Revenue less the cost of the goods."""

    label = "Margin"
    unit = "currency"
    better = "higher"
    formula = "revenue - cost of the goods, over orders whose cost is known"
    needs = ((Table.ACCOUNT_ORDERS,),)
    above = Sum("purchases", "margin")
    costed = Sum("purchases", "costed_amount")
