"""Customer lifetime value, historic, in margin."""

from segmentry.kpis.base import Measured, Ratio, Sum, where_costed
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures
from segmentry.model.tables import Table

_COSTED = Sum("lifetimes", "costed_amount")


class CltvMargin(Ratio):
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

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (*super().sums, _COSTED)

    @property
    def products(self) -> tuple[Sum, ...]:
        return super().sums

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        return where_costed(super().measure(figures, scope), figures.sum(_COSTED))
