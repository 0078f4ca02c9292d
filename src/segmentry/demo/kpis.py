"""The true KPIs per segment, the true effect of the campaign, and when what happened."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from segmentry.demo.calendar import Calendar
from segmentry.demo.columns import days, money, numbers, pick
from segmentry.demo.costs import Costs
from segmentry.demo.ledger import Ledger
from segmentry.demo.randomness import Floats, Ints
from segmentry.demo.segments import CAMPAIGN_LIFT, DOWNTURN_ORDERS_LOST, PLANTED, values

_NAMES = [s.name for s in PLANTED]


def segments(ledger: Ledger) -> pa.Table:
    """What was planted, and how many companies of it there are."""
    return pa.table({
        "segment": pa.array(_NAMES),
        "size": pa.array([s.size for s in PLANTED]),
        "industries": pa.array([" ".join(s.industries) for s in PLANTED]),
        "purchase_behaviour": pa.array([s.purchase for s in PLANTED]),
        "accounts": numbers(ledger.accounts),
        "excluded": numbers(ledger.excluded),
        "customers": numbers(ledger.customers),
        "orders": numbers(ledger.orders.sum(axis=1)),
        "revenue_eur": money(ledger.revenue.sum(axis=1)),
        "orders_per_year_from": pa.array([float(s.orders_per_year[0]) for s in PLANTED]),
        "orders_per_year_to": pa.array([float(s.orders_per_year[1]) for s in PLANTED]),
        "order_value_eur": pa.array(values("order_value")),
        "monthly_churn": pa.array(values("churn")),
        "acquisition_cost_eur": pa.array(values("acquisition_cost")),
        "win_rate": pa.array(values("win_rate")),
        "need": pa.array([s.need for s in PLANTED]),
    })  # fmt: skip


def kpis(ledger: Ledger, costs: Costs) -> pa.Table:
    """KPIs of the last twelve months; the value is null where the denominator is 0."""
    rows = list(_kpis(ledger, costs))
    above = np.concatenate([r[1] for r in rows])
    below = np.concatenate([r[2] for r in rows])
    known = below > 0
    value = np.divide(above, below, out=np.zeros_like(above), where=known)
    count, first = len(PLANTED), ledger.calendar.last_year
    size = len(rows) * count
    return pa.table({
        "segment": pick(_NAMES, np.tile(np.arange(count), len(rows))),
        "kpi": pick([r[0] for r in rows], np.repeat(np.arange(len(rows)), count)),
        "from": days(np.full(size, first)),
        "to": days(np.full(size, ledger.calendar.stop - 1)),
        "numerator": pa.array(above),
        "denominator": pa.array(below),
        "value": pa.array(np.round(value, 6), mask=~known),
    })  # fmt: skip


def _kpis(ledger: Ledger, costs: Costs) -> Iterator[tuple[str, Floats, Floats]]:
    one: Floats = np.ones(len(PLANTED))
    revenue = _euros(ledger.last_year(ledger.revenue))
    new = ledger.last_year(ledger.new).astype(np.float64)
    acquisition = _euros(costs.last_year("marketing", "sales"))
    expenses = _euros(costs.last_year("marketing", "sales", "service") + costs.newsletter())
    won, lost = ledger.won.astype(np.float64), ledger.lost.astype(np.float64)
    ended, running = ledger.ended.astype(np.float64), ledger.running.astype(np.float64)
    yield "revenue", revenue, one
    yield "new customers", new, one
    yield "CAC", acquisition, new
    yield "conversion rate", won, won + lost
    yield "churn rate", ended, running
    yield "ROI", np.round(revenue - expenses, 2), expenses


def _euros(cents: Ints) -> Floats:
    result: Floats = cents.astype(np.float64) / 100
    return result


def months(ledger: Ledger) -> pa.Table:
    """Orders, revenue and new customers by segment and month: the downturn is seen here."""
    segment, month = (a.ravel() for a in np.indices(ledger.orders.shape))
    return pa.table({
        "segment": pick(_NAMES, segment),
        "month": days(ledger.calendar.month_starts[month]),
        "orders": numbers(ledger.orders.ravel()),
        "revenue_eur": money(ledger.revenue.ravel()),
        "new_customers": numbers(ledger.new.ravel()),
    })  # fmt: skip


def campaign(ledger: Ledger) -> pa.Table:
    """Treated and held out companies, before and during the campaign."""
    return pa.table({
        "arm": pa.array(["holdout", "treated"]),
        "accounts": numbers(ledger.arm_accounts),
        "orders_before": numbers(ledger.arm_orders_before),
        "orders_during": numbers(ledger.arm_orders),
        "revenue_during_eur": money(ledger.arm_revenue),
        "planted_lift": pa.array([0.0, CAMPAIGN_LIFT]),
    })  # fmt: skip


def events(calendar: Calendar) -> pa.Table:
    """From when to when everything was planted."""
    first, after = calendar.campaign
    starts: Ints = np.array([calendar.start, first, calendar.downturn])
    ends: Ints = np.array([calendar.stop, after, calendar.stop])
    return pa.table({
        "event": pa.array(["data", "campaign", "downturn"]),
        "from": days(starts),
        "to": days(ends - 1),
        "effect_on_orders": pa.array([0.0, CAMPAIGN_LIFT, -DOWNTURN_ORDERS_LOST]),
    })  # fmt: skip
