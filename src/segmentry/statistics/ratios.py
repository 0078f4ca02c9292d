"""Shares, ratios and totals with 95 % intervals, from sums alone; NaN where nothing is known.

What varies is taken to be the accounts: the intervals say how far the figure would lie elsewhere
with other accounts of the same kind. Sums of squares are sums over accounts.
"""

from dataclasses import dataclass

import numpy as np

from segmentry.statistics.differences import Numbers, wilson

_Z = 1.959963984540054  # 97.5 % of a normal distribution lie below


@dataclass(frozen=True)
class Estimates:
    """Values with their intervals, in arrays of one shape."""

    value: Numbers
    low: Numbers
    high: Numbers

    def scaled(self, factor: Numbers | float) -> "Estimates":
        """The same times a number known for certain, which is not below 0."""
        return Estimates(self.value * factor, self.low * factor, self.high * factor)

    def shifted(self, by: Numbers | float) -> "Estimates":
        return Estimates(self.value + by, self.low + by, self.high + by)

    def over(self, number: Numbers) -> "Estimates":
        """The same over a number known for certain; NaN where it is not above 0."""
        return Estimates(*(divided(part, number) for part in (self.value, self.low, self.high)))


def share(part: Numbers, whole: Numbers) -> Estimates:
    """A part of a whole, with Wilson's interval."""
    low, high = wilson(part, whole)
    return Estimates(divided(part, whole), np.maximum(low, 0.0), np.minimum(high, 1.0))


def ratio(
    above: Numbers, below: Numbers, squares: tuple[Numbers, Numbers, Numbers], n: Numbers
) -> Estimates:
    """A ratio of two sums over the same accounts, by the delta method.

    `squares` are the sums of above x above, above x below, below x below over `n` accounts.
    """
    value = divided(above, below)
    of_above, of_both, of_below = squares
    spread = np.maximum(of_above - 2 * value * of_both + value**2 * of_below, 0.0)
    return _normal(value, divided(np.sqrt(spread * _unbiased(n)), below))


def bounded(found: Estimates, lowest: float, highest: float, n: Numbers) -> Estimates:
    """The same for what lies between two limits, with an interval that does not pass them.

    Wilson's interval for as many accounts as would spread a share that much (Korn and Graubard
    1998); where all are alike that number is unknown, and it is that of the accounts, `n`.
    """
    width = highest - lowest
    part = (found.value - lowest) / width
    spread = ((found.high - found.value) / (_Z * width)) ** 2
    alike = np.where(part * (1 - part) > 0, divided(part * (1 - part), spread), np.nan)
    effective = np.where(np.isnan(alike), n, alike)
    told = share(part * effective, effective)
    known = ~np.isnan(found.high)
    low, high = (np.where(known, lowest + width * end, np.nan) for end in (told.low, told.high))
    return Estimates(found.value, low, high)


def total(amount: Numbers, squares: Numbers, n: Numbers) -> Estimates:
    """A sum over `n` accounts, each drawn from many alike."""
    spread = np.maximum(squares - divided(amount**2, n), 0.0)
    return _normal(amount, np.sqrt(spread * _unbiased(n)))


def per_count(amount: Numbers, count: Numbers) -> Estimates:
    """A known amount over a number of events, whose number is Poisson's (Byar's interval)."""
    fewest = np.where(count > 0, _byar(np.maximum(count, 1.0), -_Z), 0.0)
    most = _byar(count + 1, _Z)
    return Estimates(divided(amount, count), divided(amount, most), divided(amount, fewest))


def _byar(count: Numbers, z: float) -> Numbers:
    result: Numbers = count * (1 - 1 / (9 * count) + z / (3 * np.sqrt(count))) ** 3
    return result


def divided(above: Numbers, below: Numbers) -> Numbers:
    """NaN where the divisor is not above 0."""
    result: Numbers = np.full(np.broadcast(above, below).shape, np.nan)
    np.divide(above, below, out=result, where=below > 0)
    return result


def _unbiased(n: Numbers) -> Numbers:
    """One account tells nothing about how accounts differ."""
    return divided(np.asarray(n, dtype=np.float64), np.asarray(n - 1, dtype=np.float64))


def _normal(value: Numbers, error: Numbers) -> Estimates:
    return Estimates(value, value - _Z * error, value + _Z * error)
