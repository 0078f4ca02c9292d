"""Trial to customer."""

from segmentry.kpis.base import Share, Sum
from segmentry.model.tables import Table


class TrialToCustomer(Share):
    """The share of the trials that were followed by a purchase."""

    label = "Trial to customer"
    better = "higher"
    formula = (
        "first trials of the period that are customers by now / accounts that "
        "began a first trial in the period"
    )
    nothing = "no trial began in the period"
    needs = ((Table.ACCOUNT_SUBSCRIPTIONS,),)
    above = Sum("trials", "went_on")
    below = Sum("trials", "entered")
