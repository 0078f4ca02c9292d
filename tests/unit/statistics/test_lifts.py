"""Lifts: drawn towards 1 where few have a value, nothing where chance explains all."""

import math

import numpy as np
import pytest

from segmentry.statistics.lifts import FEWEST_ADDED, Lifts, added_accounts, lifts


def of(inside: list[int], n: int, outside: list[int], m: int) -> Lifts:
    a, b = np.array(inside, dtype=np.float64), np.array(outside, dtype=np.float64)
    return lifts(a, np.full_like(a, n), b, np.full_like(b, m))


def test_the_figures_of_two_values_by_hand() -> None:
    # 40 of 100 best and 40 of 400 others have the first value: strong evidence, so only
    # the least number of accounts is added, 2 best and 8 others
    found = of([40, 60], 100, [40, 360], 400)
    assert math.exp(found.log[0]) == pytest.approx((42 / 102) / (48 / 408))
    error = math.sqrt(1 / 42 - 1 / 102 + 1 / 48 - 1 / 408)
    assert found.high[0] - found.low[0] == pytest.approx(2 * 1.959964 * error, rel=1e-6)
    assert found.is_certain.tolist() == [True, True]


def test_a_value_that_nobody_of_the_best_has_is_finite_and_certain() -> None:
    found = of([0, 100], 100, [200, 200], 400)
    assert -4 < found.log[0] < -2
    assert found.high[0] < 0


def test_the_same_shares_say_nothing() -> None:
    found = of([20, 30, 50], 100, [80, 120, 200], 400)
    assert (found.log.tolist(), found.is_certain.any()) == ([0.0, 0.0, 0.0], False)


def test_few_accounts_are_drawn_nearer_to_one_than_many() -> None:
    few, many = of([3, 97], 100, [3, 397], 400), of([30, 970], 1000, [30, 3970], 4000)
    assert 0 <= few.log[0] < many.log[0] < math.log(4)
    assert many.is_certain[0]
    assert not few.is_certain[0]


def test_chance_alone_lets_hardly_any_value_in() -> None:
    random = np.random.default_rng(7)
    let_in = 0
    for _ in range(200):
        best = random.permutation(1000) < 200
        value = random.integers(0, 10, 1000)
        inside = [int((best & (value == v)).sum()) for v in range(10)]
        outside = [int((~best & (value == v)).sum()) for v in range(10)]
        let_in += int(of(inside, 200, outside, 800).is_certain.sum())
    assert let_in < 0.02 * 2000  # a 95 % interval alone would let in about 5 %


def test_the_added_accounts_are_between_their_bounds() -> None:
    inside, having = np.array([40.0, 60.0]), np.array([80.0, 420.0])
    usual, everybody = np.full(2, 0.2), np.full(2, 500.0)
    assert added_accounts(inside, having, usual, everybody) == FEWEST_ADDED
    assert added_accounts(having * usual, having, usual, everybody) == math.inf
