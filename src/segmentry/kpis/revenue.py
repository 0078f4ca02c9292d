"""Revenue."""

from segmentry.kpis.base import INCOME, Sum, Total


class Revenue(Total):
    """What the accounts brought in the period, returns taken off."""

    label = "Revenue"
    unit = "currency"
    better = "higher"
    formula = "orders after discounts - returns"
    needs = (INCOME,)
    words = ("income",)
    above = Sum("purchases", "amount")
