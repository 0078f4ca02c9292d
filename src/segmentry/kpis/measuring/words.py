"""The definitions that are printed beside a figure."""

from collections.abc import Mapping

from segmentry.kpis.measuring.begins import Begins
from segmentry.kpis.measuring.costs import Costs
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

_INCOME = {
    Table.ACCOUNT_ORDERS: "Revenue: orders after discounts, less returns.",
    Table.ACCOUNT_SUBSCRIPTIONS: "Revenue: monthly fees for the days the contracts ran.",
    Table.ACCOUNT_OPPORTUNITIES: "Revenue: value of the deals won.",
}
_FIRST = {
    Table.ACCOUNT_ORDERS: "order",
    Table.ACCOUNT_SUBSCRIPTIONS: "paid contract",
    Table.ACCOUNT_OPPORTUNITIES: "deal won",
}


def words_of(scope: Scope, begins: Begins, costs: Costs) -> Mapping[str, str]:
    """What each word means in this workspace."""
    quiet = f"Active: an order in the {scope.window_days} days before."
    contract = "Active: a paid contract that runs."
    return {
        "active": contract if scope.by_contract else quiet,
        "quiet": quiet,
        "income": _INCOME[scope.income] if scope.income else "",
        "costs": costs.words,
        "alike": costs.alike,
        "new": _new(scope, begins),
        "lifetime": _lifetime(scope),
    }


def _new(scope: Scope, begins: Begins) -> str:
    if scope.income is None:
        return ""
    since = begins.get(scope.income)
    return (
        f"New: the first {_FIRST[scope.income]} that is known"
        + (f"; who bought before {since.isoformat()} is not known." if since else ".")
    )  # fmt: skip


def _lifetime(scope: Scope) -> str:
    settings = scope.settings
    years = settings.expected_lifetime_years
    told = f"{years:g} years, as set" if years else "1 / yearly churn of the contracts"
    return f"Lifetime: {told}; discounted by {settings.discount_rate:.0%} a year."
