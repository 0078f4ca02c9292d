"""Lead to trial."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class LeadToTrial(Share):
    """The share of the leads that began a trial."""

    label = "Lead to trial"
    better = "higher"
    formula = (
        "leads of the period that began a trial by now / accounts that became leads in the period"
    )
    nothing = "no new lead in the period"
    needs = (
        (Table.ACCOUNT_OPPORTUNITIES, Table.PROFILES),
        (Table.ACCOUNT_SUBSCRIPTIONS,),
    )
    above = Sum("leads", "tried")
    below = Sum("leads", "entered")
