"""The same accounts at two times: how much a mean or a ratio changed, with its 95 % interval.

Everything is computed from sums and sums of products, exactly, so no account has to be loaded and
no order of rows shows in the result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np

from segmentry.statistics.differences import wilson

Interval = tuple[float, float]


@dataclass(frozen=True)
class PairedSums:
    """Four numbers of each account added up: what is divided and by what, before and after."""

    n: int
    totals: tuple[Fraction, ...]
    """Numerator and denominator before, numerator and denominator after."""
    products: tuple[tuple[Fraction, ...], ...]
    """Sums of the products of each two of them."""

    def __sub__(self, part: "PairedSums") -> "PairedSums":
        """The rest, when a part is taken out of the whole."""
        rows = zip(self.products, part.products, strict=True)
        return PairedSums(
            self.n - part.n,
            _less(self.totals, part.totals),
            tuple(_less(whole, own) for whole, own in rows),
        )

    @property
    def before(self) -> Fraction | None:
        return _ratio(self.totals[0], self.totals[1])

    @property
    def after(self) -> Fraction | None:
        return _ratio(self.totals[2], self.totals[3])

    @property
    def change(self) -> Fraction | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    def variance_of(self, weights: Sequence[Fraction]) -> Fraction:
        """Variance of the mean of a weighted sum of the four; it needs two accounts."""
        pairs = ((i, j) for i in range(4) for j in range(4))
        squares = sum((weights[i] * weights[j] * self.products[i][j] for i, j in pairs), _ZERO)
        total = sum((w * t for w, t in zip(weights, self.totals, strict=True)), _ZERO)
        return max(squares - total**2 / self.n, _ZERO) / (self.n * (self.n - 1))


def interval_of_change(sums: PairedSums) -> Interval | None:
    """Interval of a change of a mean or ratio; each account is compared with itself.

    A ratio of sums is nearly a mean of `(numerator - ratio x denominator) / mean denominator`
    (Taylor linearisation); a mean is a ratio whose denominator is 1.
    """
    before, after = sums.before, sums.after
    if before is None or after is None or sums.n < 2:
        return None
    each_before, each_after = sums.totals[1] / sums.n, sums.totals[3] / sums.n
    weights = (-1 / each_before, before / each_before, 1 / each_after, -after / each_after)
    error = quantile(sums.n - 1) * sqrt(sums.variance_of(weights))
    middle = float(after - before)
    return middle - error, middle + error


def interval_of_paired_shares(sums: PairedSums) -> Interval | None:
    """Interval of the change of a share among the same accounts (Agresti and Min).

    Half an account is added to each of the four ways to change or stay, so that a change nobody
    made still has an interval.
    """
    if sums.n < 2:
        return None
    gained = float(sums.totals[2] - sums.products[0][2]) + 0.5
    lost = float(sums.totals[0] - sums.products[0][2]) + 0.5
    n = sums.n + 2
    middle = (gained - lost) / n
    error = quantile(sums.n - 1) * sqrt(gained + lost - (gained - lost) ** 2 / n) / n
    return max(middle - error, -1.0), min(middle + error, 1.0)


def interval_of_two_shares(sums: PairedSums) -> Interval | None:
    """Interval of the difference of two shares of different accounts (Newcombe)."""
    before, after = sums.before, sums.after
    if before is None or after is None:
        return None
    p_low, p_high = _wilson(sums.totals[2], sums.totals[3])
    q_low, q_high = _wilson(sums.totals[0], sums.totals[1])
    p, q = float(after), float(before)
    low = p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    return low, p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2)


def beside_others(own: PairedSums, others: PairedSums) -> tuple[float, Interval] | None:
    """What an account changed by beyond the relative change of the others, with its interval."""
    if own.n < 2 or others.n < 2 or not others.totals[0] or own.change is None:
        return None
    growth = others.totals[2] / others.totals[0]
    mean_before = others.totals[0] / others.n
    weights = (-growth / mean_before, _ZERO, 1 / mean_before, _ZERO)
    of_growth = others.variance_of(weights)
    left = own.totals[2] / own.n - growth * own.totals[0] / own.n
    of_left = own.variance_of((-growth, _ZERO, Fraction(1), _ZERO))
    error = sqrt(of_left + (own.totals[0] / own.n) ** 2 * of_growth)
    wide = quantile(min(own.n, others.n) - 1) * error
    return float(left), (float(left) - wide, float(left) + wide)


def quantile(freedom: int) -> float:
    """97.5 % of Student's distribution lie below (Abramowitz and Stegun 26.7.5)."""
    if freedom <= len(_FEW):
        return _FEW[freedom - 1]
    z = 1.959963984540054
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** (at + 1) for at, term in enumerate(terms))


_FEW = (12.706204736, 4.30265273, 3.182446305, 2.776445105, 2.570581836)
"""The series needs more than a few accounts."""


def _ratio(above: Fraction, below: Fraction) -> Fraction | None:
    return above / below if below > 0 else None


def _less(whole: Sequence[Fraction], part: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(w - p for w, p in zip(whole, part, strict=True))


def _wilson(count: Fraction, n: Fraction) -> Interval:
    low, high = wilson(np.array([float(count)]), np.array([float(n)]))
    return float(low[0]), float(high[0])


_ZERO = Fraction(0)
