"""Visitor to lead."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class VisitorToLead(Share):
    """The share of the visitors that became leads."""

    label = "Visitor to lead"
    better = "higher"
    formula = (
        "first visitors of the period that are leads by now / accounts whose "
        "first visit lies in the period"
    )
    nothing = "no account came for the first time in the period"
    needs = ((Table.ACCOUNT_ENGAGEMENTS,),)
    above = Sum("visitors", "went_on")
    below = Sum("visitors", "entered")
