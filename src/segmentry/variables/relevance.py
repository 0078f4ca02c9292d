"""How much a variable varies, and how well it separates the outcome the user chose.

Both are taken from a sample of accounts, the first by their ids, which are hashes: the same
accounts on every run and engine.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from segmentry.model.types import ColumnType

SAMPLE_ACCOUNTS = 20_000
_BINS = 10
_FOLDS = 20
_FEWEST = 50

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Relevance:
    """Share of the outcome's variance between the groups of a variable (eta squared, adjusted
    for chance as epsilon squared; Kelley 1935), with a jackknife interval over hash folds."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    reason: str | None = None


def bins(values: pa.ChunkedArray, type_: ColumnType) -> Codes:
    """Group of each account: tenths by value for figures, the value itself for words; -1 unknown.

    Equal values fall into the same group, so the order of rows never matters.
    """
    if type_.is_numeric or type_.is_temporal:
        return _number_bins(_floats(values, type_))
    encoded = pc.dictionary_encode(pc.cast(values, pa.string()).combine_chunks())
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return np.asarray(codes, dtype=np.int64)


def outcome_scale(values: pa.ChunkedArray, type_: ColumnType) -> Numbers:
    """The outcome on a scale where a few giants do not decide alone: signed log."""
    numbers = _floats(values, type_)
    return np.sign(numbers) * np.log1p(np.abs(numbers))


def variation(codes: Codes) -> float | None:
    """0 when all known values fall into one group, 1 when all groups are equally full
    (Shannon entropy over its largest possible value)."""
    counts = np.bincount(codes[codes >= 0])
    counts = counts[counts > 0]
    if counts.size == 0:
        return None
    if counts.size == 1:
        return 0.0
    shares = counts / counts.sum()
    return float(-(shares * np.log(shares)).sum() / np.log(counts.size))


def relevance(codes: Codes, outcome: Numbers, folds: Codes) -> Relevance:
    """How well the groups separate the outcome."""
    known = (codes >= 0) & np.isfinite(outcome)
    n = int(known.sum())
    if n < _FEWEST:
        return Relevance(None, n=n, reason=f"{n} accounts have both values, {_FEWEST} are needed")
    codes, outcome, folds = codes[known], outcome[known], folds[known]
    if float(np.ptp(outcome)) == 0.0:
        return Relevance(None, n=n, reason="the outcome is the same for all of them")
    value = _epsilon_squared(codes, outcome)
    kept = [folds != f for f in range(_FOLDS)]
    parts = np.array([_epsilon_squared(codes[k], outcome[k]) for k in kept])
    spread = np.sqrt((_FOLDS - 1) / _FOLDS * ((parts - parts.mean()) ** 2).sum())
    low, high = value - 1.96 * spread, value + 1.96 * spread
    return Relevance(max(value, 0.0), max(float(low), 0.0), min(float(high), 1.0), n)


def _epsilon_squared(codes: Codes, outcome: Numbers) -> float:
    _, groups = np.unique(codes, return_inverse=True)
    counts = np.bincount(groups)
    means = np.bincount(groups, outcome) / counts
    total = float(((outcome - outcome.mean()) ** 2).sum())
    within = float(((outcome - means[groups]) ** 2).sum())
    n, k = outcome.size, counts.size
    if n <= k or total == 0.0:
        return 0.0
    return 1.0 - (within / (n - k)) / (total / (n - 1))


def _number_bins(numbers: Numbers) -> Codes:
    known = np.isfinite(numbers)
    codes = np.full(numbers.size, -1, dtype=np.int64)
    if known.any():
        edges = np.unique(np.quantile(numbers[known], np.linspace(0, 1, _BINS + 1)[1:-1]))
        codes[known] = np.searchsorted(edges, numbers[known], side="right")
    return codes


def _floats(values: pa.ChunkedArray, type_: ColumnType) -> Numbers:
    if type_.is_temporal:
        values = pc.cast(pc.cast(values, pa.date32()), pa.int32())
    return np.asarray(pc.cast(values, pa.float64()).to_numpy(), dtype=np.float64)
