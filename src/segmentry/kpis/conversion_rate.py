"""Conversion rate."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class ConversionRate(Share):
    """The share of the leads that became customers."""

    label = "Conversion rate"
    better = "higher"
    formula = (
        "leads of the period that are customers by now / accounts that became leads in the period"
    )
    nothing = "no new lead in the period"
    needs = ((Table.ACCOUNT_OPPORTUNITIES, Table.PROFILES),)
    above = Sum("leads", "went_on")
    below = Sum("leads", "entered")
