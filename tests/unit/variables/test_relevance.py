"""How much a variable varies, and how well it separates an outcome: against numpy by hand."""

import math

import numpy as np
import pyarrow as pa
import pytest

from segmentry.model.types import ColumnType as T
from segmentry.variables.relevance import bins, outcome_scale, relevance, variation

SEED = np.random.default_rng(5)
N = 400
GROUPS = SEED.integers(0, 4, N)
OUTCOME = GROUPS * 2.0 + SEED.normal(0, 1, N)
FOLDS = np.arange(N) % 20


def by_hand(codes: np.ndarray, outcome: np.ndarray) -> float:
    """Epsilon squared: 1 - (SSW / (n - k)) / (SST / (n - 1))."""
    labels = sorted(set(codes.tolist()))
    within = sum(((outcome[codes == g] - outcome[codes == g].mean()) ** 2).sum() for g in labels)
    total = ((outcome - outcome.mean()) ** 2).sum()
    n, k = len(outcome), len(labels)
    return float(1 - (within / (n - k)) / (total / (n - 1)))


def test_the_share_of_variance_is_that_of_the_book() -> None:
    found = relevance(GROUPS, OUTCOME, FOLDS)
    assert found.value == pytest.approx(by_hand(GROUPS, OUTCOME), abs=1e-12)
    assert found.value == pytest.approx(0.83, abs=0.05)
    assert found.n == N


def test_the_interval_is_a_jackknife_over_twentieths() -> None:
    found = relevance(GROUPS, OUTCOME, FOLDS)
    parts = np.array([by_hand(GROUPS[f != FOLDS], OUTCOME[f != FOLDS]) for f in range(20)])
    spread = math.sqrt(19 / 20 * ((parts - parts.mean()) ** 2).sum())
    assert found.value is not None
    assert found.low == pytest.approx(found.value - 1.96 * spread)
    assert found.high == pytest.approx(found.value + 1.96 * spread)


def test_chance_explains_nothing() -> None:
    noise = SEED.integers(0, 10, 20_000)
    found = relevance(noise, SEED.normal(0, 1, 20_000), np.arange(20_000) % 20)
    assert found.value == pytest.approx(0, abs=0.002)
    assert found.low == 0.0


def test_unknown_values_are_left_out() -> None:
    codes, outcome = GROUPS.copy(), OUTCOME.copy()
    codes[:50] = -1
    outcome[50:100] = np.nan
    found = relevance(codes, outcome, FOLDS)
    assert found.n == N - 100
    assert found.value == pytest.approx(by_hand(GROUPS[100:], OUTCOME[100:]))


@pytest.mark.parametrize(
    ("codes", "outcome", "reason"),
    [
        (GROUPS[:49], OUTCOME[:49], "49 accounts have both values, 50 are needed"),
        (GROUPS, np.full(N, 3.0), "the outcome is the same for all of them"),
        (np.full(N, -1), OUTCOME, "0 accounts have both values, 50 are needed"),
    ],
)
def test_what_cannot_be_known_has_no_figure(
    codes: np.ndarray, outcome: np.ndarray, reason: str
) -> None:
    found = relevance(codes, outcome, FOLDS[: len(codes)])
    assert (found.value, found.low, found.high, found.reason) == (None, None, None, reason)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([10], 0.0),
        ([10, 10], 1.0),
        ([5, 5, 5, 5], 1.0),
        ([9, 1], -(0.9 * math.log(0.9) + 0.1 * math.log(0.1)) / math.log(2)),
    ],
)
def test_variation_is_entropy_over_its_largest_value(counts: list[int], expected: float) -> None:
    codes = np.repeat(np.arange(len(counts)), counts)
    assert variation(codes) == pytest.approx(expected)
    assert variation(np.concatenate((codes, [-1, -1]))) == pytest.approx(expected)


def test_without_values_there_is_no_variation() -> None:
    assert variation(np.array([-1, -1])) is None


def column(*values: object) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values)])


def test_figures_fall_into_tenths() -> None:
    codes = bins(column(*range(100)), T.INTEGER)
    assert np.bincount(codes).tolist() == [10] * 10


def test_equal_values_fall_together_whatever_their_order() -> None:
    values = [1, 1, 1, 1, 1, 1, 1, 2, 3, None]
    codes = bins(column(*values), T.INTEGER)
    again = bins(column(*values[::-1]), T.INTEGER)
    assert codes.tolist() == again.tolist()[::-1]
    assert len(set(codes[:7].tolist())) == 1
    assert codes[9] == -1


def test_words_are_their_own_groups() -> None:
    codes = bins(column("a", "b", "a", None), T.TEXT)
    assert codes[0] == codes[2] != codes[1]
    assert codes[3] == -1


def test_giants_do_not_decide_alone() -> None:
    scaled = outcome_scale(column(0.0, math.e - 1, -(math.e - 1), None), T.NUMBER)
    assert scaled[:3].tolist() == pytest.approx([0.0, 1.0, -1.0])
    assert math.isnan(scaled[3])
