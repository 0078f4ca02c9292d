"""Deals with companies: won by those who buy, lost or open with the others."""

from dataclasses import dataclass

import numpy as np

from segmentry.demo.behaviour import Lives
from segmentry.demo.calendar import Calendar
from segmentry.demo.companies import Companies
from segmentry.demo.randomness import Bools, Ints
from segmentry.demo.segments import values

OPEN, WON, LOST = range(3)
_CYCLE_DAYS = (25, 120)


@dataclass(frozen=True)
class Deals:
    """Deals of the companies at these places."""

    place: Ints
    outcome: Ints
    opened: Ints
    closed: Ints
    amount: Ints
    product: Ints
    step: Ints


def draw_deals(
    rng: np.random.Generator, companies: Companies, lives: Lives, in_crm: Bools, calendar: Calendar
) -> Deals:
    """Each new customer began with a won deal; for each there are lost ones elsewhere."""
    here = in_crm & ~companies.excluded
    won = np.flatnonzero(here & lives.customer & (lives.begin > calendar.start))
    lost = _lost(rng, companies.segment, np.flatnonzero(here & ~lives.customer), won)
    open_ = np.flatnonzero(here & (rng.random(len(here)) < 0.05))
    place = np.concatenate([won, lost, open_])
    size = len(place)
    outcome = np.repeat(np.array([WON, LOST, OPEN]), [len(won), len(lost), len(open_)])
    recent = calendar.stop - 1 - rng.integers(0, 90, size)
    any_day = rng.integers(calendar.start, calendar.stop, size)
    closed = np.choose(outcome, [np.full(size, calendar.stop), lives.begin[place], any_day])
    cycle = rng.integers(*_CYCLE_DAYS, size)
    opened = np.where(outcome == OPEN, recent, closed - cycle)
    value = lives.order_value[place] * lives.orders_per_year[place]
    amount = np.rint(value * rng.lognormal(0.0, 0.4, size)).astype(np.int64) * 100
    return Deals(place, outcome, opened, closed, amount,
                 rng.integers(0, 3, size), rng.integers(0, 3, size))  # fmt: skip


def _lost(rng: np.random.Generator, segment: Ints, prospects: Ints, won: Ints) -> Ints:
    """So many lost deals per segment that its share of won ones is as planted."""
    rate = values("win_rate")
    wins = np.bincount(segment[won], minlength=len(rate))
    wanted = np.rint(wins * (1 - rate) / rate).astype(np.int64)
    chosen = [
        rng.choice(pool, count)
        for pool, count in (
            (prospects[segment[prospects] == n], int(c)) for n, c in enumerate(wanted)
        )
        if len(pool)
    ]
    return np.concatenate([np.array([], dtype=np.int64), *chosen]).astype(np.int64)
