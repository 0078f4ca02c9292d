"""The worked example and the reference table come out of their inputs."""

import doctest

import pytest

from segmentry.roi import formula
from segmentry.roi.formula import Change, difference, incremental_revenue, percent
from segmentry.roi.formula import return_on_investment as roi


def test_the_worked_example() -> None:
    gain = incremental_revenue(1000, 1500, 100)
    assert gain == 50_000
    assert roi(gain, 5_000) == 9.0
    assert percent(9.0) == "900 %"


REFERENCE = [
    (("Average CLTV", "currency", "higher", 1000, 1200), 200, 0.2, "+200 (20 %)"),
    (("Conversion rate", "share", "higher", 0.05, 0.08), 0.03, 0.6, "+3 points (60 %)"),
    (("CAC", "currency", "lower", 50, 40), -10, -0.2, "-10 (-20 %)"),
    (("Churn rate", "share", "lower", 0.15, 0.10), -0.05, -1 / 3, "-5 points (-33 %)"),
]


@pytest.mark.parametrize(("inputs", "absolute", "relative", "figures"), REFERENCE)
def test_the_reference_table(inputs, absolute: float, relative: float, figures: str) -> None:
    change = Change(*inputs)
    assert change.absolute == pytest.approx(absolute)
    assert change.relative == pytest.approx(relative)
    assert change.figures == figures
    assert change.is_improvement is True
    assert change.words.endswith("an improvement.")


def test_a_change_of_money_has_its_currency_where_it_is_told() -> None:
    fewer = Change("CAC", "currency", "lower", 50, 40, "€")
    assert fewer.figures == "-€10 (-20 %)"
    assert Change("CAC", "currency", "lower", 50, 50, "€").figures == "0 (0 %)"
    assert Change("Orders", "count", "higher", 2, 3, "€").figures == "+1 (50 %)"


def test_the_overall_return_of_the_reference_table() -> None:
    assert percent(roi(incremental_revenue(1000, 1200, 100), 5_000) or 0) == "300 %"


def test_a_change_in_words() -> None:
    churn = Change("Churn rate", "share", "lower", 0.15, 0.10)
    assert churn.words == ("Churn rate fell from 15 % to 10 %: -5 points (-33 %), an improvement.")
    worse = Change("CAC", "currency", "lower", 40, 50)
    assert worse.words == "CAC rose from 40 to 50: +10 (25 %), a change for the worse."
    assert Change("Orders", "count", "higher", 3, 3).words == "Orders stayed at 3."


def test_no_change_is_neither_better_nor_worse() -> None:
    assert Change("Orders", "count", "higher", 3, 3).is_improvement is None


@pytest.mark.parametrize("before", [0.0, -5.0])
def test_nothing_before_gives_no_relative_change(before: float) -> None:
    change = Change("Revenue", "currency", "higher", before, 10.0)
    assert change.relative is None
    assert change.figures == difference(10 - before, "currency")


@pytest.mark.parametrize("cost", [0.0, -1.0])
def test_without_a_cost_there_is_no_return(cost: float) -> None:
    assert roi(100.0, cost) is None


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1234.56, "currency", "+1,235"),
        (-12.345, "currency", "-12.35"),
        (0.01, "share", "+1 point"),
        (-0.0, "share", "0 points"),
        (0.005, "share", "+0.5 points"),
        (0.0, "count", "0"),
    ],
)
def test_differences_are_shown_with_their_sign(value: float, unit: str, shown: str) -> None:
    assert difference(value, unit) == shown


def test_the_examples_of_the_docstrings() -> None:
    assert doctest.testmod(formula).failed == 0
