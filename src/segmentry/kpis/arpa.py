"""Average revenue per account."""

from segmentry.kpis.base import INCOME, Ratio, Sum


class Arpa(Ratio):
    """What an account that buys brings in the period."""

    label = "Average revenue per account"
    unit = "currency"
    better = "higher"
    formula = "revenue / accounts that bought, or had a contract, in the period"
    nothing = "no account bought in the period"
    needs = (INCOME,)
    words = (
        "income",
        "active",
    )
    above = Sum("purchases", "amount")
    below = Sum("purchases", "buyers")
    adds_up = True
