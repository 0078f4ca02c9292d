"""What is measured before and after a launch; each is a sum over accounts divided by another."""

from dataclasses import dataclass, replace
from enum import Enum

from segmentry.model.tables import Table
from segmentry.model.value_measures import ValueMeasure

PERIODS = ("earlier", "before", "during", "after")
FIGURES = ("amount", "sales", "sold", "engagements", "touches", "responses", "won", "closed")
"""What an account did in a period; the columns are called FIGURE_PERIOD."""


class Kind(Enum):
    """How the interval of a change is found."""

    MEAN = "mean"
    """A mean or ratio over the same accounts."""
    SHARE = "share"
    """A share of the same accounts."""
    TWO_SHARES = "two shares"
    """Shares of different accounts."""


@dataclass(frozen=True)
class Metric:
    """A figure of a group of accounts in a period."""

    name: str
    label: str
    unit: str
    above: str
    """SQL over the columns of an account; {now} is the period, {then} the one before it."""
    below: str = "1"
    better: str = "higher"
    kind: Kind = Kind.MEAN
    is_sum: bool = False
    """Grows with the number of months, so it is told as of a year."""
    needs_earlier: bool = False
    has_during: bool = True

    @property
    def of_the_months(self) -> "Metric":
        """The same, told as it came in over the months compared."""
        return replace(self, is_sum=False)

    def sql(self, period: str) -> tuple[str, str]:
        """Numerator and denominator in a period."""
        then = {"before": "earlier", "after": "before"}.get(period, "")
        return (
            self.above.format(now=period, then=then),
            self.below.format(now=period, then=then),
        )


def metrics_of(measure: ValueMeasure, fed: set[Table]) -> tuple[Metric, ...]:
    """The metrics that the data gives, revenue first."""
    contracts_or_sales = _of_contracts() if measure.is_level else _of_sales(measure)
    further = (metric for table, metric in _FURTHER.items() if table in fed)
    return (_REVENUE, _LIFETIME, *contracts_or_sales, _CONVERSION, *further)


REVENUE = "average_revenue"
_REVENUE = Metric(
    REVENUE, "Average revenue of an account a year", "currency", "amount_{now}", is_sum=True
)
_LIFETIME = Metric(
    "cltv_revenue",
    "Customer lifetime value so far (it grows by itself)",
    "currency",
    "lifetime_{now}",
    "customer_{now}",
    has_during=False,
)
_CONVERSION = Metric(
    "conversion_rate",
    "Share of prospects that became customers",
    "share",
    "converted_{now}",
    "prospect_{now}",
    kind=Kind.TWO_SHARES,
    needs_earlier=True,
    has_during=False,
)
ACQUISITION = Metric("cac", "Customer acquisition cost (CAC)", "currency", "0", better="lower")
"""Never computed: nobody books what was spent to win the members of one day."""
_FURTHER = {
    Table.ACCOUNT_OPPORTUNITIES: Metric(
        "win_rate", "Win rate", "share", "won_{now}", "closed_{now}", kind=Kind.TWO_SHARES
    ),
    Table.ACCOUNT_TOUCHES: Metric(
        "campaign_response", "Campaign response", "share", "responses_{now}", "touches_{now}"
    ),
    Table.ACCOUNT_ENGAGEMENTS: Metric(
        "engagements",
        "Engagements of an account a year",
        "count",
        "engagements_{now}",
        is_sum=True,
    ),
}


def _of_sales(measure: ValueMeasure) -> list[Metric]:
    part, parts = measure.part, measure.part_plural
    title = parts[:1].upper() + parts[1:]
    a_part = f"an {part}" if part[:1] in "aeiou" else f"a {part}"
    return [
        Metric("orders", f"{title} of an account a year", "count", "sales_{now}", is_sum=True),
        Metric("aov", f"Average value of {a_part}", "currency", "sold_{now}", "sales_{now}"),
        _is_active("Share of accounts that bought"),
        Metric(
            "lapsed_share",
            "Share of buyers that stopped buying",
            "share",
            "case when sales_{then} > 0 and sales_{now} <= 0 then 1 else 0 end",
            "case when sales_{then} > 0 then 1 else 0 end",
            "lower",
            Kind.TWO_SHARES,
            needs_earlier=True,
            has_during=False,
        ),
    ]


def _of_contracts() -> list[Metric]:
    return [
        _is_active("Share of accounts with a contract"),
        Metric(
            "churn_rate",
            "Churn rate over these months",
            "share",
            "case when begun_{now} and not ended_{now} then 1 else 0 end",
            "case when begun_{now} then 1 else 0 end",
            "lower",
            Kind.TWO_SHARES,
            has_during=False,
        ),
    ]


def _is_active(label: str) -> Metric:
    above = "case when sales_{now} > 0 then 1 else 0 end"
    return Metric("active_share", label, "share", above, kind=Kind.SHARE)
