"""Customer lifetime value, historic, in margin."""

from segmentry.kpis.base import Costed, Ratio, Sum
from segmentry.model.tables import Table


class CltvMargin(Costed, Ratio):
    """What a customer has left since it came, after the cost of the goods."""

    label = "CLTV so far, in margin"
    unit = "currency"
    better = "higher"
    formula = (
        "margin up to the end of the period, of orders whose cost is known / "
        "accounts that ever bought by then"
    )
    nothing = "no customer yet"
    needs = ((Table.ACCOUNT_ORDERS,),)
    above = Sum("lifetimes", "margin")
    below = Sum("lifetimes", "customers")
    costed = Sum("lifetimes", "costed_amount")
