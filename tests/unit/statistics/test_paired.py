"""Changes of the same accounts, against the textbook's formulas over the raw values."""

from fractions import Fraction

import numpy as np
import pytest

from segmentry.statistics.paired import (
    PairedSums,
    beside_others,
    interval_of_change,
    interval_of_paired_shares,
    interval_of_two_shares,
    quantile,
)


def sums(*columns) -> PairedSums:
    """From raw columns: numerator, denominator before; numerator, denominator after."""
    rows = [[Fraction(float(v)) for v in column] for column in columns]
    products = tuple(
        tuple(sum((a * b for a, b in zip(x, y, strict=True)), Fraction(0)) for y in rows)
        for x in rows
    )
    return PairedSums(len(rows[0]), tuple(sum(r, Fraction(0)) for r in rows), products)


@pytest.fixture
def draws():
    random = np.random.default_rng(5)
    before = random.gamma(2.0, 50.0, 40).round(2)
    return before, (before * 1.2 + random.normal(0, 20, 40)).round(2)


def test_a_mean_changes_as_the_paired_t_test_says(draws) -> None:
    before, after = draws
    ones = np.ones(before.size)
    low, high = interval_of_change(sums(before, ones, after, ones)) or (0, 0)
    change = after - before
    error = 2.0226909 * change.std(ddof=1) / np.sqrt(40)  # Student's, 39 degrees of freedom
    assert (low, high) == pytest.approx((change.mean() - error, change.mean() + error))


def test_a_ratio_changes_within_what_resampling_says(draws) -> None:
    before, after = draws
    random = np.random.default_rng(8)
    orders = random.integers(1, 6, (2, 40))
    found = interval_of_change(sums(before, orders[0], after, orders[1]))
    chosen = random.integers(0, 40, (4000, 40))
    again = after[chosen].sum(1) / orders[1][chosen].sum(1) - before[chosen].sum(1) / orders[0][
        chosen
    ].sum(1)
    assert found == pytest.approx(tuple(np.quantile(again, [0.025, 0.975])), rel=0.15)


def test_nobody_changed_still_has_an_interval() -> None:
    ones = [1] * 20
    low, high = interval_of_paired_shares(sums(ones, ones, ones, ones)) or (0, 0)
    assert low < 0 < high
    assert high == pytest.approx(-low)
    assert high < 0.15


def test_the_interval_of_shares_holds_what_it_says() -> None:
    random = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        before = random.random(60) < 0.4
        after = np.where(random.random(60) < 0.5, before, random.random(60) < 0.6)
        ones = np.ones(60)
        low, high = interval_of_paired_shares(sums(before, ones, after, ones)) or (0, 0)
        held += low <= 0.1 <= high
    assert 0.93 <= held / 400 <= 0.99


def test_two_shares_of_different_accounts() -> None:
    # Newcombe (1998), example (a): 56/70 against 48/80
    ones = PairedSums(
        150,
        (Fraction(48), Fraction(80), Fraction(56), Fraction(70)),
        ((Fraction(0),) * 4,) * 4,
    )
    assert interval_of_two_shares(ones) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_too_little_gives_no_interval() -> None:
    assert interval_of_change(sums([1], [1], [2], [1])) is None
    assert interval_of_change(sums([1, 2], [0, 0], [2, 2], [1, 1])) is None
    assert interval_of_paired_shares(sums([1], [1], [1], [1])) is None
    assert interval_of_two_shares(sums([0, 0], [0, 0], [1, 1], [1, 1])) is None
    assert beside_others(sums([1, 1], [1, 1], [1, 1], [1, 1]), sums([0], [1], [1], [1])) is None


def test_going_as_the_others_leaves_nothing(draws) -> None:
    before, _ = draws
    ones = np.ones(before.size)
    own = sums(before, ones, before * 2, ones)
    left, (low, high) = beside_others(own, own) or (1, (0, 0))
    assert left == pytest.approx(0)
    assert low == pytest.approx(high)


def test_what_is_left_beside_others_has_the_interval_of_resampling(draws) -> None:
    before, after = draws
    random = np.random.default_rng(4)
    theirs = random.gamma(2.0, 40.0, 60).round(2)
    later = (theirs * 1.1 + random.normal(0, 15, 60)).round(2)
    ones, sixty = np.ones(40), np.ones(60)
    left, interval = beside_others(
        sums(before, ones, after, ones), sums(theirs, sixty, later, sixty)
    ) or (0, (0, 0))
    assert left == pytest.approx(after.mean() - before.mean() * later.sum() / theirs.sum())
    mine, others = random.integers(0, 40, (4000, 40)), random.integers(0, 60, (4000, 60))
    growth = later[others].sum(1) / theirs[others].sum(1)
    again = after[mine].mean(1) - before[mine].mean(1) * growth
    assert interval == pytest.approx(tuple(np.quantile(again, [0.025, 0.975])), rel=0.25)


def test_the_rest_is_the_whole_less_a_part(draws) -> None:
    before, after = draws
    ones = np.ones(before.size)
    whole = sums(before, ones, after, ones)
    part = sums(before[:10], ones[:10], after[:10], ones[:10])
    assert whole - part == sums(before[10:], ones[10:], after[10:], ones[10:])


@pytest.mark.parametrize(
    ("freedom", "table"),
    [
        (1, 12.7062),
        (2, 4.3027),
        (5, 2.5706),
        (6, 2.4469),
        (10, 2.2281),
        (30, 2.0423),
        (120, 1.9799),
    ],
)
def test_the_quantile_is_that_of_the_tables(freedom: int, table: float) -> None:
    assert quantile(freedom) == pytest.approx(table, abs=2e-4)


def test_with_many_accounts_it_is_the_normal_quantile() -> None:
    assert quantile(10_000_000) == pytest.approx(1.9599640, abs=1e-6)
