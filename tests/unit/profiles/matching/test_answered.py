"""Answers move the threshold between what joins and what does not, no farther than they tell."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matching.answered import FARTHEST, learn_threshold, told_threshold

Threshold = Callable[..., int]


@pytest.fixture
def threshold(bench: Callable[..., Any]) -> Threshold:
    """What answers give: `threshold((-100, 1), (200, 0, 9))` of averages, what was said, and the
    pairs of a join where it makes several."""

    def learnt(*joins: tuple[float, int] | tuple[float, int, int]) -> int:
        made = bench()
        columns = [Column("a", T.INTEGER, ""), Column("b", T.INTEGER, "")]
        rows = [{"a": 2 * n, "b": 2 * n + 1, "average": float(average), "place": str(n),
                 "same": same, "crossing": (*crossing, 1)[0]}
                for n, (average, same, *crossing) in enumerate(joins)]  # fmt: skip
        heights = [*columns, Column("average", T.NUMBER, ""), Column("crossing", T.INTEGER, ""),
                   Column("place", T.TEXT, "")]  # fmt: skip
        made.context.load("heights", heights, [{c.name: r[c.name] for c in heights} for r in rows])
        said = [*columns, Column("same", T.INTEGER, "")]
        made.context.load(
            "answered_pairs", said, [{k: r[k] for k in ("a", "b", "same")} for r in rows]
        )
        return learn_threshold(made.context)

    return learnt


def test_without_answers_the_threshold_is_at_even_odds(threshold: Threshold) -> None:
    assert threshold() == 0


USUAL = [*[(250, 1)] * 5, *[(-250, 0)] * 5]
"""Answers as expected, as many of each kind."""


def test_answers_as_expected_do_not_move_it(threshold: Threshold) -> None:
    assert threshold(*USUAL) == 0
    assert abs(threshold(*USUAL, *[(290, 1)] * 10)) < 20


def test_it_moves_to_where_the_answers_are_likeliest(threshold: Threshold) -> None:
    # joins at one to three, half of them true: the threshold is there
    low = threshold(*[(-110, n % 2) for n in range(400)])
    assert -110 <= low <= -100
    assert threshold(*[(110, n % 2) for n in range(400)]) == -low


def test_more_answers_move_it_farther(threshold: Threshold) -> None:
    few, many = threshold(*USUAL, *[(-200, 1)] * 2), threshold(*USUAL, *[(-200, 1)] * 50)
    assert many < few < 0


def test_few_answers_and_answers_of_one_kind_do_not_move_it(threshold: Threshold) -> None:
    assert threshold((-200, 1)) == 0
    assert threshold(*USUAL[:4], *USUAL[-4:], (-200, 1)) == 0
    assert threshold(*[(-200, 1)] * 50, (-200, 0)) == 0  # somebody who merges


def test_what_people_know_from_elsewhere_does_not_move_it(threshold: Threshold) -> None:
    assert threshold(*USUAL, *[(-600, 1)] * 20, *[(1200, 0)] * 20) == threshold(*USUAL)


def test_what_is_said_of_large_joins_tells_little_of_small_ones(threshold: Threshold) -> None:
    """They are asked about first, and people of generic names are right to part them."""
    of_small = threshold(*USUAL, *[(100, 0)] * 20)
    of_large = threshold(*USUAL, *[(100, 0, 60)] * 20)
    assert of_small > 100
    assert 0 <= of_large < of_small / 3


def test_it_stays_within_bounds(threshold: Threshold) -> None:
    assert threshold(*USUAL, *[(-300, 1)] * 5000) == -100 * FARTHEST
    assert threshold(*USUAL, *[(300, 0)] * 5000) == 100 * FARTHEST


def test_the_threshold_is_told_as_odds() -> None:
    assert "from odds of 1 to 3.0 " in told_threshold(round(-100 * math.log(3)))
    assert "from odds of 1.5 to 1 " in told_threshold(round(100 * math.log(1.5)))
