"""Margin."""

from segmentry.kpis.base import Measured, Sum, Total, where_costed
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures
from segmentry.model.tables import Table

_COSTED = Sum("purchases", "costed_amount")


class Margin(Total):
    """Revenue less the cost of the goods."""

    label = "Margin"
    unit = "currency"
    better = "higher"
    formula = "revenue - cost of the goods, over orders whose cost is known"
    needs = ((Table.ACCOUNT_ORDERS,),)
    above = Sum("purchases", "margin")

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (*super().sums, _COSTED)

    @property
    def products(self) -> tuple[Sum, ...]:
        return super().sums

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        return where_costed(super().measure(figures, scope), figures.sum(_COSTED))
