"""Values arrive as they are, in cells and in JSON."""

import json
from datetime import date
from decimal import Decimal

import pytest

from segmentry.activation.values import as_json, as_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "true"), (False, "false"), (3, "3"), (0.25, "0.25"),
        (Decimal("12.5000"), "12.5"), (Decimal("1200.0000"), "1200"), (["a", "b"], "a; b"),
        (date(2026, 1, 2), "2026-01-02"), ("Größe", "Größe"),
    ],
)  # fmt: skip
def test_cells(value: object, text: str) -> None:
    assert as_text(value) == text


def test_json_keeps_numbers_and_has_no_nan() -> None:
    said = {"a": Decimal("12.5000"), "b": Decimal("7"), "c": float("nan"), "d": date(2026, 1, 2),
            "e": ["x"], "f": None, "g": "ü"}  # fmt: skip
    text = as_json(said)
    assert "\n" not in text
    assert json.loads(text) == {
        "a": 12.5, "b": 7, "c": None, "d": "2026-01-02", "e": ["x"], "f": None, "g": "ü",
    }  # fmt: skip
