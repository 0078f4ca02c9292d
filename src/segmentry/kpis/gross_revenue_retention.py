"""Gross revenue retention."""

from segmentry.kpis.base import Ratio, Sum
from segmentry.model.tables import Table


class GrossRevenueRetention(Ratio):
    """What is left of the contracts of the first day, upgrades not counted."""

    label = "Gross revenue retention"
    unit = "share"
    better = "higher"
    formula = (
        "the same, each account at most with its fees on the first day / fees on the first day"
    )
    nothing = "no running contract at the beginning of the period"
    needs = ((Table.ACCOUNT_SUBSCRIPTIONS,),)
    above = Sum("contracts", "fee_held")
    below = Sum("contracts", "fee_before")
    limits = (0.0, 1.0)
