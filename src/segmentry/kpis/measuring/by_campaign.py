"""Revenue after answers and costs of every campaign on its own."""

from collections.abc import Iterator

import numpy as np

from segmentry.kpis.measuring.calendar import DAYS, PERIOD_STEPS
from segmentry.kpis.measuring.campaigns import CAMPAIGN_ORDERS
from segmentry.kpis.measuring.cohorts import ACCOUNT_PATTERNS, PATTERN_CELLS
from segmentry.kpis.measuring.costs import CAMPAIGN_COSTS, Costs
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures, Sum
from segmentry.statistics.differences import Numbers

REVENUE = Sum("campaigns", "amount")


def campaign_figures(scope: Scope, figures: Figures, costs: Costs) -> Iterator[tuple[str, Figures]]:
    """The figures of each campaign whose cost is known."""
    rows = scope.context.query(
        "kpi_campaign_revenue",
        "revenue after answers to each campaign, per cell and period",
        "select a.campaign, c.cell, a.period, cast(sum(a.amount) as double) as amount, "
        "cast(sum(a.squares) as double) as squares from ("
        "select o.campaign, p.pattern, o.period, sum(o.amount) as amount, "
        "sum(cast(o.amount as decimal(19,2)) * cast(o.amount as decimal(19,2))) as squares from ("
        "select o.account_id, o.campaign, s.period, "
        "cast(coalesce(sum(o.amount), 0) as decimal(18,4)) as amount "
        f"from {CAMPAIGN_ORDERS} as o join {DAYS} as d on d.day = o.ordered_on "
        f"join {PERIOD_STEPS} as s on s.step = d.step group by 1, 2, 3) as o "
        f"join {ACCOUNT_PATTERNS} as p on p.account_id = o.account_id group by 1, 2, 3) as a "
        f"join {PATTERN_CELLS} as c on c.pattern = a.pattern group by 1, 2, 3",
    ).to_pylist()
    found: dict[str, tuple[Numbers, Numbers]] = {}
    for row in rows:
        nothing = np.zeros_like(figures.members), np.zeros_like(figures.members)
        amount, squares = found.setdefault(row["campaign"], nothing)
        amount[row["cell"], row["period"]] = row["amount"]
        squares[row["cell"], row["period"]] = row["squares"]
    for campaign, cost in sorted(costs.by_campaign.items()):
        nothing = np.zeros_like(figures.members), np.zeros_like(figures.members)
        amount, squares = found.get(campaign, nothing)
        own = Figures(figures.members, scope)
        own.put(REVENUE, amount)
        own.found["x", REVENUE.facts, REVENUE.of, REVENUE.of] = squares
        own.put(CAMPAIGN_COSTS, cost)
        yield campaign, own
