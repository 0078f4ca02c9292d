"""A month's revenue of a segment is one figure, in the KPIs as in the launches."""

from collections.abc import Callable
from datetime import date
from typing import Any

from segmentry.kpis import stage as kpis
from segmentry.model.tables import SCHEMAS, Table
from segmentry.roi import stage as roi

from .conftest import accounts, launch

_NAMES = accounts(6)
_CONTRACTS = [
    (_NAMES[0], "2024-03-01", None, 310),
    (_NAMES[1], "2025-06-16", "2026-02-11", 900),
    (_NAMES[2], "2026-01-31", None, 77),
    (_NAMES[3], "2025-02-01", "2026-01-01", 50),
    (_NAMES[4], "2025-01-20", "2027-01-20", 12.5),
]


def _feed(made: Any, table: Table, **columns: str) -> None:
    given = ", ".join(
        f'cast({columns.get(c.name, "null")} as {c.type}) as "{c.name}"'
        for c in SCHEMAS[table].columns
    )
    values = ", ".join(
        f"('{a}', date '{start}', {f'date {end!r}' if end else 'cast(null as date)'}, {fee})"
        for a, start, end, fee in _CONTRACTS
    )
    made.feed(table, f"select {given} from (values {values}) as t(a, started, ended, fee)")


def test_a_launch_and_the_kpis_count_the_same_revenue(market: Callable[..., Any]) -> None:
    members = [("Core", name, "2025-01-01", None) for name in _NAMES]
    nothing = [(_NAMES[0], "2024-03", 0.0, 0)]
    made = market(nothing, members, [launch(after_months=2)], measure="monthly_amount",
                  as_of=date(2026, 3, 1), others=_NAMES)  # fmt: skip
    _feed(made, Table.ACCOUNT_SUBSCRIPTIONS, account_id="a", started_on="started",
          ended_on="ended", monthly_amount="fee", is_trial="false")  # fmt: skip
    made.run(roi.run)
    (told,) = made.rows("select * from launch_returns where segment = 'Core'")
    made.feed("segment_stats", "select 'plan' as segmentation, 'Core' as segment, 1 as position")
    made.context.stage = "kpis"
    made.run(kpis.run)
    for side in ("before", "after"):
        (row,) = made.rows(
            "select sum(value) as revenue, count(*) as months from kpi_values "
            "where kpi = 'revenue' and segment = 'Core' and cohort = 'today' and span = 'month' "
            f"and campaign = '' and period_start >= date '{told[f'{side}_start']}' "
            f"and period_start < date '{told[f'{side}_end']}'"
        )
        assert row["months"] == told["months"] == 2
        assert round(row["revenue"], 2) == round(told[f"average_{side}"] * told["customers"], 2) > 0
