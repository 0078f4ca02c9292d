"""Contracts at the beginning and at the end of each period."""

from segmentry.kpis.measuring.calendar import PERIODS, POINTS
from segmentry.kpis.measuring.cohorts import of_accounts
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

CONTRACT_POINTS = "kpi_contract_points"
"""account, point, fee: of accounts with a running contract"""


def keep_contract_points(scope: Scope) -> None:
    """Who has a contract at each point, and what it brings a month; trials do not count."""
    if not scope.has_contracts:
        return
    scope.context.keep(
        CONTRACT_POINTS,
        "who has a running contract at each point, and its monthly fee",
        "select a.account, p.point, coalesce(sum(s.monthly_amount), 0) as fee "
        f"from {of_accounts(Table.ACCOUNT_SUBSCRIPTIONS, 's')} join {POINTS} as p "
        "on s.started_on <= p.day and (s.ended_on is null or s.ended_on > p.day) "
        "where not coalesce(s.is_trial, false) group by a.account, p.point",
    )


def by_period(_: Scope) -> str:
    return (
        "select account, period, max(was) as was_active, "
        "max(was) * max(stands) as stayed_active, max(was) * (1 - max(stands)) as went_inactive, "
        "max(stands) as is_active, sum(fee_before) as fee_before, sum(fee) as fee, "
        "case when max(was) = 1 then sum(fee) else 0 end as fee_kept, "
        "least(sum(fee_before), sum(fee)) as fee_held "
        f"from ({_side('first_point', 1)} union all {_side('last_point', 0)}) as sides "
        "group by account, period"
    )


def _side(bound: str, was: int) -> str:
    zero = "cast(0 as decimal(18,4))"
    before, after = ("c.fee", zero) if was else (zero, "c.fee")
    return (
        f"select c.account, p.period, {was} as was, {1 - was} as stands, "
        f"{before} as fee_before, {after} as fee "
        f"from {CONTRACT_POINTS} as c join {PERIODS} as p on c.point = p.{bound}"
    )
