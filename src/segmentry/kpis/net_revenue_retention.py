"""Net revenue retention."""

from dataclasses import replace

import numpy as np

from segmentry.kpis.base import Measured, Ratio, Sum
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures
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

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        told = super().measure(figures, scope)
        figure = replace(told.figure, low=np.maximum(told.figure.low, 0.0))
        return replace(told, figure=figure)
