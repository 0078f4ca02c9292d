"""`segmentry roi`: launches for people, programs and spreadsheets."""

import csv
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from segmentry.cli import main
from segmentry.workspace import Workspace

Command = Callable[..., tuple[str, int]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `segmentry …` in this process; gives what it said and its exit code."""
    monkeypatch.setenv("COLUMNS", "160")

    def run(*words: object) -> tuple[str, int]:
        monkeypatch.setattr(sys, "argv", ["segmentry", *(str(w) for w in words)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return said.out + said.err, code

    return run


@pytest.fixture
def launched(shop: Path) -> Path:
    """A shop whose large companies are looked after since July."""
    (shop / "launches").mkdir()
    (shop / "launches" / "care.yaml").write_text(
        "title: Care\nsegmentation: sales\nsegments: [Large]\nlaunched_on: 2025-07-01\n"
        "after_months: 3\ncost: 1000\n",
        encoding="utf-8",
    )
    Workspace(shop).run(as_of=date(2025, 7, 1))
    Workspace(shop).run()
    return shop


def test_a_launch_for_people_programs_and_spreadsheets(command: Command, launched: Path) -> None:
    told, code = command("roi", "-w", launched)
    assert code == 0
    assert "Care (care)" in told
    assert "Jul 2025 to Sep 2025 compared with Apr 2025 to Jun 2025" in told
    assert "do not show what caused the change" in told
    out, code = command("roi", "care", "-w", launched, "--json")
    (care,) = json.loads(out)
    whole, large = care["segments"]
    assert (large["segment"], large["cost"], code) == ("Large", 1000, 0)
    gain = (large["average_after"] - large["average_before"]) * large["customers"]
    assert large["incremental_revenue"] == pytest.approx(gain)
    assert large["roi"] == pytest.approx((gain - 1000) / 1000)
    assert whole["effects"][0]["kpi"] == "average_revenue"
    file = launched / "care.csv"
    said, _ = command("roi", "--csv", file, "-w", launched)
    with file.open(encoding="utf-8-sig") as text:
        assert f"{len(list(csv.DictReader(text)))} rows written" in said


def test_a_narrow_terminal_is_told_what_it_does_not_show(
    command: Command, launched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No room for" not in command("roi", "-w", launched)[0]
    monkeypatch.setenv("COLUMNS", "80")
    told = " ".join(command("roi", "-w", launched)[0].split())
    assert "95 % interval of the return" in told.split("No room for: ")[1]
    assert "All before, All after" in told


@pytest.mark.parametrize(
    ("words", "hint"), [(("roi", "car"), "'care'"), (("roi", "care", "Lrge"), "'Large'")]
)
def test_unknown_names_end_with_2(
    command: Command, launched: Path, words: tuple[str, ...], hint: str
) -> None:
    told, code = command(*words, "-w", launched)
    assert code == 2
    assert f"Did you mean {hint}?" in told


def test_without_a_launch_it_says_how_to_begin(command: Command, shop: Path) -> None:
    Workspace(shop).run()
    told, code = command("roi", "-w", shop)
    assert (code, "folder launches/" in told) == (0, True)
    assert json.loads(command("roi", "-w", shop, "--json")[0]) == []
