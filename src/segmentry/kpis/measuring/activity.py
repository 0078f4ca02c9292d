"""Who was active at the beginning of a period, and who still was at its end."""

from segmentry.kpis.measuring.calendar import DAYS, PERIODS
from segmentry.kpis.measuring.contracts import CONTRACT_POINTS
from segmentry.kpis.measuring.purchases import PURCHASE_STEPS
from segmentry.kpis.measuring.scope import Scope

FLAGS = (
    "max(was) as was_active, max(was) * max(stands) as stayed_active, "
    "max(was) * (1 - max(stands)) as went_inactive, max(stands) as is_active"
)


def as_defined(scope: Scope) -> str:
    """By contracts or by orders, as the workspace says."""
    return by_contracts() if scope.by_contract else by_orders(scope)


def by_contracts() -> str:
    return _of_points(CONTRACT_POINTS, "s.point = p.{bound}")


def by_orders(scope: Scope) -> str:
    """An order keeps its account active for the window's days after it."""
    reach = f"d.day = cast(s.last_on + interval {scope.window_days} day as date)"
    last = scope.last_point
    # within step k the points up to k - 1 have passed
    until = (
        f"select s.account_id, s.step, least(coalesce(s.next_step - 1, {last}), "
        f"case when s.last_on + interval {scope.window_days} day >= {scope.as_of} then {last} "
        f"else coalesce(d.step - 1, -1) end) as until from {PURCHASE_STEPS} as s "
        f"left join {DAYS} as d on {reach} where s.last_on is not null"
    )
    return _of_points(f"({until})", "p.{bound} between s.step and s.until")


def _of_points(source: str, at: str) -> str:
    def side(bound: str, was: int) -> str:
        return (
            f"select s.account_id, p.period, {was} as was, {1 - was} as stands "
            f"from {source} as s join {PERIODS} as p on {at.format(bound=bound)}"
        )

    return (
        f"select account_id, period, {FLAGS} from ("
        f"{side('first_point', 1)} union all {side('last_point', 0)}) as sides "
        "group by account_id, period"
    )
