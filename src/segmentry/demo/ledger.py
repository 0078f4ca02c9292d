"""What really happened, counted per segment over all parts; excluded companies do not count."""

from dataclasses import dataclass, field

import numpy as np

from segmentry.demo.behaviour import HOLDOUT, TREATED
from segmentry.demo.calendar import Calendar
from segmentry.demo.campaigns import NEWSLETTER
from segmentry.demo.deals import LOST, WON
from segmentry.demo.orders import COMPLETED
from segmentry.demo.part import Part
from segmentry.demo.randomness import Bools, Ints
from segmentry.demo.reached import touches
from segmentry.demo.segments import PLANTED

ARMS = (HOLDOUT, TREATED)


def _zeros(*shape: int) -> Ints:
    return np.zeros(shape, dtype=np.int64)


@dataclass
class Ledger:
    """Sums by segment, by segment and month, and by arm of the campaign."""

    calendar: Calendar
    accounts: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    excluded: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    customers: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    won: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    lost: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    running: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    ended: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    lettered: Ints = field(default_factory=lambda: _zeros(len(PLANTED)))
    """Touches of the newsletter."""
    arm_accounts: Ints = field(default_factory=lambda: _zeros(len(ARMS)))
    arm_orders_before: Ints = field(default_factory=lambda: _zeros(len(ARMS)))
    arm_orders: Ints = field(default_factory=lambda: _zeros(len(ARMS)))
    arm_revenue: Ints = field(default_factory=lambda: _zeros(len(ARMS)))

    def __post_init__(self) -> None:
        by_month = (len(PLANTED), self.calendar.months)
        self.orders, self.revenue, self.new = (_zeros(*by_month) for _ in range(3))

    def add(self, part: Part) -> None:
        segment, good = part.companies.segment, ~part.companies.excluded
        self.accounts += _counted(segment)
        self.excluded += _counted(segment[~good])
        ordered = np.bincount(part.orders.company, minlength=len(good)) > 0
        self.customers += _counted(segment[good & ordered])
        self._add_orders(part, good)
        self._add_deals(part)
        self._add_contracts(part)
        self._add_newsletter(part)
        self._add_arms(part)

    def last_year(self, by_month: Ints) -> Ints:
        """Sums per segment over the last twelve months."""
        result: Ints = by_month[:, -12:].sum(axis=1)
        return result

    def _add_orders(self, part: Part, good: Bools) -> None:
        orders, calendar = part.orders, part.calendar
        here = good[orders.company]
        sale = here & (orders.status == COMPLETED)
        cell = part.companies.segment[orders.company] * calendar.months
        cell = cell + calendar.month_of(orders.day)
        euro = euro_cents(part)
        self.orders += _table(cell[sale], calendar.months)
        self.revenue += _table(cell[here], calendar.months, euro[here])
        first = first_order_days(part)
        new = good & (first >= calendar.start)
        first_cell = part.companies.segment * calendar.months + calendar.month_of(first)
        self.new += _table(first_cell[new], calendar.months)

    def _add_deals(self, part: Part) -> None:
        deals = part.deals
        recent = (deals.closed >= self.calendar.last_year) & (deals.closed < self.calendar.stop)
        segment = part.companies.segment[deals.place]
        self.won += _counted(segment[recent & (deals.outcome == WON)])
        self.lost += _counted(segment[recent & (deals.outcome == LOST)])

    def _add_contracts(self, part: Part) -> None:
        lives, first = part.lives, self.calendar.last_year
        running = lives.subscribed & (lives.subscription_start < first)
        running &= lives.subscription_end > first
        self.running += _counted(part.companies.segment[running])
        ended = running & (lives.subscription_end < self.calendar.stop)
        self.ended += _counted(part.companies.segment[ended])

    def _add_newsletter(self, part: Part) -> None:
        reached, times = touches(part, part.stream("responses"))
        segment = part.companies.segment[np.repeat(reached.place, times)]
        self.lettered += _counted(segment[np.repeat(reached.campaign == NEWSLETTER, times)])

    def _add_arms(self, part: Part) -> None:
        orders, (first, after) = part.orders, self.calendar.campaign
        arm, euro = part.lives.arm[orders.company], euro_cents(part)
        sale = orders.status == COMPLETED
        during = sale & (orders.day >= first) & (orders.day < after)
        before = sale & (orders.day >= 2 * first - after) & (orders.day < first)
        for place, which in enumerate(ARMS):
            self.arm_accounts[place] += int((part.lives.arm == which).sum())
            self.arm_orders_before[place] += int((before & (arm == which)).sum())
            self.arm_orders[place] += int((during & (arm == which)).sum())
            self.arm_revenue[place] += int(euro[during & (arm == which)].sum())


def euro_cents(part: Part) -> Ints:
    """What each order is worth in euro cents; returns are below 0."""
    return part.rates.in_euro(part.orders.amount, part.orders.currency, part.orders.day)


def first_order_days(part: Part) -> Ints:
    """Day of each company's first order; -1 without one."""
    first = np.full(len(part.companies), np.iinfo(np.int64).max)
    np.minimum.at(first, part.orders.company, part.orders.day)
    return np.where(first == np.iinfo(np.int64).max, -1, first)


def last_order_days(part: Part) -> Ints:
    """Day of each company's last completed order; -1 without one."""
    last = np.full(len(part.companies), -1)
    sale = part.orders.status == COMPLETED
    np.maximum.at(last, part.orders.company[sale], part.orders.day[sale])
    return last


def _counted(segment: Ints) -> Ints:
    return np.bincount(segment, minlength=len(PLANTED)).astype(np.int64)


def _table(cell: Ints, months: int, amounts: Ints | None = None) -> Ints:
    size = len(PLANTED) * months
    sums = np.bincount(cell, weights=amounts, minlength=size)
    return np.rint(sums).astype(np.int64).reshape(len(PLANTED), months)
