"""Lapsed rate."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class LapsedRate(Share):
    """The share of the customers that went quiet, where no contract says that they left."""

    label = "Lapsed rate"
    better = "lower"
    formula = (
        "accounts active by their orders on the first day and not on the last "
        "/ those on the first day"
    )
    nothing = "no active account at the beginning of the period"
    needs = ((Table.ACCOUNT_ORDERS,),)
    words = ("quiet",)
    above = Sum("ordering", "went_inactive")
    below = Sum("ordering", "was_active")
