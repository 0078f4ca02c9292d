"""The commands about what is done for segments: strategies, fit, status, templates of init."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.cli import main
from segmentry.workspace import Workspace

Command = Callable[..., Any]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `segmentry …` in this process; returns what it printed and its exit code."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: object) -> tuple[str, str, int]:
        monkeypatch.setattr(sys, "argv", ["segmentry", *(str(w) for w in words)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return printed.out, printed.err, code

    return run


def read(said: tuple[str, str, int]) -> Any:
    assert said[2] == 0, said[1]
    return json.loads(said[0])


@pytest.fixture
def ideal(shop: Path) -> Path:
    """A shop with points by hand, and a run."""
    (shop / "ideal_customers").mkdir()
    (shop / "ideal_customers" / "ideal.yaml").write_text(
        "# ours\nweights:\n  country:\n    DE: 3\n  employees:\n    below 100: 0\n"
        "    100 and more: 1\n",
        encoding="utf-8",
    )
    Workspace(shop).run()
    return shop


def test_strategies_are_listed_written_once_and_then_stand(command: Command, shop: Path) -> None:
    Workspace(shop).run()
    rows = read(command("strategies", "rfm", "-w", shop, "--json"))
    assert {r["strategy"] for r in rows} == {None}
    assert {r["segmentation"] for r in rows} == {"rfm"}
    out, _, _ = command("strategies", "rfm", "-w", shop)
    assert "nobody acts on this" in out
    assert "Template champions" in out
    written = read(command("strategies", "rfm", "--write", "-w", shop, "--json"))["written"]
    assert "strategies/rfm_cant_lose.yaml" in written
    text = (shop / "strategies" / "rfm_champions.yaml").read_text(encoding="utf-8")
    assert text.startswith("# From the template 'champions': make it yours.\n")
    assert "channels: [named account manager, personal call]\n" in text
    assert read(command("strategies", "rfm", "--write", "-w", shop, "--json"))["written"] == []
    Workspace(shop).run()
    rows = read(command("strategies", "rfm", "-w", shop, "--json"))
    assert {r["status"] for r in rows} == {"draft"}
    assert "nobody acts" not in command("strategies", "rfm", "-w", shop)[0]


def test_the_templates_of_strategies_are_listed(command: Command) -> None:
    names = [t["name"] for t in read(command("strategies", "--templates", "--json"))]
    assert {"champions", "small_retail", "tier_a"} <= set(names)
    assert "cant_lose" in command("strategies", "--templates")[0]


def test_an_unknown_segmentation_is_told(command: Command, shop: Path) -> None:
    Workspace(shop).run()
    _, err, code = command("strategies", "rmf", "-w", shop)
    assert code == 2
    assert "Did you mean 'rfm'?" in err


def test_fit_shows_points_and_the_closest(command: Command, ideal: Path) -> None:
    found = read(command("fit", "--top", 3, "-w", ideal, "--json"))
    assert (found["profile"], found["reason"]) == ("ideal", None)
    assert [a["fit"] for a in found["accounts"]] == [100.0, 100.0, 100.0]
    assert found["accounts"][0]["reasons"] == "country DE (+75), employees 100 and more (+25)"
    out, _, _ = command("fit", "-w", ideal)
    assert "what sets the best customers apart" in out
    assert "country DE (+75)" in out


def test_fit_of_one_account_and_of_prospects(command: Command, ideal: Path) -> None:
    (one,) = read(command("fit", "Company 01 GmbH", "-w", ideal, "--json"))["accounts"]
    assert (one["label"], one["fit"]) == ("Company 01 GmbH", 0.0)
    found = read(command("fit", "--prospects", "--top", 99, "-w", ideal, "--json"))["accounts"]
    assert found
    assert {a["stage"] for a in found}.isdisjoint({"customer"})
    assert command("fit", "Company 99", "-w", ideal)[2] == 2


def test_fit_is_written_to_edit(command: Command, ideal: Path) -> None:
    assert read(command("fit", "--write", "-w", ideal, "--json"))["written"] == (
        "ideal_customers/ideal.yaml"
    )
    text = (ideal / "ideal_customers" / "ideal.yaml").read_text(encoding="utf-8")
    assert "# ours" in text
    assert "    DE: 75.0\n" in text
    before = Workspace(ideal).last_run.query("select ideal_fit from variable_values")
    after = Workspace(ideal).run().query("select ideal_fit from variable_values")
    assert after.equals(before)


def test_without_a_profile_fit_says_how_to_make_one(command: Command, shop: Path) -> None:
    Workspace(shop).run()
    _, err, code = command("fit", "-w", shop)
    assert code == 2
    assert "ideal_customers/ideal.yaml" in err


def test_a_profile_that_cannot_be_learnt_says_why(command: Command, shop: Path) -> None:
    (shop / "ideal_customers").mkdir()
    (shop / "ideal_customers" / "ideal.yaml").write_text("", encoding="utf-8")
    Workspace(shop).run()
    found = read(command("fit", "-w", shop, "--json"))
    assert found["accounts"] == []
    assert "20 of each are needed" in found["reason"]
    assert "20 of each are needed" in command("fit", "-w", shop)[0].replace("\n", " ")
    assert command("fit", "--write", "-w", shop)[2] == 2
    assert command("fit", "--profile", "idea", "-w", shop)[2] == 2


def test_status_tells_the_seven_steps(command: Command, shop: Path) -> None:
    steps = read(command("status", "-w", shop, "--json"))
    assert [s["step"] for s in steps] == [1, 2, 3, 4, 5, 6, 7]
    out, _, code = command("status", "-w", shop)
    assert code == 0
    assert "2 Collect and prepare data" in out
    assert "missing A run: `segmentry run`." in out


def test_init_takes_a_template_and_says_what_has_no_data(
    command: Command, shop: Path, tmp_path: Path
) -> None:
    out, _, code = command(
        "init", tmp_path / "new", "--template", "wholesale", "--from", shop / "exports"
    )
    assert code == 0
    assert "segmentations/payment.yaml needs invoices.due_on, invoices.paid_on" in out
    _, err, code = command("init", tmp_path / "other", "--template", "retail")
    assert code == 2
    assert "saas: B2B SaaS" in err
    assert not (tmp_path / "other").exists()
