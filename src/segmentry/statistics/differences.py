"""How far two groups lie apart, in standard deviations, with 95 % intervals.

Everything is computed from counts, sums and sums of squares, so no group ever has to be loaded.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_Z = 1.959963984540054  # 97.5 % of a normal distribution lie below


@dataclass(frozen=True)
class Sums:
    """What a group's values add up to; one entry per variable."""

    n: Numbers
    total: Numbers
    squares: Numbers

    def __sub__(self, part: "Sums") -> "Sums":
        """The rest, when a part is taken out of the whole."""
        return Sums(self.n - part.n, self.total - part.total, self.squares - part.squares)

    @property
    def mean(self) -> Numbers:
        return _divide(self.total, self.n)

    @property
    def deviations(self) -> Numbers:
        """Sum of the squared distances from the mean."""
        return np.maximum(self.squares - _divide(self.total**2, self.n), 0.0)


@dataclass(frozen=True)
class Difference:
    """Effects in standard deviations; NaN where they cannot be known."""

    effect: Numbers
    low: Numbers
    high: Numbers


def difference_of_means(inside: Sums, outside: Sums) -> Difference:
    """Cohen's d with its usual standard error; it needs two values on both sides."""
    known = (inside.n >= 2) & (outside.n >= 2)
    freedom = inside.n + outside.n - 2
    spread = np.sqrt(_divide(inside.deviations + outside.deviations, freedom))
    effect = np.where(known, _divide(inside.mean - outside.mean, spread), np.nan)
    both = inside.n + outside.n
    error = np.sqrt(_divide(both, inside.n * outside.n) + _divide(effect**2, 2 * both))
    return Difference(effect, effect - _Z * error, effect + _Z * error)


def difference_of_shares(
    inside: Numbers, n_inside: Numbers, outside: Numbers, n_outside: Numbers
) -> Difference:
    """Difference of two shares over the deviation in both; Newcombe's interval.

    `inside` and `outside` count those with the property.
    """
    p, q = _divide(inside, n_inside), _divide(outside, n_outside)
    pooled = _divide(inside + outside, n_inside + n_outside)
    spread = np.sqrt(pooled * (1 - pooled))
    p_low, p_high = wilson(inside, n_inside)
    q_low, q_high = wilson(outside, n_outside)
    low = (p - q) - np.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = (p - q) + np.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return Difference(_divide(p - q, spread), _divide(low, spread), _divide(high, spread))


def wilson(count: Numbers, n: Numbers) -> tuple[Numbers, Numbers]:
    """Wilson's 95 % interval of a share."""
    share, square = _divide(count, n), _divide(np.full_like(n, _Z**2), n)
    centre = share + square / 2
    half = np.sqrt(share * (1 - share) * square + square**2 / 4)
    return (centre - half) / (1 + square), (centre + half) / (1 + square)


def certain_effect(difference: Difference) -> Numbers:
    """The size of an effect that is left at the end of its interval nearest to zero."""
    low, high = difference.low, difference.high
    nearest: Numbers = np.maximum(np.maximum(low, -high), 0.0)
    return nearest


def _divide(above: Numbers, below: Numbers) -> Numbers:
    share: Numbers = np.full(np.shape(above), np.nan)
    np.divide(above, below, out=share, where=below > 0)
    return share
