"""Customer satisfaction."""

from segmentry.kpis.base import Ratio, Sum
from segmentry.model.tables import Table


class Csat(Ratio):
    """How satisfied accounts say they are."""

    label = "Customer satisfaction (CSAT)"
    unit = "points"
    better = "higher"
    formula = "sum of the satisfaction scores / scores given, on the scale of the source"
    nothing = "nobody told a score in the period"
    needs = ((Table.ACCOUNT_ENGAGEMENTS,),)
    above = Sum("engagements", "score")
    below = Sum("engagements", "scores")
