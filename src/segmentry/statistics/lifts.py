"""How much more often a value is met in one group than in another, with 95 % intervals.

Rare values show large lifts by chance, so each logarithm of a lift is drawn towards 0 by as much
as its own error says (empirical Bayes with a normal prior around 0; DerSimonian and Laird 1986).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_Z = 1.959963984540054  # 97.5 % of a normal distribution lie below


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
    log, error = _log_ratios(inside, n_inside, outside, n_outside)
    variance = _true_variance(log, error)
    kept = variance / (variance + error**2)
    half = _Z * np.sqrt(kept) * error
    return Lifts(log * kept, log * kept - half, log * kept + half)


def _log_ratios(
    inside: Numbers, n_inside: Numbers, outside: Numbers, n_outside: Numbers
) -> tuple[Numbers, Numbers]:
    """Logarithms of risk ratios and their errors; half an account is added, so that none is 0
    (Walter 1975; Pettigrew and others 1986)."""
    a, n, b, m = inside + 0.5, n_inside + 0.5, outside + 0.5, n_outside + 0.5
    return np.log(a / n) - np.log(b / m), np.sqrt(1 / a - 1 / n + 1 / b - 1 / m)


def _true_variance(log: Numbers, error: Numbers) -> float:
    """How far true lifts lie from 0, by the method of moments; 0 where chance explains all."""
    # a value that everybody has, or nobody, says nothing of the others
    said = error > 0
    weights = 1 / error[said] ** 2
    if not weights.size:
        return 0.0
    excess = float((weights * log[said] ** 2).sum()) - weights.size
    return max(0.0, excess / float(weights.sum()))
