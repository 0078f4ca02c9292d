"""Differences from sums agree with those from the values, and with published figures."""

import numpy as np
import pytest

from segmentry.statistics.differences import (
    Sums,
    certain_effect,
    difference_of_means,
    difference_of_shares,
    wilson,
)


def sums(*groups: list[float]) -> Sums:
    return Sums(
        np.array([float(len(g)) for g in groups]),
        np.array([float(sum(g)) for g in groups]),
        np.array([float(sum(v * v for v in g)) for g in groups]),
    )


def test_the_effect_is_the_difference_over_the_pooled_deviation() -> None:
    a, b = [2.0, 4.0, 6.0], [1.0, 1.0, 4.0, 6.0]
    found = difference_of_means(sums(a), sums(b))
    pooled = np.sqrt((2 * np.var(a, ddof=1) + 3 * np.var(b, ddof=1)) / 5)
    assert found.effect[0] == pytest.approx((4 - 3) / pooled)
    assert found.low[0] < found.effect[0] < found.high[0]


def test_more_values_make_the_interval_narrower() -> None:
    few = difference_of_means(sums([1.0, 3.0]), sums([2.0, 5.0]))
    many = difference_of_means(sums([1.0, 3.0] * 50), sums([2.0, 5.0] * 50))
    assert many.high[0] - many.low[0] < few.high[0] - few.low[0]


def test_the_interval_holds_the_truth_about_95_times_in_100() -> None:
    random = np.random.default_rng(1)
    draws = 2000
    a, b = random.normal(0.5, 1, (draws, 40)), random.normal(0, 1, (draws, 80))
    found = difference_of_means(
        Sums(np.full(draws, 40.0), a.sum(1), (a**2).sum(1)),
        Sums(np.full(draws, 80.0), b.sum(1), (b**2).sum(1)),
    )
    held = np.mean((found.low <= 0.5) & (found.high >= 0.5))
    assert 0.93 < held < 0.97


@pytest.mark.parametrize("group", [[], [3.0]])
def test_too_few_values_give_no_figure(group: list[float]) -> None:
    assert np.isnan(difference_of_means(sums(group), sums([1.0, 2.0])).effect[0])


def test_values_that_are_all_alike_give_no_figure() -> None:
    assert np.isnan(difference_of_means(sums([2.0, 2.0]), sums([2.0, 2.0])).effect[0])


def test_the_rest_is_the_whole_without_the_part() -> None:
    rest = sums([1.0, 2.0, 5.0]) - sums([5.0])
    assert (rest.n[0], rest.mean[0]) == (2.0, 1.5)


def test_newcombe_reproduces_the_published_interval() -> None:
    # Newcombe 1998, example a: 56/70 and 48/80, difference 0.20 from 0.0524 to 0.3339
    found = difference_of_shares(*(np.array([x]) for x in (56.0, 70.0, 48.0, 80.0)))
    spread = np.sqrt((104 / 150) * (46 / 150))
    assert found.effect[0] * spread == pytest.approx(0.20)
    assert found.low[0] * spread == pytest.approx(0.0524, abs=5e-5)
    assert found.high[0] * spread == pytest.approx(0.3339, abs=5e-5)


def test_wilson_reproduces_the_published_interval() -> None:
    # Newcombe 1998 (single proportion): 81 of 263 gives 0.2553 to 0.3662
    low, high = wilson(np.array([81.0]), np.array([263.0]))
    assert (low[0], high[0]) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))


def test_nothing_is_certain_where_the_interval_covers_zero() -> None:
    unsure = difference_of_means(sums([1.0, 3.0]), sums([2.0, 3.0]))
    sure = difference_of_means(sums([9.0, 9.5] * 9), sums([1.0, 1.5] * 9))
    assert certain_effect(unsure)[0] == 0
    assert 0 < certain_effect(sure)[0] == sure.low[0]
