"""What accounts bought, step by step since they came."""

from segmentry.kpis.measuring.calendar import DAYS, PERIOD_STEPS, STEPS, added_up
from segmentry.kpis.measuring.cohorts import of_accounts
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.contract_days import IS_PAID, fee_of_days, runs_within
from segmentry.model.tables import Table

PURCHASE_STEPS = "kpi_purchase_steps"
"""account, step, the columns of `purchases`, first_on and last_on (of its sales)"""
FIRST_STEPS = "kpi_first_steps"
"""account, step of its first purchase, first_on (of its sales)"""

_NUMBERS = "orders", "valued_orders", "sales_amount", "amount", "margin", "costed_amount"
_SO_FAR = "amount", "margin", "costed_amount"


def keep_purchase_steps(scope: Scope) -> None:
    """One pass over orders, or over what revenue is read from without them."""
    told = {
        Table.ACCOUNT_ORDERS: _orders,
        Table.ACCOUNT_SUBSCRIPTIONS: _fees,
        Table.ACCOUNT_OPPORTUNITIES: _won_deals,
    }
    if scope.income is None:
        return
    scope.context.keep(PURCHASE_STEPS, "what was bought in each step", told[scope.income](scope))
    scope.context.keep(
        FIRST_STEPS,
        "when each account bought first",
        "select account, min(step) as step, min(first_on) as first_on "
        f"from {PURCHASE_STEPS} group by account",
    )


def by_period(_: Scope) -> str:
    return added_up(
        PURCHASE_STEPS, {c: f"sum(s.{c})" for c in _NUMBERS} | {"buyers": "max(s.buyers)"}
    )


def lifetimes(_: Scope) -> str:
    by_step = "partition by account order by step"
    so_far = f"{by_step} rows between unbounded preceding and current row"
    sums = "".join(f"{n}, sum({n}) over ({so_far}) as {n}_by_now, " for n in _SO_FAR)
    told = ", ".join(f"{n}, {n}_by_now - {n} as {n}_before" for n in _SO_FAR)
    return (
        "select account, step, case when place = 1 then 1 else 0 end as customers, "
        f"case when place = 1 then 0 else 1 end as customers_before, {told} "
        f"from (select account, step, {sums}row_number() over ({by_step}) as place "
        f"from {PURCHASE_STEPS}) as steps"
    )


def newcomers(_: Scope) -> str:
    return (
        f"select s.account, p.period, 1 as customers from {FIRST_STEPS} as s "
        f"join {PERIOD_STEPS} as p on p.step = s.step"
    )


def _orders(scope: Scope) -> str:
    return f"""
        select account, step, count(sold_on) as orders, count(sold) as valued_orders,
            {_total("sold")} as sales_amount, {_total("amount")} as amount,
            {_total("margin")} as margin, {_total("costed")} as costed_amount,
            max(sold_on) as last_on, min(sold_on) as first_on,
            case when count(sold_on) > 0 then 1 else 0 end as buyers
        from (
            select a.account, coalesce(d.step, 0) as step, o.amount,
                o.amount - o.cost_amount as margin,
                case when o.cost_amount is not null then o.amount end as costed,
                case when o.kind = 'sale' then o.amount end as sold,
                case when o.kind = 'sale' then o.ordered_on end as sold_on
            from {of_accounts(Table.ACCOUNT_ORDERS, "o")}
            left join {DAYS} as d on d.day = o.ordered_on
            where o.ordered_on < {scope.as_of} and o.kind <> 'cancelled'
        ) as orders
        group by account, step
    """


def _total(column: str) -> str:
    """A sum no wider than it has to be: sums of it are quicker."""
    return f"cast(coalesce(sum({column}), 0) as decimal(18,4))"


_NO_ORDERS = (
    "0 as orders, 0 as valued_orders, cast(0 as decimal(18,4)) as sales_amount, "
    "{amount} as amount, cast(0 as decimal(18,4)) as margin, "
    "cast(0 as decimal(18,4)) as costed_amount, cast(null as date) as last_on, "
    "cast(null as date) as first_on, 1 as buyers"
)


def _fees(scope: Scope) -> str:
    """Fees for the days a contract ran; a step is never longer than its month, but for step 0."""
    month = (
        "case when s.step = 0 then 30.4375 "
        "else datediff('day', date_trunc('month', s.first_day), "
        "date_trunc('month', s.first_day) + interval 1 month) end"
    )
    fee = f"sum({fee_of_days('s.first_day', 's.end_day', scope.as_of, month)})"
    return (
        f"select a.account, s.step, {_NO_ORDERS.format(amount=fee)} "
        f"from {of_accounts(Table.ACCOUNT_SUBSCRIPTIONS, 'c')} join {STEPS} as s "
        f"on {runs_within('s.first_day', 's.end_day')} where {IS_PAID} group by a.account, s.step"
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
