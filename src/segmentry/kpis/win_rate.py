"""Win rate."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class WinRate(Share):
    """The share of the decided deals that were won."""

    label = "Win rate"
    better = "higher"
    formula = "deals won / deals won or lost in the period"
    nothing = "no deal was decided in the period"
    needs = ((Table.ACCOUNT_OPPORTUNITIES,),)
    above = Sum("deals", "won")
    below = Sum("deals", "decided")
