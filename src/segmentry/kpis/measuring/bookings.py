"""Costs in the periods they fall into, and what they are booked on."""

from segmentry.kpis.measuring.calendar import PERIODS
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

BOOKINGS = "kpi_bookings"
"""target (account, segment, campaign or none), on (its name), period, expenses, acquisition"""

_ACQUISITION = ("marketing", "sales", "advert", "campaign", "promotion")
_ROWS = "kpi_cost_rows"


def keep_bookings(scope: Scope) -> None:
    """A cost counts in a period by the share of its days that lie there."""
    scope.context.keep(_ROWS, "costs, with what they are booked on", _rows())
    days = "datediff('day', greatest(c.first_day, p.period_start), least(c.end_day, p.period_end))"
    part = f"cast(c.amount * {days} / datediff('day', c.first_day, c.end_day) as decimal(18,4))"
    scope.context.keep(
        BOOKINGS,
        "costs by period and by what they are booked on",
        f'select c.target, c."on", p.period, sum({part}) as expenses, '
        f"coalesce(sum({part}) filter (where {_is_acquisition()}), 0) as acquisition "
        f"from {_ROWS} as c join {PERIODS} as p "
        "on c.first_day < p.period_end and c.end_day > p.period_start "
        'group by c.target, c."on", p.period',
    )


def _rows() -> str:
    """Costs that only the campaign itself tells count where no booking names it."""
    booked = (
        "select case when i.account_id is not null then 'account' "
        "when c.segment is not null then 'segment' "
        "when c.campaign is not null then 'campaign' else 'none' end as target, "
        "coalesce(i.account_id, lower(trim(c.segment)), c.campaign, '') as \"on\", "
        "lower(c.kind) as kind, c.started_on as first_day, "
        "cast(greatest(coalesce(c.ended_on, c.started_on), c.started_on) + interval 1 day as date) "
        f"as end_day, c.amount from {Table.COSTS} as c "
        f"left join {Table.IDENTITY} as i on i.account_key = c.account_key"
    )
    own = (
        "select 'campaign' as target, k.campaign as \"on\", 'campaign' as kind, "
        "k.started_on as first_day, "
        "cast(greatest(coalesce(k.ended_on, k.started_on), k.started_on) + interval 1 day as date) "
        f"as end_day, k.cost as amount from {Table.CAMPAIGNS} as k "
        f"where k.cost is not null and k.started_on is not null and k.campaign not in "
        f"(select campaign from {Table.COSTS} where campaign is not null)"
    )
    return f"{booked} union all {own}"


def _is_acquisition() -> str:
    """Costs of no kind are taken for marketing and sales."""
    return "(c.kind is null or " + " or ".join(
        f"c.kind like '%{word}%'" for word in _ACQUISITION
    ) + ")"  # fmt: skip
