"""Customer acquisition cost."""

from segmentry.kpis.base import COSTS, INCOME, PerCount, Sum


class Cac(PerCount):
    """What it costs to win a customer."""

    label = "Customer acquisition cost (CAC)"
    unit = "currency"
    better = "lower"
    formula = "marketing and sales costs / new customers"
    nothing = "no new customer in the period"
    needs = (
        COSTS,
        INCOME,
    )
    words = (
        "costs",
        "new",
    )
    above = Sum("costs", "acquisition")
    below = Sum("newcomers", "customers")
    no_amount = "no marketing or sales cost in the period"
