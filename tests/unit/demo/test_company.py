"""The demo has the whole way in it: a past, plans, a launch that sits on something planted."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from segmentry.cli.app import app
from segmentry.demo.company import LOOKS, prepare_demo, run_demo
from segmentry.workspace import Run, Workspace

pytestmark = pytest.mark.slow
README = Path(__file__).parents[3] / "README.md"
COMMANDS = re.findall(r"`segmentry ([^`]+) -w demo`", README.read_text(encoding="utf-8"))
LIFT_SHARE = 0.25 / 1.25  # of what treated companies ordered meanwhile, by the planted lift


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run_demo(prepare_demo(tmp_path_factory.mktemp("demo") / "company"))


@pytest.fixture(scope="module")
def treated(demo: Run) -> dict[str, str]:
    with (demo.workspace.folder / "truth" / "campaign.csv").open(encoding="utf-8") as file:
        return next(row for row in csv.DictReader(file) if row["arm"] == "treated")


def _return(demo: Run, launch: str, segment: str) -> dict[str, Any]:
    rows = demo.query("select * from launch_returns").to_pylist()
    return next(r for r in rows if (r["launch"], r["segment"]) == (launch, segment))


def test_earlier_runs_give_it_a_past(demo: Run) -> None:
    catalogue = demo.workspace.store.catalogue
    assert [catalogue.run(n).as_of for n in catalogue.numbers()] == [*LOOKS, date(2026, 7, 1)]  # type: ignore[union-attr]
    assert demo.moves("rfm").num_rows > 100


def test_run_again_it_is_the_same_run(demo: Run) -> None:
    assert run_demo(Workspace(demo.workspace.folder)).number == demo.number


def test_the_members_of_the_launch_are_those_that_were_drawn(
    demo: Run, treated: dict[str, str]
) -> None:
    found = _return(demo, "growth_offer", "Got the offer")
    assert found["cohort_on"] == date(2025, 3, 1)
    # some rows of companies are spoilt on purpose, some companies are known to the shop only
    assert found["customers"] == pytest.approx(int(treated["accounts"]), rel=0.02)


def test_the_planted_lift_lies_within_the_interval_of_what_was_measured(
    demo: Run, treated: dict[str, str]
) -> None:
    true = float(treated["revenue_during_eur"]) * LIFT_SHARE
    found = _return(demo, "growth_offer", "Got the offer")
    assert 0 < found["incremental_low"] < true < found["incremental_high"]


def test_the_cost_of_the_launch_is_that_of_the_campaign(demo: Run, treated: dict[str, str]) -> None:
    found = _return(demo, "growth_offer", "Got the offer")
    assert found["cost"] == 4500 * int(treated["accounts"])


def test_a_launch_on_who_went_quiet_warns_of_regression_to_the_mean(demo: Run) -> None:
    assert "regression to the mean" in _return(demo, "call_back", "")["caution"]
    assert "regression to the mean" not in _return(demo, "growth_offer", "")["caution"]


def test_objectives_strategies_and_the_ideal_customer_are_there(demo: Run) -> None:
    states = {r["name"]: r["state"] for r in demo.query("select * from objectives").to_pylist()}
    assert states["keep_contracts"] == "behind"
    assert states["win_more_deals"] == "on the way"
    assert {s["segmentation"] for s in demo.strategies() if s["strategy"]} == {
        "reference_plan", "rfm", "key_accounts",
    }  # fmt: skip
    assert not any(s["problem"] for s in demo.strategies())
    assert demo.ideal_customer("ideal")[1] == ""


def test_the_plan_leaves_out_who_refused(demo: Run) -> None:
    plan = demo.workspace.plan("win_back")
    left_out = {one.reason: one.members for one in plan.left_out}
    assert plan.add + plan.keep > 100
    assert left_out["consent refused"] > 10


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_that_the_readme_names_answer(demo: Run, command: str) -> None:
    told = CliRunner().invoke(app, [*command.split(), "-w", str(demo.workspace.folder)])
    assert told.exit_code == 0, told.output
    assert len(told.output.splitlines()) > 1


def test_the_readme_goes_to_the_end_of_the_way() -> None:
    named = {command.split()[0] for command in COMMANDS}
    assert named >= {"status", "strategies", "kpis", "roi", "review", "plan", "apply"}


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    one, other = (prepare_demo(tmp_path / name, accounts=50).folder for name in ("one", "other"))
    files = sorted(p.relative_to(one) for p in one.rglob("*") if p.is_file())
    assert Path("launches/growth_offer.yaml") in files
    assert [f for f in files if (one / f).read_bytes() != (other / f).read_bytes()] == []
