"""The time the demo covers: its months, season, campaign and downturn."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from segmentry.demo.columns import EPOCH, day_number
from segmentry.demo.randomness import Floats, Ints

# Business customers buy before the summer and before the books close.
_SEASON = (0.92, 0.95, 1.08, 1.02, 1.04, 1.06, 0.86, 0.74, 1.08, 1.12, 1.16, 0.97)
_CAMPAIGN_FROM, _CAMPAIGN_TO, _DOWNTURN_FROM = 20 / 36, 24 / 36, 30 / 36


def months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months before the month after `day`."""
    after = day + timedelta(days=1)
    count = after.year * 12 + after.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True)
class Calendar:
    """Days are counted from 1970-01-01; `stop` is the first day after the data."""

    end: date
    months: int

    @cached_property
    def start(self) -> int:
        return int(self.month_starts[0])

    @cached_property
    def stop(self) -> int:
        return day_number(self.end) + 1

    @cached_property
    def month_starts(self) -> Ints:
        firsts = [months_before(self.end, back) for back in range(self.months, 0, -1)]
        return np.array([day_number(d) for d in firsts], dtype=np.int64)

    @property
    def campaign(self) -> tuple[int, int]:
        """First day of the campaign, and the first day after it."""
        return self._month_at(_CAMPAIGN_FROM), self._month_at(_CAMPAIGN_TO)

    @property
    def downturn(self) -> int:
        return self._month_at(_DOWNTURN_FROM)

    @property
    def last_year(self) -> int:
        """First day of the last twelve months."""
        return int(self.month_starts[-12])

    def share(self, part: Floats) -> Floats:
        """The day at this share of the whole time."""
        result: Floats = self.start + part * (self.stop - self.start)
        return result

    def month_of(self, day: Ints) -> Ints:
        """Number of the month, counted from 0; days before the start count as month 0."""
        found = np.searchsorted(self.month_starts, day, side="right") - 1
        return np.maximum(found, 0).astype(np.int64)

    def spread(self, begin: Floats, stop: Floats, part: Floats) -> Ints:
        """The day at a share of a window, dense where the season is high."""
        low, high = self._volume_at(begin), self._volume_at(stop)
        day = np.interp(low + part * (high - low), self._volume, self._grid)
        return np.minimum(np.floor(day), self.stop - 1).astype(np.int64)

    def day(self, number: int) -> date:
        return EPOCH + timedelta(days=number)

    def _month_at(self, part: float) -> int:
        return int(self.month_starts[min(int(part * self.months), self.months - 1)])

    @cached_property
    def _grid(self) -> Floats:
        return np.arange(self.start, self.stop + 1, dtype=np.float64)

    @cached_property
    def _volume(self) -> Floats:
        weights = [_SEASON[self.day(int(d)).month - 1] for d in self._grid[:-1]]
        return np.concatenate([[0.0], np.cumsum(weights)])

    def _volume_at(self, day: Floats) -> Floats:
        return np.interp(day, self._grid, self._volume)
