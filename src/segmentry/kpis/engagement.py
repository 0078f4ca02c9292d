"""Engagement."""

from segmentry.kpis.base import Ratio, Sum
from segmentry.model.tables import Table


class Engagement(Ratio):
    """How often an account visits, uses the product or comes to events."""

    label = "Engagement"
    unit = "count"
    better = "higher"
    formula = "visits, uses and events / accounts"
    nothing = "no account"
    needs = ((Table.ACCOUNT_ENGAGEMENTS,),)
    above = Sum("engagements", "engagements")
    below = Sum("members", "accounts")
    adds_up = True
