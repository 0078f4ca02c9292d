"""Planning, sending and freshness from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from segmentry.cli.app import app
from segmentry.workspace import Workspace

Ask = Callable[..., str]


@pytest.fixture
def sending(shop: Path) -> Path:
    """A shop that has run, and a file to send its large companies to."""
    (shop / "segmentry.yaml").write_text("name: Shop\nstale_after_days: 36500\n")
    (shop / "destinations").mkdir()
    (shop / "destinations" / "list.yaml").write_text(
        "destination: csv\npath: list.csv\nsegmentation: sales\nsegments: [Large]\n"
    )
    Workspace(shop).run()
    return shop


@pytest.fixture
def ask(sending: Path) -> Ask:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(
            app, [*arguments, "-w", str(sending)], env={"COLUMNS": "200"}, catch_exceptions=False
        )
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def test_a_plan_is_shown_sent_and_receipted(ask: Ask, sending: Path) -> None:
    plan = json.loads(ask("plan", "list", "--json"))
    assert (plan["add"], plan["keep"], plan["objections"]) == (40, 0, [])
    shown = ask("plan", "list")
    assert f"segmentry apply list --plan {plan['id']}" in shown
    assert "Nothing was sent to 'list' yet." in ask("receipts", "list")
    assert "40 added, 0 updated, 0 removed" in ask("apply", "list", "--plan", plan["id"])
    assert "Nothing to send: 40 members are there" in ask("apply", "list")
    (receipt,) = json.loads(ask("receipts", "list", "--json"))
    assert (receipt["plan"]["id"], receipt["status"]) == (plan["id"], "done")
    assert [b["status"] for b in receipt["batches"]] == ["sent"]
    assert "1 of 1" in ask("receipts", "list")
    assert len((sending / "list.csv").read_text().splitlines()) == 41


def test_receipts_without_a_name_tell_the_last_of_each(ask: Ask) -> None:
    assert "nothing sent" in ask("receipts")
    ask("apply", "list")
    (line,) = [row for row in ask("receipts").splitlines() if "done" in row]
    assert "list" in line
    assert "40" in line
    (receipt,) = json.loads(ask("receipts", "--json"))
    assert receipt["plan"]["id"] in line


def test_a_large_removal_is_announced(ask: Ask, sending: Path) -> None:
    ask("apply", "list")
    rules = sending / "segmentations" / "sales.yaml"
    rules.write_text(rules.read_text().replace("employees >= 100", "employees >= 280"))
    ask("run")
    shown = ask("plan", "list")
    assert "36 of 40 would leave, more than 30%: that needs to be confirmed." in shown
    assert "--confirm-removals 36" in shown
    assert json.loads(ask("apply", "list", "--confirm-removals", "36", "--json"))["sent"] == 36


def test_the_age_of_sources_is_shown(ask: Ask, sending: Path) -> None:
    told = json.loads(ask("freshness", "--json"))
    assert [s["source"] for s in told["sources"]] == ["customers", "orders"]
    assert told["is_fresh"]
    (sending / "segmentry.yaml").write_text("name: Shop\nstale_after_days: 3\n")
    shown = ask("freshness")
    assert "The newest row of the source 'orders' is of 2025-12-28" in shown
    assert "segmentry.yaml was changed after the last run." in shown


def test_a_run_is_made_only_when_something_has_changed(ask: Ask, sending: Path) -> None:
    told: Any = json.loads(ask("run", "--if-stale", "--json"))
    assert {"run": 1, "as_of": "2025-12-29", "ran": False}.items() <= told.items()
    assert told["why"].startswith("Run 1 is up to date: no file and no definition has changed")
    assert "Run 1 is up to date" in ask("run", "--if-stale")
    orders = sending / "exports" / "orders.csv"
    orders.write_text(orders.read_text() + "O9999,C01,2025-12-20,10.00\n")
    assert "What 'sources' rests on may have changed since run 1." in ask("run", "--if-stale")
    (sending / "segmentations" / "sales.yaml").write_text(
        "method: rules\nsegments:\n  - {name: Large, where: employees >= 200}\n"
    )
    assert "The segmentation 'sales' was changed after run 2." in ask("run", "--if-stale")
    told = json.loads(ask("run", "--if-stale", "--json"))
    assert (told["run"], told["ran"]) == (3, False)
    told = json.loads(ask("run", "--if-stale", "--as-of", "2025-06-30", "--json"))
    assert (told["run"], told["ran"]) == (4, True)
    assert "may have changed since run 3" in told["why"]
