"""Churn rate."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class ChurnRate(Share):
    """The share of the customers with a contract that left."""

    label = "Churn rate"
    better = "lower"
    formula = "1 - retention rate, over accounts with a contract on the first day"
    nothing = "no running contract at the beginning of the period"
    needs = ((Table.ACCOUNT_SUBSCRIPTIONS,),)
    above = Sum("contracts", "went_inactive")
    below = Sum("contracts", "was_active")
