"""Recurring revenue."""

from segmentry.kpis.base import Sum, Total
from segmentry.model.tables import Table


class RecurringRevenue(Total):
    """What the running contracts bring a month."""

    label = "Monthly recurring revenue"
    unit = "currency"
    better = "higher"
    formula = "monthly fees of the contracts that run at the end of the period"
    needs = ((Table.ACCOUNT_SUBSCRIPTIONS,),)
    above = Sum("contracts", "fee")
