"""Revenue that followed an answer to a campaign."""

from segmentry.kpis.measuring.calendar import DAYS, PERIOD_STEPS
from segmentry.kpis.measuring.cohorts import of_accounts
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

WINDOW_DAYS = 90
CAMPAIGN_ORDERS = "kpi_campaign_orders"
"""account_id, campaign, ordered_on, amount"""


def keep_campaign_orders(scope: Scope) -> None:
    """Each order counts for the answer before it that is nearest, so for one campaign only."""
    scope.context.keep(
        CAMPAIGN_ORDERS,
        f"orders within {WINDOW_DAYS} days of an answer, each with the last answer before it",
        "select account_id, campaign, ordered_on, amount from ("
        "select o.account_id, t.campaign, o.ordered_on, o.amount, row_number() over ("
        "partition by o.account_id, o.order_key, o.kind, o.ordered_at "
        "order by t.answered_on desc, t.campaign) as place "
        f"from {Table.ACCOUNT_ORDERS} as o join (select distinct account_id, campaign, "
        f"occurred_on as answered_on from {Table.ACCOUNT_TOUCHES} "
        "where coalesce(responded, kind = 'responded')) as t on t.account_id = o.account_id "
        "and o.ordered_on >= t.answered_on "
        f"and o.ordered_on < t.answered_on + interval {WINDOW_DAYS} day "
        f"where o.kind <> 'cancelled' and o.ordered_on < {scope.as_of}) as near where place = 1",
    )


def revenue_after_answers(_: Scope) -> str:
    return (
        "select a.account, p.period, coalesce(sum(o.amount), 0) as amount "
        f"from {of_accounts(CAMPAIGN_ORDERS, 'o')} join {DAYS} as d on d.day = o.ordered_on "
        f"join {PERIOD_STEPS} as p on p.step = d.step group by a.account, p.period"
    )
