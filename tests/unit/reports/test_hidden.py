"""What is hidden of small groups must not follow from what is shown."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from segmentry.cli.app import app
from segmentry.workspace import Workspace

_FLOOR = 7
_RULES = """\
method: rules
segments:
  - {name: Four, where: employees <= 16}
  - {name: Eight, where: employees <= 60}
  - {name: Rest, where: employees > 60}
"""


@pytest.fixture
def small(shop: Path) -> Path:
    """A shop with a segment of four accounts, where seven are the fewest that are shown."""
    with (shop / "segmentry.yaml").open("a", encoding="utf-8") as file:
        file.write(f"privacy_floor: {_FLOOR}\n")
    (shop / "segmentations" / "sizes.yaml").write_text(_RULES, encoding="utf-8")
    Workspace(shop).run()
    return shop


def _json(folder: Path, *words: str) -> Any:
    return json.loads(CliRunner().invoke(app, [*words, "-w", str(folder), "--json"]).output)


@pytest.mark.parametrize("cohort", ["today", "fixed"])
def test_a_small_segment_does_not_follow_from_the_other_kpis(small: Path, cohort: str) -> None:
    rows = _json(small, "kpis", "--cohort", cohort, "--segmentation", "sizes")["kpis"]
    shown = {r["segment"] for r in rows if r["numerator"] is not None or r["n"] is not None}
    assert shown == {"Rest"}
    hidden = [r for r in rows if r["segment"] != "Rest"]
    assert {r["segment"] for r in hidden} == {"Four", "Eight"}
    figures = ("value", "low", "high", "numerator", "denominator", "n")
    assert not [r for r in hidden if any(r[figure] is not None for figure in figures)]
    assert {r["reason"] for r in hidden} == {
        "hidden: a group of fewer than 7 accounts",
        "hidden: a smaller group could be worked out from it",
    }


def test_nor_from_the_other_segments(small: Path) -> None:
    four, eight, rest = _json(small, "segments", "sizes")
    assert (four["accounts"], four["revenue"], four["account_share"]) == (None, None, None)
    assert (eight["accounts"], eight["revenue"], eight["revenue_share"]) == (8, None, None)
    assert rest["revenue"] > 0
    assert rest["hidden"] is None
    told = CliRunner().invoke(app, ["segments", "sizes", "-w", str(small)]).output
    assert "The net revenue of 'Eight' is hidden, so that a smaller group" in " ".join(told.split())
    line = next(line for line in told.splitlines() if "Four" in line)
    assert "< 7" in line
    assert "hidden" in line
    assert "Without figures: 1 segment of fewer than 7 accounts." in told


def test_nor_from_what_a_run_says(small: Path) -> None:
    told = CliRunner().invoke(app, ["run", "-w", str(small)]).output
    lines = [line.split() for line in told.splitlines() if line.strip().startswith(("Four", "Eig"))]
    figures = sorted(line[: line.index("hidden")] for line in lines)
    assert figures == [["Eight", "8"], ["Four", "<", "7"]]


def test_a_finding_of_a_small_segment_tells_only_that_it_is_small(small: Path) -> None:
    found = _json(small, "review")["findings"]
    sizes = [f for f in found if f["kind"] == "size" and f["segmentation"] == "sizes"]
    assert sizes
    assert {(f["accounts"], f["value"]) for f in sizes} == {(None, None)}
    assert all("fewer than 7 accounts" in f["message"] for f in sizes)
