"""Customer lifetime value to come."""

import numpy as np

from segmentry.kpis.base import Kpi, Measured, Sum
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures
from segmentry.model.tables import Table
from segmentry.statistics import ratios
from segmentry.statistics.differences import Numbers

_REVENUE, _BUYERS = Sum("purchases", "amount"), Sum("purchases", "buyers")
_LEFT, _WERE = Sum("contracts", "went_inactive"), Sum("contracts", "was_active")
_LONGEST = 50.0  # years; a group that nobody has left yet does not live for ever


class CltvPredicted(Kpi):
    """What a customer is going to bring if nothing changes, discounted to today."""

    label = "CLTV predicted, in revenue"
    unit = "currency"
    better = "higher"
    formula = (
        "average purchase value x purchases a year x expected lifetime: revenue of the year / "
        "accounts that bought in it, over the years to come, each discounted"
    )
    nothing = "no account bought in the period"
    needs = ((Table.ACCOUNT_ORDERS, Table.ACCOUNT_SUBSCRIPTIONS),)
    words = ("income", "lifetime")
    spans = ("year",)
    adds_up = True

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (_REVENUE, _BUYERS, _LEFT, _WERE)

    @property
    def products(self) -> tuple[Sum, ...]:
        return (_REVENUE, _BUYERS)

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        revenue, buyers = figures.sum(_REVENUE), figures.sum(_BUYERS)
        n = figures.accounts(_BUYERS)
        squares = (
            figures.products(_REVENUE, _REVENUE),
            figures.products(_REVENUE, _BUYERS),
            figures.products(_BUYERS, _BUYERS),
        )
        yearly = ratios.ratio(revenue, buyers, squares, n)
        years, shortest, longest = self._lifetime(figures, scope)
        rate = scope.settings.discount_rate
        factor, least, most = (present_years(y, rate) for y in (years, shortest, longest))
        value = yearly.value * factor
        # two uncertainties that do not depend on each other
        spread = [
            np.hypot(ratios.divided(a, yearly.value), ratios.divided(b, factor)) * value
            for a, b in (
                (yearly.value - yearly.low, factor - least),
                (yearly.high - yearly.value, most - factor),
            )
        ]
        figure = ratios.Estimates(value, value - spread[0], value + spread[1])
        unknown = (np.isnan(factor).astype(float), _NO_LIFETIME)
        return Measured(figure, revenue, buyers, n, (unknown,))

    def _lifetime(self, figures: Figures, scope: Scope) -> tuple[Numbers, Numbers, Numbers]:
        """Years a customer stays: as set, or 1 / yearly churn, with the interval of the churn."""
        if fixed := scope.settings.expected_lifetime_years:
            same = np.full_like(figures.members, fixed)
            return same, same, same
        churn = ratios.share(figures.sum(_LEFT), figures.sum(_WERE))
        nobody = figures.sum(_WERE) < scope.settings.fewest_accounts
        bounds = (churn.value, churn.high, churn.low)
        years = [np.where(nobody, np.nan, 1 / np.maximum(c, 1 / _LONGEST)) for c in bounds]
        return years[0], years[1], years[2]


_NO_LIFETIME = (
    "how long customers stay is not known without contracts; set "
    "kpis.expected_lifetime_years in segmentry.yaml"
)


def present_years(years: Numbers, rate: float) -> Numbers:
    """What one unit a year is worth today, paid evenly over so many years."""
    if rate == 0:
        return years
    result: Numbers = (1 - (1 + rate) ** -years) / np.log1p(rate)
    return result
