import numpy as np

from segmentry.demo.repeats import repeated


def test_places_come_as_often_as_counted() -> None:
    place, within = repeated(np.array([2, 0, 3]))
    assert place.tolist() == [0, 0, 2, 2, 2]
    assert within.tolist() == [0, 1, 0, 1, 2]


def test_nothing_repeated_is_nothing() -> None:
    place, within = repeated(np.array([0, 0]))
    assert len(place) == len(within) == 0
