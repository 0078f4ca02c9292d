"""Customer lifetime value, historic, in revenue."""

from segmentry.kpis.base import INCOME, Ratio, Sum


class CltvRevenue(Ratio):
    """What a customer has brought since it came."""

    label = "CLTV so far, in revenue"
    unit = "currency"
    better = "higher"
    formula = "revenue up to the end of the period / accounts that ever bought by then"
    nothing = "no customer yet"
    needs = (INCOME,)
    words = ("income",)
    above = Sum("lifetimes", "amount")
    below = Sum("lifetimes", "customers")
