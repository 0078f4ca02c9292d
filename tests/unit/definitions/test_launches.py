"""Launches that name what is not there are told before and after a run."""

from pathlib import Path

from segmentry.definitions.check import check_all
from segmentry.definitions.doubts import doubts
from segmentry.workspace import Workspace


def write(shop: Path, text: str) -> None:
    (shop / "launches").mkdir(exist_ok=True)
    (shop / "launches" / "care.yaml").write_text(text, encoding="utf-8")


def test_a_segmentation_that_nobody_wrote(shop: Path) -> None:
    write(shop, "segmentation: rmf\nlaunched_on: 2025-07-01\n")
    assert [str(e) for e in check_all(shop)] == [
        "launches/care.yaml, line 1: There is no segmentation called 'rmf'. Did you mean 'rfm'?"
    ]


def test_a_segment_that_no_run_has_known(shop: Path) -> None:
    write(
        shop,
        "segmentation: rfm\nsegments:\n  - Champion\n  - New\nlaunched_on: 2025-07-01\ncost: 9\n",
    )
    assert check_all(shop) == []
    Workspace(shop).run()
    assert [str(d) for d in doubts(shop)] == [
        "launches/care.yaml, line 3: There is no segment of 'rfm' called 'Champion'. "
        "Did you mean 'Champions'?"
    ]


def test_a_launch_to_come_and_without_cost(shop: Path) -> None:
    Workspace(shop).run()
    write(shop, "segmentation: rfm\nlaunched_on: 2999-07-01\n")
    assert [d.what for d in doubts(shop)] == [
        "The launch lies ahead: it is measured after 2999-07-01.",
        "No cost is known, so no return on it can be told.",
    ]
    write(shop, "segmentation: rfm\nlaunched_on: 2025-07-01\ncost: 0\n")
    (found,) = doubts(shop)
    assert str(found).startswith("launches/care.yaml, line 3: The cost is 0, so no return")
