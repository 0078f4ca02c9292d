"""The page tells what was measured, also what failed."""

import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from identity_over_time import Grown, Stability
from identity_page import Measured, page
from identity_scoring import Score

SCORE = asdict(Score(0.9, 0.8, 0.847, 0.85, 1_234, 0.7))
FOUND = Measured("small", "A", "A, threshold 0.5", 1.25, 2.5, 0.3, "", SCORE)
FAILED = Measured("large", "B", "B", 900.0, 100.0, 20.0, "stopped after 15 minutes")
GROWN = Grown("small", 3_034, 303, 3.9, 4.1, Stability(0.002, 0.0682, 0, 0))


def test_every_set_has_its_table_and_every_way_its_row() -> None:
    text = page([FOUND, FAILED], [])
    small, large = text.split("\n## ")[1:]
    assert small.startswith("small\n")
    assert "| A, threshold 0.5 | 0.900 | 0.800 | **0.847** | 0.850 | 1,234 | 0.700 | 1.2 |" in small
    assert "| B: stopped after 15 minutes | | | | | | | 900.0 | 100.0 | 20.0 |" in large


def test_rows_have_as_many_cells_as_their_heads() -> None:
    for part in page([FOUND, FAILED], [GROWN]).split("\n## ")[1:]:
        cells = {line.count("|") for line in part.splitlines() if line.startswith("|")}
        assert len(cells) == 1, part


def test_ids_over_time_are_told_once_they_are_measured() -> None:
    assert "Ids over time" not in page([FOUND], [])
    row = "| small | 3,034 | 303 | **0.20%** | 6.82% | 0 | 0 | 3.9 | 4.1 |"
    assert row in page([FOUND], [GROWN])
