"""What is wrong with objectives and strategies is told before and after a run."""

from pathlib import Path

import pytest

from segmentry.definitions.check import check_all
from segmentry.definitions.doubts import doubts
from segmentry.errors import UnknownName
from segmentry.kpis import KPIS
from segmentry.workspace import Workspace

GONE = (
    "strategies/a.yaml, line 2: There is no segment of 'rfm' called 'Champion'. "
    "Did you mean 'Champions'?"
)


def write(shop: Path, name: str, text: str) -> None:
    (shop / name).parent.mkdir(exist_ok=True)
    (shop / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (
            "strategies/a.yaml",
            "segmentation: rmf\nsegment: New\n",
            "strategies/a.yaml, line 1: There is no segmentation called 'rmf'. Did you mean 'rfm'?",
        ),
        (
            "strategies/a.yaml",
            "segmentation: rfm\nsegment: New\ntemplate: newer\n",
            "strategies/a.yaml, line 3: There is no template of strategies called 'newer'. "
            "Did you mean 'new'?",
        ),
        (
            "strategies/a.yaml",
            "segmentation: rfm\nsegment: New\nkpi: retention_rat\n",
            "strategies/a.yaml, line 3: There is no KPI called 'retention_rat'. "
            "Did you mean 'retention_rate'?",
        ),
        (
            "strategies/a.yaml",
            "segmentation: rfm\nsegment: New\ntarget: 5\n",
            "strategies/a.yaml, line 3: A target without a KPI cannot be measured. "
            f"Name the measure as `kpi`: {', '.join(sorted(KPIS.all))}.",
        ),
        (
            "strategies/a.yaml",
            "segmentation: rfm\n",
            "strategies/a.yaml, line 1: 'segment' is missing. Add `segment: …`.",
        ),
        (
            "objectives/o.yaml",
            "kpi: revenue\ntarget: 5\nby: 2027-01-01\nsegment: New\n",
            "objectives/o.yaml, line 4: A segment is named without its segmentation. "
            "Write the segmentation too: `segmentation: …`.",
        ),
        (
            "objectives/o.yaml",
            "kpi: revenue\ntarget: 5\nby: 2027-01-01\nsegmentation: rfn\n",
            "objectives/o.yaml, line 4: There is no segmentation called 'rfn'. Did you mean 'rfm'?",
        ),
    ],
)
def test_errors_are_told_with_file_and_line(shop: Path, file: str, text: str, told: str) -> None:
    write(shop, file, text)
    assert [str(e) for e in check_all(shop)] == [told]


def test_a_missing_kpi_names_those_there_are(shop: Path) -> None:
    write(shop, "objectives/o.yaml", "target: 5\nby: 2027-01-01\n")
    (error,) = check_all(shop)
    assert str(error).startswith(
        "objectives/o.yaml, line 1: 'kpi' is missing. Add `kpi: …`. Known: aov, arpa, cac, "
    )
    assert "win_rate" in str(error)


def test_a_strategy_with_all_its_words_is_fine(shop: Path) -> None:
    write(
        shop,
        "strategies/a.yaml",
        "segmentation: rfm\nsegment: Champions\ntemplate: champions\nowner: Ann\nbudget: 500\n"
        "target: 0.9\nby: 2027-01-01\nstart: 2026-01-01\nend: 2026-12-31\nstatus: running\n",
    )
    assert check_all(shop) == []


def test_a_template_fills_what_is_not_said_for_everything_after(shop: Path) -> None:
    write(
        shop,
        "strategies/a.yaml",
        "segmentation: rfm\nsegment: New\ntemplate: new\nkpi: aov\ntarget: 9\n",
    )
    (strategy,) = Workspace(shop).definitions.strategies
    assert (strategy.title, strategy.kpi, strategy.target) == ("A good start", "aov", 9)


def test_segments_that_are_gone_are_doubted_after_a_run(shop: Path) -> None:
    write(shop, "strategies/a.yaml", "segmentation: rfm\nsegment: Champion\n")
    write(
        shop,
        "objectives/o.yaml",
        "kpi: revenue\ntarget: 5\nby: 2027-01-01\nsegmentation: sales\nsegment: Lage\n",
    )
    assert [str(d) for d in doubts(shop)] == []  # nobody knows the segments yet
    run = Workspace(shop).run()
    assert [str(d) for d in doubts(shop)] == [
        GONE,
        "objectives/o.yaml, line 5: There is no segment of 'sales' called 'Lage'. "
        "Did you mean 'Large'?",
    ]
    assert run.notes("strategies") == [f"Strategy 'a': {GONE}"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("objectives/o.yaml", "kpi: revenu\ntarget: 5\nby: 2027-01-01\n"),
        ("strategies/a.yaml", "kpi: revenu\nsegmentation: rfm\nsegment: New\ntarget: 5\n"),
    ],
)
def test_a_run_refuses_an_unknown_kpi_before_it_begins(shop: Path, file: str, text: str) -> None:
    write(shop, file, text)
    begun: list[str] = []
    with pytest.raises(UnknownName, match=rf"{file}, line 1: .*Did you mean 'revenue'"):
        Workspace(shop).run(tell=lambda progress: begun.append(progress.stage))
    assert begun == []
