"""A launch of 1 January 2026 on hand-made accounts, looked at a year later."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from segmentry.model.definitions import SegmentationDefinition, WorkspaceSettings
from segmentry.model.plans import KpiSettings, LaunchDefinition

AS_OF = date(2026, 12, 31)
JANUARY = date(2026, 1, 1)


def launch(name: str = "care", **said: Any) -> LaunchDefinition:
    given = {"segmentation": "plan", "launched_on": JANUARY, "cost": Decimal(5000), **said}
    return LaunchDefinition(name=name, **given)


def accounts(count: int, of: str = "a") -> list[str]:
    return [f"{of}{at:03}" for at in range(count)]


@pytest.fixture
def market(bench: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a bench: `market(months, members, launches)`.

    `months` are (account, month, amount, orders); `members` (segment, account, from, to).
    """

    def make(
        months: Sequence[tuple[str, str, float, int]],
        members: Sequence[tuple[str, str, str, str | None]],
        launches: Sequence[LaunchDefinition],
        *,
        as_of: date = AS_OF,
        method: str = "rules",
        settings: dict[str, object] | None = None,
        others: Sequence[str] = (),
        measure: str = "net_revenue",
        kpis: KpiSettings | None = None,
    ) -> Any:
        known = dict.fromkeys([m[1] for m in members] + [m[0] for m in months] + [*others])
        workspace = WorkspaceSettings(name="test", kpis=kpis or KpiSettings())
        definition = SegmentationDefinition(
            name="plan", method=method, version="v1", settings=settings or {}
        )
        values = " union all ".join(
            f"select '{a}' as account_id, 1.0 as net_revenue" for a in known
        )
        made = bench(values, [definition], as_of=as_of, settings=workspace)
        context = made.context
        context.definitions = context.definitions.model_copy(update={"launches": tuple(launches)})
        feed_months(made, months)
        feed_members(made, members, measure)
        return made

    return make


def feed_months(made: Any, months: Sequence[tuple[str, str, float, int]]) -> None:
    zero = "cast(0 as decimal(18, 4))"
    made.feed("account_months", " union all ".join(
        f"select '{a}' as account_id, date '{m}-01' as month, {orders} as orders, "
        f"cast({amount} as decimal(18, 4)) as amount, {zero} as returned_amount, "
        f"{zero} as monthly_amount, 0 as engagements, 0 as touches, "
        "0 as responses" for a, m, amount, orders in months))  # fmt: skip


def feed_members(
    made: Any, members: Sequence[tuple[str, str, str, str | None]], measure: str
) -> None:
    made.feed("memberships", " union all ".join(
        f"select 'plan' as segmentation, '{s}' as segment, '{a}' as account_id, 'v1' as "
        f"definition_version, date '{since}' as valid_from, "
        f"{f'date {until!r}' if until else 'cast(null as date)'} as valid_to, 'so' as reason"
        for s, a, since, until in members))  # fmt: skip
    made.feed("segment_stats", " union all ".join(
        f"select 'plan' as segmentation, '{s}' as segment, '{measure}' as measure"
        for s in dict.fromkeys(m[0] for m in members)))  # fmt: skip


def steady(
    names: Sequence[str], before: float, after: float, first: str = "2025"
) -> list[tuple[str, str, float, int]]:
    """One order in June of the year before the launch, and one in June after it."""
    return [
        row
        for name in names
        for row in ((name, f"{first}-06", before, 1), (name, "2026-06", after, 1))
    ]
