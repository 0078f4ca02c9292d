"""Campaign response."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class CampaignResponse(Share):
    """The share of the people reached by a campaign who answered."""

    label = "Campaign response"
    better = "higher"
    formula = (
        "people who answered / people reached, once for each campaign, in the "
        "period they were reached first"
    )
    nothing = "nobody was reached in the period"
    needs = ((Table.ACCOUNT_TOUCHES,),)
    above = Sum("touches", "responded")
    below = Sum("touches", "reached")
