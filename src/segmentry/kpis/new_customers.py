"""New customers."""

from segmentry.kpis.base import INCOME, Sum, Total


class NewCustomers(Total):
    """Accounts that bought for the first time."""

    label = "New customers"
    unit = "count"
    better = "higher"
    formula = "accounts whose first purchase lies in the period"
    needs = (INCOME,)
    words = ("new",)
    above = Sum("newcomers", "customers")
