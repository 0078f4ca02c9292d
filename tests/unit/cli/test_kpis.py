"""`segmentry kpis`: what it prints, and what it says of names that are not there."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from segmentry.cli.app import app
from segmentry.errors import UnknownName, UserError
from segmentry.workspace import Workspace


@pytest.fixture
def done(shop: Path) -> Path:
    (shop / "objectives").mkdir()
    (shop / "objectives" / "grow.yaml").write_text(
        "title: Grow\nkpi: revenue\ntarget: 1000000\nby: 2026-12-31\n", "utf-8"
    )
    Workspace(shop).run()
    return shop


def _run(folder: Path, *arguments: str) -> Any:
    return CliRunner().invoke(app, ["kpis", *arguments, "-w", str(folder)])


def test_what_it_prints(done: Path) -> None:
    whole = json.loads(_run(done, "--json").output)
    revenue = next(r for r in whole["kpis"] if r["kpi"] == "revenue" and not r["segmentation"])
    assert revenue["value"] > 0
    assert whole["objectives"][0]["state"] in ("behind", "on the way", "unknown")
    printed = _run(done).output
    assert "Average order value" in printed
    assert "no source gives contracts" in printed
    assert "Grow" in printed
    months = json.loads(_run(done, "revenue", "--span", "month", "--json").output)["kpis"]
    assert {r["span"] for r in months} == {"month"}
    segment = ("aov", "--segmentation", "sales", "--segment", "Large")
    (row,) = json.loads(_run(done, *segment, "--json").output)["kpis"]
    assert (row["segment"], row["kpi"]) == ("Large", "aov")
    assert "amount of the sales / sales" in _run(done, "aov").output


def test_names_that_are_not_there(done: Path) -> None:
    for arguments, near in (
        (("revenu",), "Did you mean 'revenue'"),
        (("--segmentation", "sale"), "Did you mean 'sales'"),
        (("--span", "week"), "Known: month, year"),
        (("--segmentation", "sales", "--segment", "Larg"), "Did you mean 'Large'"),
    ):
        error = _run(done, *arguments).exception
        assert isinstance(error, UnknownName)
        assert near in str(error)
    assert isinstance(_run(done, "--segment", "Large").exception, UserError)
