"""What each account did in each month: the base of trends, cohorts and KPIs."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table

_ZERO = "cast(0 as decimal(18,4))"
_PARTS = {
    Table.ACCOUNT_ORDERS: """
        select account_id, date_trunc('month', ordered_on) as month,
               count(*) filter (where kind = 'sale') as orders,
               sum(list_amount) filter (where kind = 'sale') as list_amount,
               sum(amount) filter (where kind = 'sale') as amount,
               -sum(amount) filter (where kind = 'return') as returned_amount,
               sum(cost_amount) filter (where kind in ('sale', 'return')) as cost_amount
        from account_orders where ordered_on <= AS_OF and kind <> 'cancelled' group by 1, 2
    """,
    Table.ACCOUNT_SUBSCRIPTIONS: """
        select account_id, month, sum(monthly_amount) as monthly_amount
        from account_subscriptions
        join (select distinct cast(range as date) as month
              from range(date '1990-01-01', AS_OF + 1, interval 1 month)) as months
          on started_on <= month and (ended_on is null or ended_on > month)
        where not is_trial group by 1, 2
    """,
    Table.ACCOUNT_ENGAGEMENTS: """
        select account_id, date_trunc('month', occurred_on) as month, sum(count) as engagements
        from account_engagements where occurred_on <= AS_OF group by 1, 2
    """,
    Table.ACCOUNT_TOUCHES: """
        select account_id, date_trunc('month', occurred_on) as month, count(*) as touches,
               count(*) filter (where responded) as responses
        from account_touches where occurred_on <= AS_OF group by 1, 2
    """,
}
_FIGURES = {
    "orders": "0",
    "list_amount": _ZERO,
    "amount": _ZERO,
    "returned_amount": _ZERO,
    "cost_amount": "null",
    "monthly_amount": _ZERO,
    "engagements": "0",
    "touches": "0",
    "responses": "0",
}


def write_months(context: RunContext) -> None:
    """Write ACCOUNT_MONTHS; months in which nothing happened have no row."""
    parts = [sql for table, sql in _PARTS.items() if context.fed(table)]
    if not parts:
        context.write_empty(Table.ACCOUNT_MONTHS)
        return
    names = [f"part_{i}" for i in range(len(parts))]
    for name, sql in zip(names, parts, strict=True):
        filled = sql.replace("AS_OF", literal(context.as_of))
        context.define(name, "what one kind of event adds up to in a month", filled)
    context.write(
        Table.ACCOUNT_MONTHS,
        "one row per account and month in which anything happened",
        _joined(context, names),
        order=("account_id", "month"),
    )


def _joined(context: RunContext, names: list[str]) -> str:
    given = {c: name for name in names for c in context.engine.columns(name) if c in _FIGURES}
    columns = ", ".join(
        f"coalesce({given[c]}.{c}, {zero}) as {c}" if c in given else f"{zero} as {c}"
        for c, zero in _FIGURES.items()
    )
    rest = "".join(f" full join {name} using (account_id, month)" for name in names[1:])
    return f"select account_id, cast(month as date) as month, {columns} from {names[0]}{rest}"
