"""Retention rate."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class RetentionRate(Share):
    """The share of the customers that stayed."""

    label = "Retention rate"
    better = "higher"
    formula = "accounts active on the first day and on the last / accounts active on the first day"
    nothing = "no active account at the beginning of the period"
    needs = ((Table.ACCOUNT_ORDERS, Table.ACCOUNT_SUBSCRIPTIONS),)
    words = ("active",)
    above = Sum("activity", "stayed_active")
    below = Sum("activity", "was_active")
