"""Charts are well-formed SVG that says in words what it shows."""

from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from segmentry.reports import figures


def parsed(figure: Markup) -> ET.Element:
    return ET.fromstring(figure)


def columns(values: list[float], *, partial: bool = False) -> Markup:
    names = [f"m{i}" for i in range(len(values))]
    return figures.columns(values, names, lambda v: f"{v:g}", "by month", partial=partial)


def heights(svg: ET.Element) -> list[float]:
    return [float(r.attrib["height"]) for r in svg.iter("rect")]


def test_columns_are_proportional_to_their_values() -> None:
    one, two, four = heights(parsed(columns([1, 2, 4])))
    assert two == pytest.approx(2 * one, abs=0.2)
    assert four == pytest.approx(4 * one, abs=0.3)


def test_a_negative_month_hangs_below_the_line() -> None:
    svg = parsed(columns([100, -50]))
    zero = float(next(e for e in svg.iter("line") if e.attrib["class"] == "zero").attrib["y1"])
    up, down = svg.iter("rect")
    assert float(up.attrib["y"]) + float(up.attrib["height"]) == pytest.approx(zero, abs=0.2)
    assert float(down.attrib["y"]) == pytest.approx(zero, abs=0.2)
    assert float(down.attrib["y"]) + float(down.attrib["height"]) <= 220


def test_only_negative_months_can_be_drawn() -> None:
    assert heights(parsed(columns([-5, -10])))[1] > 0


def test_a_month_that_is_not_over_is_outlined() -> None:
    classes = [r.attrib["class"] for r in parsed(columns([1, 2], partial=True)).iter("rect")]
    assert classes == ["column", "column open"]


def test_nothing_gives_no_figure() -> None:
    assert columns([]) == "" == columns([0, 0])
    assert figures.sparkline([], "x") == "" == figures.sparkline([3], "x")


def test_labels_are_escaped() -> None:
    svg = figures.sparkline([1, 2], '<script>"&')
    assert parsed(svg).attrib["aria-label"] == '<script>"&'
    assert "<script>" not in svg


def test_an_interval_stays_inside_its_picture() -> None:
    svg = parsed(figures.interval(9.0, -9.0, 99.0, 2.0, "far out"))
    [point] = svg.iter("circle")
    assert float(point.attrib["cx"]) <= 132


def test_an_interval_without_bounds_is_a_point() -> None:
    svg = parsed(figures.interval(0.5, None, None, 2.0, "alone"))
    assert not [p for p in svg.iter("path") if p.attrib["class"] == "range"]


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (1, 1), (1.01e6, 1.2e6), (0.3, 0.3), (7, 8), (99, 100)]
)
def test_the_scale_ends_in_a_round_number(value: float, expected: float) -> None:
    assert figures.round_above(value) == pytest.approx(expected)
