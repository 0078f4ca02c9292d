"""Deals, campaigns, engagement and answers by account and period."""

from segmentry.engine.sql import literal
from segmentry.kpis.measuring.calendar import DAYS, PERIOD_STEPS
from segmentry.kpis.measuring.cohorts import of_accounts
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

ENGAGED = "kpi_engaged"
"""account, occurred_on, kind, times, score"""


def deals(_: Scope) -> str:
    won = "e.outcome = 'won'"
    cycle = "datediff('day', e.opened_on, e.closed_on)"
    return _by_period(
        of_accounts(Table.ACCOUNT_OPPORTUNITIES, "e"),
        "e.closed_on",
        f"count(*) filter (where {won}) as won, count(*) as decided, "
        f"coalesce(sum(e.amount) filter (where {won}), 0) as won_amount, "
        f"coalesce(sum({cycle}) filter (where {won} and e.opened_on is not null), 0) "
        "as cycle_days, "
        f"count(*) filter (where {won} and e.opened_on is not null) as cycles",
        "e.outcome in ('won', 'lost')",
    )


def touches(scope: Scope) -> str:
    """An answer counts where the person was reached first, however late it came.

    A campaign that touched nobody since the first day told of reached nobody then.
    """
    since = literal(scope.calendar.points[0])
    once = (
        "(select a.account, min(t.occurred_on) as reached_on, "
        "max(case when coalesce(t.responded, t.kind = 'responded') then 1 else 0 end) as responded "
        f"from {of_accounts(Table.ACCOUNT_TOUCHES, 't')} where t.campaign in "
        f"(select campaign from {Table.ACCOUNT_TOUCHES} where occurred_on >= {since}) "
        "group by a.account, t.campaign, t.contact_key) as a"
    )
    return _by_period(
        once, "a.reached_on", "count(*) as reached, sum(a.responded) as responded", "true"
    )


def keep_engaged(scope: Scope) -> None:
    """Read once, for what is counted and for the funnel."""
    scope.context.keep(
        ENGAGED,
        "what accounts did, with their numbers",
        'select a.account, e.occurred_on, e.kind, e."count" as times, e.score '
        f"from {of_accounts(Table.ACCOUNT_ENGAGEMENTS, 'e')} where e.occurred_on < {scope.as_of}",
    )


def engagements(_: Scope) -> str:
    return _by_period(
        f"{ENGAGED} as a",
        "a.occurred_on",
        "coalesce(sum(a.times) filter (where a.kind <> 'support'), 0) as engagements, "
        "coalesce(sum(cast(a.score as decimal(18,4))), 0) as score, count(a.score) as scores",
        "true",
    )


def recommendations(_: Scope) -> str:
    """Answers from 0 to 10 to a question that asks whether people would recommend us."""
    for_us, against = "e.score >= 9", "e.score <= 6"
    return _by_period(
        of_accounts(Table.ACCOUNT_ANSWERS, "e"),
        "e.answered_on",
        f"count(*) filter (where {for_us}) - count(*) filter (where {against}) as balance, "
        f"count(*) as answers, count(*) filter (where {for_us} or {against}) as not_passive",
        "e.score between 0 and 10 and " + IS_RECOMMENDATION.format(q="e.question"),
    )


IS_RECOMMENDATION = (
    "(lower({q}) like '%recommend%' or lower({q}) like '%weiterempf%' "
    "or lower({q}) = 'nps' or lower({q}) like '%(nps)%' or lower({q}) like 'nps %')"
)


def _by_period(source: str, day: str, sums: str, where: str) -> str:
    return (
        f"select a.account, p.period, {sums} from {source} "
        f"join {DAYS} as d on d.day = {day} join {PERIOD_STEPS} as p on p.step = d.step "
        f"where {where} group by a.account, p.period"
    )
