"""The seven steps: what is there, what is missing, and what to do about it."""

from pathlib import Path

import pytest

from segmentry.reports.standing import Step, standing
from segmentry.workspace import Workspace, create


def step(steps: list[Step], number: int) -> Step:
    return steps[number - 1]


def write(shop: Path, name: str, text: str) -> None:
    (shop / name).parent.mkdir(exist_ok=True)
    (shop / name).write_text(text, encoding="utf-8")


@pytest.fixture
def ran(shop: Path) -> Path:
    Workspace(shop).run()
    return shop


def test_an_empty_workspace_is_open_everywhere(tmp_path: Path) -> None:
    steps = standing(create(tmp_path / "new"))
    assert [s.number for s in steps] == [1, 2, 3, 4, 5, 6, 7]
    assert {s.state for s in steps} == {"open"}
    assert all(s.missing for s in steps)
    assert step(steps, 2).missing == [
        "A source: `segmentry init FOLDER --from FILES`, or write sources/NAME.yaml."
    ]


def test_before_the_first_run_a_run_is_missing(shop: Path) -> None:
    steps = standing(Workspace(shop))
    assert step(steps, 2).there == ["2 sources."]
    assert step(steps, 2).missing == ["A run: `segmentry run`."]
    assert step(steps, 4).there == ["3 segmentations."]


def test_after_a_run_data_and_segments_are_there(ran: Path) -> None:
    steps = standing(Workspace(ran))
    assert step(steps, 2).state == "done"
    assert step(steps, 2).there[1].startswith("Run 1: 60 accounts, data as of ")
    assert "variables with data" in step(steps, 3).there[0]
    assert step(steps, 5).state == "open"
    assert step(steps, 5).missing == [
        "Nobody acts on any segment: `segmentry strategies --write` writes drafts."
    ]


def test_strategies_tell_what_they_lack(shop: Path) -> None:
    write(shop, "strategies/a.yaml", "segmentation: sales\nsegment: Large\nowner: Ann\n")
    write(shop, "strategies/b.yaml", "segmentation: sales\nsegment: Lage\n")
    Workspace(shop).run()
    found = step(standing(Workspace(shop)), 5)
    assert found.state == "begun"
    assert found.there == ["1 segment with a strategy (1 draft)."]
    assert found.missing == [
        "Nobody acts on sales: Active.",
        "Without a KPI: a.",
        "Without a target: a.",
        "'b': There is no segment of 'sales' called 'Lage'. Did you mean 'Large'?",
    ]


def test_objectives_are_counted_by_how_they_stand(shop: Path) -> None:
    write(shop, "objectives/o.yaml", "kpi: revenue\ntarget: 1\nby: 2030-01-01\n")
    Workspace(shop).run()
    found = step(standing(Workspace(shop)), 1)
    assert found.there == ["1 objective with KPI, target and date.", "Now: 1 reached."]
    assert found.state == "done"


def test_examples_wait_for_their_targets(shop: Path) -> None:
    write(shop, "objectives/o.yaml.example", "kpi: revenue\n")
    assert step(standing(Workspace(shop)), 1).missing == [
        "Targets and dates: fill in objectives/o.yaml.example."
    ]
    write(shop, "objectives/o.yaml", "kpi: revenue\ntarget: 1\nby: 2030-01-01\n")
    assert step(standing(Workspace(shop)), 1).missing == []


def test_destinations_and_launches_are_the_sixth_step(shop: Path) -> None:
    write(shop, "destinations/crm.yaml", "destination: csv\nfolder: out\nsegmentation: rfm\n")
    write(shop, "launches/a.yaml", "segmentation: rfm\nlaunched_on: 2025-06-01\n")
    found = step(standing(Workspace(shop)), 6)
    assert found.there == ["1 destination.", "1 launch, the first on 1 Jun 2025."]
    assert found.missing == ["Nothing has been sent: `segmentry plan`, then `segmentry apply`."]


def test_one_approach_is_not_enough(ran: Path) -> None:
    for name in ("rfm", "value_tiers"):
        (ran / "segmentations" / f"{name}.yaml").unlink()
    assert step(standing(Workspace(ran)), 4).missing[0] == (
        "A second approach to compare the first with."
    )
