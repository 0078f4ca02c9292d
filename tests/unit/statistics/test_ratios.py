import numpy as np
import pytest

from segmentry.statistics import ratios


def _of(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def test_a_ratio_over_equal_accounts_has_the_interval_of_a_mean() -> None:
    values = np.array([3.0, 5.0, 10.0, 2.0])
    n = _of(4)
    found = ratios.ratio(_of(values.sum()), n, (_of((values**2).sum()), _of(values.sum()), n), n)
    error = values.std(ddof=1) / 2
    assert found.value[0] == values.mean()
    assert found.high[0] - found.value[0] == pytest.approx(1.96 * error, rel=1e-4)


def test_a_ratio_that_is_the_same_everywhere_is_certain() -> None:
    below = np.array([1.0, 2.0, 4.0])
    squares = (_of(9 * (below**2).sum()), _of(3 * (below**2).sum()), _of((below**2).sum()))
    found = ratios.ratio(_of(21), _of(7), squares, _of(3))
    assert (found.low[0], found.value[0], found.high[0]) == (3, 3, 3)


def test_nothing_to_divide_by_gives_no_figure() -> None:
    found = ratios.share(_of(0), _of(0))
    assert np.isnan([found.value[0], found.low[0], found.high[0]]).all()


def test_one_account_gives_a_figure_and_no_interval() -> None:
    found = ratios.total(_of(100), _of(10_000), _of(1))
    assert found.value[0] == 100
    assert np.isnan(found.low[0])


def test_a_share_stays_between_nothing_and_all() -> None:
    found = ratios.share(_of(0, 5), _of(5, 5))
    assert (found.low[0], found.high[1]) == (0, 1)
    assert found.high[0] == pytest.approx(0.4345, abs=1e-3)


@pytest.mark.parametrize(
    ("count", "fewest", "most"), [(3, 0.619, 8.767), (10, 4.795, 18.391), (100, 81.36, 121.63)]
)
def test_an_amount_per_event_has_the_interval_of_the_count(
    count: int, fewest: float, most: float
) -> None:
    """The exact limits of Poisson's distribution, from tables."""
    found = ratios.per_count(_of(1000), _of(count))
    assert found.low[0] == pytest.approx(1000 / most, rel=0.01)
    assert found.high[0] == pytest.approx(1000 / fewest, rel=0.05)


def test_what_has_limits_has_an_interval_within_them() -> None:
    kept = np.array([1.0] * 9 + [0.2])
    n = _of(10)
    plain = ratios.ratio(_of(kept.sum()), n, (_of((kept**2).sum()), _of(kept.sum()), n), n)
    found = ratios.bounded(plain, 0, 1, n)
    assert plain.high[0] > 1
    assert 0 < found.low[0] < found.value[0] == plain.value[0] < found.high[0] < 1


def test_with_limits_a_share_has_wilsons_interval() -> None:
    """A share of accounts is a mean of noughts and ones, its spread known but for n - 1."""
    part, n = _of(300), _of(1000)
    plain = ratios.ratio(part, n, (part, part, n), n)
    found, wilson = ratios.bounded(plain, 0, 1, n), ratios.share(part, n)
    assert found.low[0] == pytest.approx(wilson.low[0], abs=1e-4)
    assert found.high[0] == pytest.approx(wilson.high[0], abs=1e-4)


def test_where_all_are_alike_the_accounts_count() -> None:
    n = _of(20, 1)
    plain = ratios.ratio(n, n, (n, n, n), n)
    found, wilson = ratios.bounded(plain, 0, 1, n), ratios.share(n, n)
    assert (found.low[0], found.high[0]) == (pytest.approx(wilson.low[0]), 1)
    assert np.isnan([found.low[1], found.high[1]]).all()  # one account tells nothing


def test_limits_may_lie_below_0() -> None:
    votes = np.array([1.0] * 8 + [-1.0, 0.0])
    n = _of(10)
    plain = ratios.ratio(_of(votes.sum()), n, (_of((votes**2).sum()), _of(votes.sum()), n), n)
    found = ratios.bounded(plain, -1, 1, n)
    assert plain.high[0] > 1
    assert -1 < found.low[0] < 0.7 < found.high[0] < 1
