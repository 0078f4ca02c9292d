"""What accounts bought, step by step since they came."""

from segmentry.kpis.measuring.calendar import DAYS, PERIOD_STEPS, STEPS
from segmentry.kpis.measuring.cohorts import of_accounts
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

PURCHASE_STEPS = "kpi_purchase_steps"
"""account, step, the columns of `purchases`, bought (1 with a purchase), last_on (last sale so
far), next_step, amount_before, margin_before, is_first"""

_NUMBERS = "orders", "valued_orders", "sales_amount", "amount", "margin", "costed_amount"


def keep_purchase_steps(scope: Scope) -> None:
    """One pass over orders, or over what revenue is read from without them."""
    told = {
        Table.ACCOUNT_ORDERS: _orders,
        Table.ACCOUNT_SUBSCRIPTIONS: _fees,
        Table.ACCOUNT_OPPORTUNITIES: _won_deals,
    }
    if scope.income is None:
        return
    scope.context.define("kpi_bought", "what was bought in each step", told[scope.income](scope))
    so_far = "order by step rows between unbounded preceding and 1 preceding"
    scope.context.keep(
        PURCHASE_STEPS,
        "the same, with what came before and when the next purchase follows",
        f"select account, step, {', '.join(_NUMBERS)}, bought, first_on, "
        "max(last_on) over (partition by account order by step) as last_on, "
        "lead(step) over (partition by account order by step) as next_step, "
        f"coalesce(sum(amount) over (partition by account {so_far}), 0) as amount_before, "
        f"coalesce(sum(margin) over (partition by account {so_far}), 0) as margin_before, "
        "row_number() over (partition by account order by step) = 1 as is_first "
        "from kpi_bought",
    )


def by_period(_: Scope) -> str:
    sums = ", ".join(f"sum(s.{c}) as {c}" for c in _NUMBERS)
    return (
        f"select s.account, p.period, {sums}, "
        "max(s.bought) as buyers "
        f"from {PURCHASE_STEPS} as s join {PERIOD_STEPS} as p on p.step = s.step "
        "group by s.account, p.period"
    )


def lifetimes(_: Scope) -> str:
    return (
        "select account, step, case when is_first then 1 else 0 end as customers, "
        "case when is_first then 0 else 1 end as customers_before, "
        f"amount, amount_before, margin, margin_before from {PURCHASE_STEPS}"
    )


def newcomers(_: Scope) -> str:
    return (
        f"select s.account, p.period, 1 as customers from {PURCHASE_STEPS} as s "
        f"join {PERIOD_STEPS} as p on p.step = s.step where s.is_first"
    )


def _orders(scope: Scope) -> str:
    return f"""
        select a.account, coalesce(d.step, 0) as step,
            count(*) filter (where o.kind = 'sale') as orders,
            count(o.amount) filter (where o.kind = 'sale') as valued_orders,
            coalesce(sum(o.amount) filter (where o.kind = 'sale'), 0) as sales_amount,
            coalesce(sum(o.amount), 0) as amount,
            coalesce(sum(o.amount - o.cost_amount), 0) as margin,
            coalesce(sum(o.amount) filter (where o.cost_amount is not null), 0) as costed_amount,
            max(o.ordered_on) filter (where o.kind = 'sale') as last_on,
            min(o.ordered_on) filter (where o.kind = 'sale') as first_on,
            max(case when o.kind = 'sale' then 1 else 0 end) as bought
        from {of_accounts(Table.ACCOUNT_ORDERS, "o")} left join {DAYS} as d on d.day = o.ordered_on
        where o.ordered_on < {scope.as_of} and o.kind <> 'cancelled'
        group by a.account, coalesce(d.step, 0)
    """


_NO_ORDERS = (
    "0 as orders, 0 as valued_orders, cast(0 as decimal(18,4)) as sales_amount, "
    "{amount} as amount, cast(0 as decimal(18,4)) as margin, "
    "cast(0 as decimal(18,4)) as costed_amount, cast(null as date) as last_on, "
    "cast(null as date) as first_on, 1 as bought"
)


def _fees(scope: Scope) -> str:
    """Fees for the days a contract ran; a step is never longer than its month, but for step 0."""
    days = (
        "datediff('day', greatest(c.started_on, s.first_day), "
        f"least(coalesce(c.ended_on, {scope.as_of}), s.end_day))"
    )
    month = (
        "case when s.step = 0 then 30.4375 "
        "else datediff('day', date_trunc('month', s.first_day), "
        "date_trunc('month', s.first_day) + interval 1 month) end"
    )
    fee = f"sum(cast(coalesce(c.monthly_amount, 0) * {days} / ({month}) as decimal(18,4)))"
    return (
        f"select a.account, s.step, {_NO_ORDERS.format(amount=fee)} "
        f"from {of_accounts(Table.ACCOUNT_SUBSCRIPTIONS, 'c')} join {STEPS} as s "
        "on c.started_on < s.end_day and (c.ended_on is null or c.ended_on > s.first_day) "
        "where not coalesce(c.is_trial, false) "
        "group by a.account, s.step"
    )


def _won_deals(scope: Scope) -> str:
    closed = "coalesce(o.closed_on, o.opened_on)"
    return (
        "select a.account, coalesce(d.step, 0) as step, "
        f"{_NO_ORDERS.format(amount='coalesce(sum(o.amount), 0)')} "
        f"from {of_accounts(Table.ACCOUNT_OPPORTUNITIES, 'o')} "
        f"left join {DAYS} as d on d.day = {closed} "
        f"where o.outcome = 'won' and {closed} < {scope.as_of} group by 1, 2"
    )
