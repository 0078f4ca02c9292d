"""Visitor, lead, trial, customer: who came to each step when, and who went on."""

from segmentry.kpis.measuring.calendar import DAYS, PERIOD_STEPS
from segmentry.kpis.measuring.cohorts import of_accounts
from segmentry.kpis.measuring.events import ENGAGED
from segmentry.kpis.measuring.purchases import FIRST_STEPS
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

FUNNEL = "kpi_funnel"
"""account, visited_on, lead_on, trial_on, customer_on"""

_NUMBERED = ENGAGED, FIRST_STEPS
_LEAD_STAGES = "('lead', 'opportunity', 'customer', 'lapsed', 'lost')"


def keep_funnel(scope: Scope) -> None:
    """The day each account came to each step; none of them for accounts that never did."""
    scope.context.keep(
        FUNNEL,
        "the day each account came to each step of the funnel",
        "select account, min(visited_on) as visited_on, min(lead_on) as lead_on, "
        "min(trial_on) as trial_on, min(customer_on) as customer_on from ("
        + " union all ".join(_days(scope))
        + ") as days group by account",
    )


def _days(scope: Scope) -> list[str]:
    def part(table: str, where: str, **days: str) -> str:
        named = ", ".join(
            f"{days.get(n, 'cast(null as date)')} as {n}"
            for n in ("visited_on", "lead_on", "trial_on", "customer_on")
        )
        source = table if table in _NUMBERED else of_accounts(table, "e")
        return f"select account, {named} from {source} where {where}"

    before = scope.as_of
    opened, won = f"opened_on < {before}", f"outcome = 'won' and closed_on < {before}"
    return [
        part(ENGAGED, "kind = 'web'", visited_on="min(occurred_on)") + " group by account",
        part(Table.PROFILES, f"stage in {_LEAD_STAGES} and created_on < {before}",
             lead_on="created_on"),
        part(Table.ACCOUNT_OPPORTUNITIES, f"{opened} or {won}",
             lead_on=f"case when {opened} then opened_on end",
             customer_on=f"case when {won} then closed_on end"),
        part(Table.ACCOUNT_SUBSCRIPTIONS, f"started_on < {before}",
             trial_on="case when is_trial then started_on end",
             customer_on="case when not coalesce(is_trial, false) then started_on end"),
        *([part(FIRST_STEPS, "first_on is not null", customer_on="first_on")]
          if scope.income is Table.ACCOUNT_ORDERS else []),
    ]  # fmt: skip


def visitors(_: Scope) -> str:
    return _entered("visited_on", went_on="coalesce(lead_on, customer_on) is not null",
                    before="least(lead_on, customer_on)")  # fmt: skip


def leads(_: Scope) -> str:
    return _entered("lead_on", went_on="customer_on is not null", tried="trial_on >= lead_on",
                    before="customer_on")  # fmt: skip


def trials(_: Scope) -> str:
    return _entered("trial_on", went_on="customer_on is not null", before="customer_on")


def _entered(day: str, *, before: str, **flags: str) -> str:
    """Accounts whose first day in a step lies in the period, and not after the steps to come."""
    told = ", ".join(f"case when {sql} then 1 else 0 end as {name}" for name, sql in flags.items())
    return (
        f"select f.account, p.period, 1 as entered, {told} from {FUNNEL} as f "
        f"join {DAYS} as d on d.day = f.{day} join {PERIOD_STEPS} as p on p.step = d.step "
        f"where coalesce({before} >= {day}, true)"
    )
