"""Contracts: trials, running periods and what they grow to."""

from dataclasses import dataclass

import numpy as np

from segmentry.demo.behaviour import Lives
from segmentry.demo.calendar import Calendar
from segmentry.demo.companies import Companies
from segmentry.demo.money import CURRENCY_OF_COUNTRY, PRICE_FACTOR
from segmentry.demo.randomness import Bools, Ints
from segmentry.demo.segments import values

_TRIAL_DAYS, _YEAR = 30, 365
_TRIALS, _UPGRADES, _GROWTH = 0.25, 0.35, 1.25


@dataclass(frozen=True)
class Contracts:
    """Periods of contracts; `end` is the first day it no longer runs."""

    place: Ints
    start: Ints
    end: Ints
    fee: Ints  # cents a month, in the company's currency
    seats: Ints
    is_trial: Bools
    yearly: Bools

    def __len__(self) -> int:
        return len(self.place)


def draw_contracts(
    rng: np.random.Generator, companies: Companies, lives: Lives, calendar: Calendar
) -> Contracts:
    place = np.flatnonzero(lives.subscribed)
    start, end = lives.subscription_start[place], lives.subscription_end[place]
    fee, seats = _fees(rng, companies, place)
    tried = rng.random(len(place)) < _TRIALS
    grown = (end - start > _YEAR) & (rng.random(len(place)) < _UPGRADES)
    first_end = np.where(grown, start + _YEAR, end)
    yearly = rng.random(len(place)) < 0.4
    return Contracts(
        np.concatenate([place[tried], place, place[grown]]),
        np.concatenate([start[tried] - _TRIAL_DAYS, start, first_end[grown]]),
        np.concatenate([start[tried], first_end, end[grown]]),
        np.concatenate([fee[tried] * 0, fee, (fee[grown] * _GROWTH).astype(np.int64)]),
        np.concatenate([seats[tried], seats, (seats[grown] * _GROWTH).astype(np.int64)]),
        np.concatenate([tried[tried], np.zeros(len(place) + int(grown.sum()), dtype=np.bool_)]),
        np.concatenate([yearly[tried], yearly, yearly[grown]]),
    )


def _fees(rng: np.random.Generator, companies: Companies, place: Ints) -> tuple[Ints, Ints]:
    usual = values("monthly_fee")[companies.segment[place]]
    factor = PRICE_FACTOR[CURRENCY_OF_COUNTRY[companies.country[place]]]
    euro = usual * rng.lognormal(0.0, 0.25, len(place))
    seats = np.maximum((euro / 22).astype(np.int64), 1)
    return np.rint(euro * factor).astype(np.int64) * 100, seats
