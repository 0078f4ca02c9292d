"""Net revenue retention."""

from segmentry.kpis.base import Ratio, Sum
from segmentry.model.tables import Table


class NetRevenueRetention(Ratio):
    """What is left of the contracts of the first day, upgrades counted."""

    label = "Net revenue retention"
    unit = "share"
    better = "higher"
    formula = (
        "monthly fees on the last day of accounts with a contract on the first "
        "/ their fees on the first day"
    )
    nothing = "no running contract at the beginning of the period"
    needs = ((Table.ACCOUNT_SUBSCRIPTIONS,),)
    above = Sum("contracts", "fee_kept")
    below = Sum("contracts", "fee_before")
