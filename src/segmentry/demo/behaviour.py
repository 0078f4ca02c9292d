"""How companies live with us: since when they buy, when they stop, what they signed."""

from dataclasses import dataclass, replace

import numpy as np

from segmentry.demo.calendar import Calendar
from segmentry.demo.companies import TEST, Companies
from segmentry.demo.randomness import Bools, Floats, Ints, picked_by_weight, stream
from segmentry.demo.segments import (
    BEHAVIOURS,
    DOWNTURN_CHURN,
    LARGE_TECHNOLOGY,
    PLANTED,
    values,
)

STEADY, NEW, AT_RISK, LOST, ONE_OFF = range(len(BEHAVIOURS))
TREATED, HOLDOUT, NOT_IN_CAMPAIGN = 1, 0, -1
_BLOCK = 4  # companies that buy alike; half of each block is treated
_MONTH = 30.44
_PAYMENT_TERMS = np.array([14, 30, 30, 60])
_PAYMENT_DELAYS = np.array([-3.0, 1.0, 9.0, 28.0])
_FEW = 4.0  # orders a year: below, five quiet months mean nothing


@dataclass(frozen=True)
class Lives:
    """The life of each company as a customer; days are counted from 1970-01-01."""

    customer: Bools
    behaviour: Ints
    known_since: Ints
    begin: Ints  # first day it may order
    stop: Ints  # first day it no longer orders
    orders_per_year: Floats
    order_value: Floats  # EUR
    subscribed: Bools
    subscription_start: Ints
    subscription_end: Ints  # first day it no longer runs; after the data while it runs
    arm: Ints
    payment_terms: Ints
    payment_delay: Floats  # mean days after the due day


def draw_lives(companies: Companies, calendar: Calendar) -> Lives:
    rng = stream(companies.seed, int(companies.number[0]), "lives")
    size, segment = len(companies), companies.segment
    test_buys = companies.relation == TEST
    customer = (rng.random(size) < values("customers")[segment]) & ~companies.excluded | test_buys
    weights = np.array([s.behaviours for s in PLANTED], dtype=np.float64)[segment]
    behaviour = picked_by_weight(rng, weights)
    low, high = np.array([s.orders_per_year for s in PLANTED])[segment].T
    pace = rng.uniform(low, high)
    begin, stop = _window(rng, behaviour, pace, calendar)
    lives = Lives(
        customer, behaviour,
        np.minimum(begin, calendar.stop - 30) - rng.integers(20, 240, size), begin, stop, pace,
        values("order_value")[segment] * rng.lognormal(0.0, 0.2, size),
        np.zeros(size, dtype=np.bool_), begin, stop, np.full(size, NOT_IN_CAMPAIGN),
        rng.choice(_PAYMENT_TERMS, size), rng.choice(_PAYMENT_DELAYS, size),
    )  # fmt: skip
    lives = _with_contracts(rng, lives, companies, calendar)
    return replace(lives, arm=_arms(rng, lives, companies, calendar))


def _window(
    rng: np.random.Generator, behaviour: Ints, pace: Floats, calendar: Calendar
) -> tuple[Ints, Ints]:
    """First and last day of each customer, by behaviour."""
    size = len(behaviour)
    late = np.where(pace < _FEW, rng.uniform(0.58, 0.68, size), rng.uniform(0.74, 0.86, size))
    stop = np.ones(size)
    stop[behaviour == AT_RISK] = late[behaviour == AT_RISK]
    stop[behaviour == LOST] = rng.uniform(0.35, 0.52, size)[behaviour == LOST]
    # More than half were customers before our data begins.
    begin = np.maximum(rng.uniform(-0.7, 0.55, size), 0.0) * np.minimum(stop, 0.9)
    begin[behaviour == NEW] = rng.uniform(0.85, 0.97, size)[behaviour == NEW]
    begin[behaviour == ONE_OFF] = rng.uniform(0.0, 0.95, size)[behaviour == ONE_OFF]
    return calendar.share(begin).astype(np.int64), calendar.share(stop).astype(np.int64)


def _with_contracts(
    rng: np.random.Generator, lives: Lives, companies: Companies, calendar: Calendar
) -> Lives:
    """Contracts end by the hazard of their segment; with the contract the orders end."""
    size = len(companies)
    share = values("subscribers")[companies.segment]
    loyal = np.isin(lives.behaviour, (STEADY, NEW)) & lives.customer & ~companies.excluded
    subscribed = loyal & (rng.random(size) < share)
    start = np.minimum(lives.begin + rng.integers(0, 45, size), calendar.stop - 1)
    end = np.minimum(_contract_ends(rng, start, companies.segment, calendar), calendar.stop)
    ended = subscribed & (end < calendar.stop)
    gone_for = (calendar.stop - end) / (calendar.stop - calendar.start)
    behaviour = np.where(ended, np.where(gone_for < 1 / 3, AT_RISK, LOST), lives.behaviour)
    stop = np.where(subscribed, np.minimum(lives.stop, end), lives.stop)
    return replace(
        lives, subscribed=subscribed, subscription_start=start, subscription_end=end,
        behaviour=behaviour, stop=stop,
    )  # fmt: skip


def _contract_ends(
    rng: np.random.Generator, start: Ints, segment: Ints, calendar: Calendar
) -> Ints:
    usual = values("churn")[segment]
    hard = np.where(segment == LARGE_TECHNOLOGY, DOWNTURN_CHURN, usual)
    end = start + _lifetime(rng, usual)
    after = np.maximum(start, calendar.downturn) + _lifetime(rng, hard)
    return np.where(end < calendar.downturn, end, after)


def _lifetime(rng: np.random.Generator, hazard: Floats) -> Ints:
    """Days until a contract with this monthly hazard ends, at least a month."""
    months = np.log(rng.random(len(hazard))) / np.log(1 - hazard)
    return ((months + 1) * _MONTH).astype(np.int64)


def _arms(rng: np.random.Generator, lives: Lives, companies: Companies, calendar: Calendar) -> Ints:
    """Treated or held out, drawn within blocks of companies that buy alike."""
    first, after = calendar.campaign
    eligible = np.flatnonzero(
        lives.customer & ~companies.excluded & ~companies.do_not_contact
        & (lives.begin < first) & (lives.stop > after) & (lives.behaviour != ONE_OFF)
    )  # fmt: skip
    alike = np.lexsort((lives.orders_per_year[eligible], companies.segment[eligible]))
    ordered = eligible[alike][: len(alike) // _BLOCK * _BLOCK]
    rank = rng.random((len(ordered) // _BLOCK, _BLOCK)).argsort(axis=1).argsort(axis=1)
    arm = np.full(len(companies), NOT_IN_CAMPAIGN, dtype=np.int64)
    arm[ordered] = np.where(rank.ravel() < _BLOCK // 2, TREATED, HOLDOUT)
    return arm
