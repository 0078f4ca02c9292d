"""Exchange rates of the demo, and amounts in cents."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentry.demo.calendar import Calendar
from segmentry.demo.columns import days, pick
from segmentry.demo.places import COUNTRIES
from segmentry.demo.randomness import Floats, Ints, stream

CURRENCIES = ("EUR", "USD", "GBP")
_START = np.array([1.0, 0.92, 1.16])  # EUR for one unit
CURRENCY_OF_COUNTRY = np.array([CURRENCIES.index(c.currency) for c in COUNTRIES], dtype=np.int64)
PRICE_FACTOR = np.array([1.0, 1.09, 0.86])
"""Price lists by currency: what costs 1 EUR costs so much."""


@dataclass(frozen=True)
class Rates:
    """EUR for one unit of each currency, from the first day of each month."""

    calendar: Calendar
    by_month: Floats  # months x currencies

    def in_euro(self, cents: Ints, currency: Ints, day: Ints) -> Ints:
        """The amounts in euro cents at the rate of their day."""
        rate = self.by_month[self.calendar.month_of(day), currency]
        return np.rint(cents * rate).astype(np.int64)

    def table(self) -> pa.Table:
        months, currencies = self.by_month.shape
        rate = np.rint(self.by_month.ravel() * 10_000).astype(np.int64)
        texts = [f"{r // 10_000}.{r % 10_000:04d}" for r in rate.tolist()]
        return pa.table({
            "date": days(np.repeat(self.calendar.month_starts, currencies)),
            "currency": pick(CURRENCIES, np.tile(np.arange(currencies), months)),
            "rate": pa.array(texts),
        })  # fmt: skip


def draw_rates(calendar: Calendar, seed: int) -> Rates:
    """A random walk by month with four digits; the euro stays one."""
    steps = stream(seed, 0, "rates").normal(0.0, 0.012, (calendar.months, len(CURRENCIES)))
    steps[:, 0] = 0.0
    return Rates(calendar, np.round(_START * np.exp(np.cumsum(steps, axis=0)), 4))
