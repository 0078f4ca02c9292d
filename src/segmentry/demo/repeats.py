"""Rows that come several times: orders of a company, months of a contract."""

import numpy as np

from segmentry.demo.randomness import Ints


def repeated(counts: Ints) -> tuple[Ints, Ints]:
    """Each place as often as its count says, and the number of each time from 0."""
    place = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    return place, np.arange(len(place), dtype=np.int64) - (np.cumsum(counts) - counts)[place]
