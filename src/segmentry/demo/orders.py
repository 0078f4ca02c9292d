"""Orders and their lines, with season, campaign, downturn and returns."""

from dataclasses import dataclass, fields

import numpy as np

from segmentry.demo.behaviour import ONE_OFF, TREATED, Lives
from segmentry.demo.calendar import Calendar
from segmentry.demo.companies import Companies
from segmentry.demo.money import CURRENCY_OF_COUNTRY, PRICE_FACTOR
from segmentry.demo.products import COST_SHARES, PRICES, draw_products
from segmentry.demo.randomness import Floats, Ints, stream
from segmentry.demo.repeats import repeated
from segmentry.demo.segments import (
    CAMPAIGN_LIFT,
    DOWNTURN_ORDER_VALUE,
    DOWNTURN_ORDERS_LOST,
    LARGE_TECHNOLOGY,
)

COMPLETED, RETURNED, CANCELLED = range(3)
STATUSES = ("completed", "returned", "cancelled")
_RETURN_RATE, _CANCEL_RATE = 0.03, 0.015
_DISCOUNTS = np.array([0, 0, 0, 0, 0, 0, 0, 5, 10, 15])
_LINES = np.array([1, 1, 1, 2, 2, 2, 3, 4])
_OF_LINES = ("line_order", "product", "quantity", "unit_price", "discount", "line_amount",
             "line_cost")  # fmt: skip
_REVERSED = ("amount", "list_amount", "cost", "quantity", "line_amount", "line_cost")


@dataclass(frozen=True)
class Orders:
    """Orders in the order of time; a return or cancellation is an order below 0."""

    company: Ints  # place in the part
    day: Ints
    second: Ints
    status: Ints
    currency: Ints
    channel: Ints
    amount: Ints  # cents, as the following
    list_amount: Ints
    cost: Ints
    line_order: Ints  # from here on one entry per line: place of its order
    product: Ints
    quantity: Ints
    unit_price: Ints
    discount: Ints  # percent
    line_amount: Ints
    line_cost: Ints

    def __len__(self) -> int:
        return len(self.company)


def draw_orders(companies: Companies, lives: Lives, calendar: Calendar) -> Orders:
    rng = stream(companies.seed, int(companies.number[0]), "orders")
    company, day = _order_days(rng, companies, lives, calendar)
    second = 8 * 3600 + rng.integers(0, 10 * 3600, len(day))
    order = np.lexsort((company, second, day))
    company, day, second = company[order], day[order], second[order]
    value = _values(rng, companies, lives, calendar, company, day)
    return _with_reversals(rng, _priced(rng, companies, company, day, second, value), calendar)


def _order_days(
    rng: np.random.Generator, companies: Companies, lives: Lives, calendar: Calendar
) -> tuple[Ints, Ints]:
    """Who orders when: evenly over its time with us, denser in the season."""
    years = np.maximum(lives.stop - lives.begin, 1) / 365.25
    planned = np.rint(lives.orders_per_year * years + rng.uniform(-0.5, 0.5, len(companies)))
    count = np.where(lives.behaviour == ONE_OFF, 1, np.maximum(planned, 1)).astype(np.int64)
    count = np.where(lives.customer, count, 0)
    company, place = repeated(count)
    part = (place + rng.random(len(company))) / count[company]
    day = calendar.spread(
        lives.begin[company].astype(np.float64), lives.stop[company].astype(np.float64), part
    )
    return _changed_by_events(rng, company, day, companies, lives, calendar)


def _changed_by_events(
    rng: np.random.Generator, company: Ints, day: Ints, companies: Companies, lives: Lives,
    calendar: Calendar,
) -> tuple[Ints, Ints]:  # fmt: skip
    """The campaign adds orders of treated companies, the downturn takes orders away."""
    first, after = calendar.campaign
    drawn = rng.random(len(day))
    hit = (companies.segment[company] == LARGE_TECHNOLOGY) & (day >= calendar.downturn)
    kept = ~(hit & (drawn < DOWNTURN_ORDERS_LOST))
    company, day, drawn = company[kept], day[kept], drawn[kept]
    added = (lives.arm[company] == TREATED) & (day >= first) & (day < after)
    added &= drawn < CAMPAIGN_LIFT
    extra_day = np.minimum(day[added] + rng.integers(0, 14, int(added.sum())), after - 1)
    return np.concatenate([company, company[added]]), np.concatenate([day, extra_day])


def _with_reversals(rng: np.random.Generator, orders: Orders, calendar: Calendar) -> Orders:
    """Some orders come back or are cancelled: that is the same order again, below 0."""
    drawn = rng.random(len(orders))
    status = np.where(drawn < _RETURN_RATE, RETURNED, CANCELLED)
    later = orders.day + np.where(status == RETURNED, rng.integers(5, 30, len(orders)), 1)
    back = (drawn < _RETURN_RATE + _CANCEL_RATE) & (later < calendar.stop)
    again = np.flatnonzero(back)
    lines = np.flatnonzero(back[orders.line_order])
    place = np.cumsum(back) - 1 + len(orders)
    changed = {"day": later[again], "status": status[again],
               "line_order": place[orders.line_order[lines]]}  # fmt: skip
    columns = {}
    for field in fields(orders):
        old = getattr(orders, field.name)
        new = old[lines if field.name in _OF_LINES else again]
        new = -new if field.name in _REVERSED else new
        columns[field.name] = np.concatenate([old, changed.get(field.name, new)])
    return Orders(**columns)


def _values(
    rng: np.random.Generator, companies: Companies, lives: Lives, calendar: Calendar,
    company: Ints, day: Ints,
) -> Floats:  # fmt: skip
    """What each order is about, in euro cents."""
    value = lives.order_value[company] * 100 * rng.lognormal(0.0, 0.28, len(company))
    hit = (companies.segment[company] == LARGE_TECHNOLOGY) & (day >= calendar.downturn)
    result: Floats = np.where(hit, value * DOWNTURN_ORDER_VALUE, value)
    return result


def _priced(
    rng: np.random.Generator, companies: Companies, company: Ints, day: Ints, second: Ints,
    value: Floats,
) -> Orders:  # fmt: skip
    """Lines whose prices add up to about the value; all arithmetic is in whole cents."""
    size = len(company)
    currency = CURRENCY_OF_COUNTRY[companies.country[company]]
    lines = rng.choice(_LINES, size)
    order = np.repeat(np.arange(size), lines)
    target = value[order] / lines[order] * rng.uniform(0.7, 1.3, len(order))
    product = draw_products(rng, target)
    quantity = np.maximum(np.rint(target / PRICES[product]), 1).astype(np.int64)
    price = np.rint(PRICES[product] * PRICE_FACTOR[currency[order]]).astype(np.int64)
    discount = rng.choice(_DISCOUNTS, size)[order]
    line_amount = (quantity * price * (100 - discount) + 50) // 100
    line_cost = np.rint(quantity * price * COST_SHARES[product]).astype(np.int64)
    return Orders(
        company, day, second, np.full(size, COMPLETED), currency,
        rng.choice(np.array([0, 0, 0, 1, 1, 2]), size),
        _summed(line_amount, order, size), _summed(quantity * price, order, size),
        _summed(line_cost, order, size), order, product, quantity, price, discount,
        line_amount, line_cost,
    )  # fmt: skip


def _summed(amounts: Ints, order: Ints, size: int) -> Ints:
    return np.rint(np.bincount(order, weights=amounts, minlength=size)).astype(np.int64)
