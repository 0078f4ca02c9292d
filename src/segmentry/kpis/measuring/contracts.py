"""Contracts at the beginning and at the end of each period."""

from segmentry.engine.sql import literal
from segmentry.kpis.measuring.cohorts import of_accounts
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

CONTRACT_POINTS = "kpi_contract_points"
"""account, and for each point runs_N (1 with a running contract) and fee_N (a month)"""


def keep_contract_points(scope: Scope) -> None:
    """Who has a contract at each point, and what it brings a month; trials do not count."""
    if not scope.has_contracts:
        return
    points = ", ".join(_at_point(n, literal(day)) for n, day in enumerate(scope.calendar.points))
    scope.context.keep(
        CONTRACT_POINTS,
        "who has a running contract at each point, and its monthly fee",
        f"select a.account, {points} from {of_accounts(Table.ACCOUNT_SUBSCRIPTIONS, 's')} "
        "where not coalesce(s.is_trial, false) group by a.account",
    )


def _at_point(number: int, day: str) -> str:
    runs = f"s.started_on <= {day} and (s.ended_on is null or s.ended_on > {day})"
    return (
        f"max(case when {runs} then 1 else 0 end) as runs_{number}, "
        f"coalesce(sum(s.monthly_amount) filter (where {runs}), 0) as fee_{number}"
    )


def by_period(scope: Scope) -> str:
    """Columns side by side for each period: no row has to be found twice."""
    sides = " union all ".join(
        f"select account, {number} as period, runs_{first} as was, runs_{last} as stands, "
        f"fee_{first} as fee_before, fee_{last} as fee from {CONTRACT_POINTS} "
        f"where runs_{first} + runs_{last} > 0"
        for number, (first, last) in enumerate(scope.calendar.bounds)
    )
    return (
        "select account, period, was as was_active, was * stands as stayed_active, "
        "was * (1 - stands) as went_inactive, stands as is_active, fee_before, fee, "
        "was * fee as fee_kept, least(fee_before, fee) as fee_held "
        f"from ({sides}) as sides"
    )
