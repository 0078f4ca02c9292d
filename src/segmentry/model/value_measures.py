"""What an account is worth to the business: the first of these measures that the data gives."""

from collections.abc import Collection
from dataclasses import dataclass

from segmentry.model.tables import Table


@dataclass(frozen=True)
class ValueMeasure:
    """A variable that says what an account is worth, with the words people use for it."""

    variable: str
    title: str
    meaning: str
    parts: str
    """The variable that counts what the value is made of: orders, subscriptions, deals."""
    part: str
    part_plural: str
    months: str
    """Query with a row for each account and month: account_id, month, amount, sales."""
    is_level: bool = False
    """A level that stands in a month, so that months do not add up."""

    @property
    def noun(self) -> str:
        """The title inside a sentence."""
        return self.title[:1].lower() + self.title[1:]

    @property
    def whole(self) -> str:
        """The noun after 'of': of net revenue, but of the value of deals won."""
        return f"the {self.noun}" if " of " in self.noun else self.noun


VALUE_MEASURES = (
    ValueMeasure(
        "net_revenue",
        "Net revenue",
        "orders after discounts - returns, up to the date of the data",
        "orders",
        "order",
        "orders",
        "select account_id, month, amount - returned_amount as amount, orders as sales "
        f"from {Table.ACCOUNT_MONTHS}",
    ),
    ValueMeasure(
        "monthly_amount",
        "Monthly recurring revenue",
        "what the paid subscriptions that run on the date of the data bring a month",
        "subscriptions_running",
        "subscription",
        "running subscriptions",
        "select account_id, month, monthly_amount as amount, "
        "case when monthly_amount > 0 then 1 else 0 end as sales "
        f"from {Table.ACCOUNT_MONTHS}",
        is_level=True,
    ),
    ValueMeasure(
        "won_amount",
        "Value of deals won",
        "amounts of the deals won up to the date of the data",
        "won_deals",
        "deal",
        "deals won",
        "select account_id, cast(date_trunc('month', coalesce(closed_on, opened_on)) as date) "
        "as month, sum(amount) as amount, count(*) as sales "
        f"from {Table.ACCOUNT_OPPORTUNITIES} "
        "where outcome = 'won' and coalesce(closed_on, opened_on) is not null group by 1, 2",
    ),
)
"""Orders first: where they are known, they say best what an account brings."""

NO_VALUE = "no source gives amounts of orders, subscriptions or deals won"
"""Why a workspace has no value measure."""


def value_measure(known: Collection[str]) -> ValueMeasure | None:
    """The measure of a workspace, by the variables that have any value."""
    return next((m for m in VALUE_MEASURES if m.variable in known), None)
