"""Figures in the sentences of a review."""

import pytest

from segmentry.review.finding import figure


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (3.24e12, "currency", "3,240,000,000,000 EUR"),
        (12.5, "currency", "12.50 EUR"),
        (0.2106, "share", "21.1 %"),
        (0.95, "share", "95 %"),
        (9.0, "ratio", "900 %"),
        (72.0, "days", "72 days"),
        (4.333, "count", "4.33"),
        (None, "share", "unknown"),
    ],
)
def test_a_figure_is_said_with_its_unit(value: float | None, unit: str, said: str) -> None:
    assert figure(value, unit, "EUR") == said
