"""What accounts did, in numbers that add up: the words in which KPIs say their sums.

Each kind of facts has one row for each account and period (or step), with columns that add up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from segmentry.kpis.measuring import activity, campaigns, contracts, events, funnel, purchases
from segmentry.kpis.measuring.scope import Alternatives, Scope
from segmentry.model.tables import Table


@dataclass(frozen=True)
class Facts:
    """A kind of facts; it needs any of the tables in `needs`."""

    needs: Alternatives
    columns: Mapping[str, str]
    """Column, and what it is."""
    sql: Callable[[Scope], str]
    """account, period and the columns; of a running total, account, step, the columns, and
    each column once more as `…_before`: what it added up to before that step."""
    runs: bool = False
    """A running total since the account came, looked at on the last day of a period."""
    alike: bool = False
    """A row tells of several accounts of a pattern, as many as it says in `accounts`; `account`
    is any of them."""


_INCOME = (Table.ACCOUNT_ORDERS, Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES)
_ACTIVE = {
    "was_active": "active on the first day",
    "stayed_active": "active on the first day and on the last",
    "went_inactive": "active on the first day and not on the last",
    "is_active": "active on the last day",
}

FACTS: Mapping[str, Facts] = {
    "purchases": Facts(
        _INCOME,
        {
            "amount": "revenue: orders less returns; without orders, fees of contracts, or deals",
            "orders": "sales",
            "buyers": "1 when it bought, or had a paid contract",
            "valued_orders": "sales whose amount is known",
            "sales_amount": "amount of the sales, returns not taken off",
            "margin": "amount less cost of the goods, of orders whose cost is known",
            "costed_amount": "amount of orders whose cost is known",
        },
        purchases.by_period,
    ),
    "lifetimes": Facts(
        _INCOME,
        {
            "customers": "1 from the first purchase on",
            "amount": "revenue so far",
            "margin": "margin so far, of orders whose cost is known",
            "costed_amount": "amount so far of orders whose cost is known",
        },
        purchases.lifetimes,
        runs=True,
    ),
    "newcomers": Facts(_INCOME, {"customers": "1 in the first purchase's period"},
                       purchases.newcomers),
    "ordering": Facts((Table.ACCOUNT_ORDERS,), _ACTIVE, activity.by_orders, alike=True),
    "contracts": Facts(
        (Table.ACCOUNT_SUBSCRIPTIONS,),
        {
            **_ACTIVE,
            "fee_before": "monthly fee on the first day",
            "fee_kept": "monthly fee on the last day, of accounts with a contract on the first",
            "fee_held": "the same without what grew",
            "fee": "monthly fee on the last day",
        },
        contracts.by_period,
    ),
    "deals": Facts(
        (Table.ACCOUNT_OPPORTUNITIES,),
        {
            "won": "deals won",
            "decided": "deals won or lost",
            "won_amount": "value of the deals won",
            "cycle_days": "days from opening to winning",
            "cycles": "deals won whose opening day is known",
        },
        events.deals,
    ),
    "touches": Facts(
        (Table.ACCOUNT_TOUCHES,),
        {"reached": "people reached, once a campaign", "responded": "those who answered"},
        events.touches,
    ),
    "engagements": Facts(
        (Table.ACCOUNT_ENGAGEMENTS,),
        {"engagements": "visits, uses and events; support cases are none",
         "score": "satisfaction told", "scores": "times it was told"},
        events.engagements,
    ),
    "recommendations": Facts(
        (Table.ACCOUNT_ANSWERS,),
        {"balance": "answers 9 and 10 less answers up to 6", "answers": "answers from 0 to 10",
         "not_passive": "answers 9 and 10, and up to 6"},
        events.recommendations,
    ),
    "visitors": Facts((Table.ACCOUNT_ENGAGEMENTS,), {
        "entered": "first visit", "went_on": "of these, became a lead by now"}, funnel.visitors),
    "leads": Facts((Table.ACCOUNT_OPPORTUNITIES, Table.PROFILES), {
        "entered": "became a lead", "went_on": "of these, became a customer by now",
        "tried": "of these, began a trial by now"}, funnel.leads),
    "trials": Facts((Table.ACCOUNT_SUBSCRIPTIONS,), {
        "entered": "began a trial", "went_on": "of these, became a paying customer by now"},
        funnel.trials),
    "campaigns": Facts((Table.ACCOUNT_TOUCHES,), {
        "amount": "revenue of orders within 90 days of an answer to a campaign"},
        campaigns.revenue_after_answers),
}  # fmt: skip
"""All facts. Beside them `activity` is that of `contracts` or of `ordering`, as the workspace says
who is active; `costs` holds what `measuring.costs` says, and `members` the accounts."""
