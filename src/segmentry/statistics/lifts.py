"""How much more often a value is met in one group than in another, with 95 % intervals.

Rare values show large lifts by chance. So each value is counted as if further accounts of the
usual mix had it too: the more, the less the values differ beyond chance (empirical Bayes with a
beta prior; Robbins 1956, Efron and Morris 1975).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_Z = 1.959963984540054  # 97.5 % of a normal distribution lie below
FEWEST_ADDED = 10.0
"""Accounts of the usual mix that are added at least: a value met once says little."""


@dataclass(frozen=True)
class Lifts:
    """Logarithms of share inside / share outside, drawn towards 0, with their intervals."""

    log: Numbers
    low: Numbers
    high: Numbers

    @property
    def is_certain(self) -> NDArray[np.bool_]:
        """Whether the interval leaves out 0, a lift of 1."""
        certain: NDArray[np.bool_] = (self.low > 0) | (self.high < 0)
        return certain


def lifts(inside: Numbers, n_inside: Numbers, outside: Numbers, n_outside: Numbers) -> Lifts:
    """Lifts of values that `inside` of `n_inside` and `outside` of `n_outside` have."""
    usual = n_inside / (n_inside + n_outside)
    added = added_accounts(inside, inside + outside, usual, n_inside + n_outside)
    if math.isinf(added):
        nothing = np.zeros_like(usual)
        return Lifts(nothing, nothing, nothing)
    a, n = inside + added * usual, n_inside + added * usual
    b, m = outside + added * (1 - usual), n_outside + added * (1 - usual)
    log = np.log(a / n) - np.log(b / m)
    half = _Z * np.sqrt(1 / a - 1 / n + 1 / b - 1 / m)  # of a ratio of shares, Katz 1978
    return Lifts(log, log - half, log + half)


def added_accounts(inside: Numbers, having: Numbers, usual: Numbers, everybody: Numbers) -> float:
    """Accounts of the usual mix to add to each value, by the method of moments.

    Infinitely many where the values differ by no more than chance. `having` accounts of
    `everybody` have the value, `inside` of them are in the group.
    """
    rest = (everybody - having) / np.maximum(everybody - 1, 1)
    by_chance = having * usual * (1 - usual) * rest  # drawn without putting back
    said = by_chance > 0
    squares = (inside - having * usual)[said] ** 2 / by_chance[said]
    beyond = float(squares.sum() - said.sum()) / max(float((having[said] - 1).sum()), 1.0)
    if beyond <= 0:
        return math.inf
    return max(1 / min(beyond, 1.0) - 1, FEWEST_ADDED)
