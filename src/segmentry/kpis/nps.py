"""Net promoter score."""

from segmentry.kpis.base import Measured, Ratio, Sum
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures
from segmentry.model.tables import Table


class Nps(Ratio):
    """How many more would recommend us than would not, of a hundred who answered."""

    label = "Net promoter score (NPS)"
    unit = "points"
    better = "higher"
    formula = "100 x (answers 9 and 10 - answers 0 to 6) / answers from 0 to 10"
    nothing = "nobody answered in the period"
    needs = ((Table.ACCOUNT_ANSWERS,),)
    above = Sum("recommendations", "balance")
    below = Sum("recommendations", "answers")
    limits = (-1.0, 1.0)

    def measure(self, figures: Figures, scope: Scope) -> Measured:
        told = super().measure(figures, scope)
        return Measured(told.figure.scaled(100.0), told.above, told.below, told.n)
