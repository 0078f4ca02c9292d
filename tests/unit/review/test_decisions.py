"""Decisions on findings: kept, shown with them, never lost."""

from datetime import datetime
from pathlib import Path

import pytest

from segmentry.errors import UnknownName, UserError
from segmentry.review.decisions import Decisions, decided
from segmentry.workspace import Workspace

FINDING = {
    "finding": "ab12", "segmentation": "plan", "segment": "Core", "kind": "size",
    "proposal": "merge", "message": "Few.", "other_segment": None, "accounts": 3, "value": 3.0,
    "limit": 5.0, "severity": 4,
}  # fmt: skip
AT = datetime(2026, 6, 30, 9)


def test_what_is_decided_is_read_back(shop: Path) -> None:
    decisions = Decisions(Workspace(shop).store.catalogue)
    assert decisions.all() == []
    first = decided(FINDING, 1, "merge", because=" alike ", by="Ana", at=AT)
    later = decided(FINDING, 2, "keep", because="they pay", by="Ben", at=AT)
    decisions.add(first)
    decisions.add(later)
    assert Decisions(Workspace(shop).store.catalogue).all() == [first, later]
    assert first.reason == "alike"
    assert decisions.newest() == {"ab12": later}


def test_only_known_decisions_with_a_reason() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'merge'"):
        decided(FINDING, 1, "merg", because="so", by="Ana", at=AT)
    with pytest.raises(UserError, match="needs its reason"):
        decided(FINDING, 1, "merge", because="  ", by="Ana", at=AT)


def test_a_decision_is_shown_in_later_runs(shop: Path) -> None:
    (shop / "segmentations" / "none.yaml").write_text(
        "method: rules\nsegments:\n  - {name: Nobody, where: employees < 0}\n"
        "  - {name: All, where: employees >= 0}\n",
        encoding="utf-8",
    )
    workspace = Workspace(shop)
    run = workspace.run()
    (empty,) = (f for f in run.findings() if f["segment"] == "Nobody")
    assert (empty["proposal"], empty["decision"]) == ("retire", None)
    workspace.decide(empty["finding"], "keep", because="it fills in spring", by="Ana")
    with pytest.raises(UnknownName, match="segmentry review"):
        workspace.decide("nothing", "keep", because="so", by="Ana")
    with (shop / "exports" / "orders.csv").open("a") as file:
        file.write("O9000,C01,2025-12-30,50\n")
    later = workspace.run()
    assert later.number == 2
    (again,) = (f for f in later.findings() if f["segment"] == "Nobody")
    assert again["finding"] == empty["finding"]
    assert (again["decision"], again["because"], again["decided_by"], again["decided_in_run"]) == (
        "keep", "it fills in spring", "Ana", 1,
    )  # fmt: skip
