"""Chance that repeats: every table has its own stream, named after what it draws."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

KEY_SPACE = 100_000_000  # keys have eight digits
_SPREAD = 63_641_367  # shares no factor with KEY_SPACE, so the scrambling below is one to one


def stream(seed: int, part: int, subject: str) -> np.random.Generator:
    """The generator of one subject in one part of the company list."""
    return np.random.default_rng([seed, part, crc32(subject.encode())])


def scrambled(numbers: Ints, seed: int) -> Ints:
    """Other numbers, one to one, so that no key tells which company it belongs to."""
    result: Ints = (numbers * _SPREAD + seed * 7_919) % KEY_SPACE
    return result


def split_by_share(shares: Floats, count: int) -> Ints:
    """`count` divided by shares to whole numbers: the largest remainders get the rest."""
    exact = shares / shares.sum() * count
    whole: Ints = np.floor(exact).astype(np.int64)
    behind = np.argsort(whole - exact, kind="stable")[: count - int(whole.sum())]
    whole[behind] += 1
    return whole


def labels_by_share(rng: np.random.Generator, shares: Floats, count: int) -> Ints:
    """Labels 0, 1, 2 … in random order, each as often as its share says."""
    labels = np.repeat(np.arange(len(shares), dtype=np.int64), split_by_share(shares, count))
    result: Ints = rng.permutation(labels)
    return result


def picked_by_weight(rng: np.random.Generator, weights: Floats) -> Ints:
    """One column per row, drawn by the row's weights."""
    edges = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    drawn = rng.random((len(weights), 1))
    result: Ints = np.minimum((drawn > edges).sum(axis=1), weights.shape[1] - 1).astype(np.int64)
    return result
