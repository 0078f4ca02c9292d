"""`segmentry profile`: why a field says what it says, and pins."""

import json
from pathlib import Path

import pytest

from segmentry.workspace import Workspace

from .test_roi import Command, command

__all__ = ["command"]


@pytest.fixture
def made(known_twice: Path) -> Path:
    Workspace(known_twice).run()
    return known_twice


def test_why_tells_the_row_its_file_and_who_agrees(command: Command, made: Path) -> None:
    out, code = command("profile", "D3", "--why", "name", "-w", made, "--json")
    (row,) = json.loads(out)["lineage"]
    assert code == 0
    assert (row["field"], row["agreeing"], row["telling"]) == ("name", 1, 2)
    assert row["file"].endswith(".csv")
    told, _ = command("profile", "D3", "--why", "name", "-w", made)
    assert "1 of 2 records say so" in told
    assert row["file"] in told


def test_why_of_a_company_with_one_record_names_that_record(command: Command, made: Path) -> None:
    out, _ = command("profile", "D4", "--why", "name", "-w", made, "--json")
    found = json.loads(out)
    (row,) = found["lineage"]
    assert (row["field"], row["value"]) == ("name", found["profile"]["name"])
    assert row["rule"] == "only one record tells about it"
    told, _ = command("profile", "D4", "--why", "name", "-w", made)
    assert row["file"] in told
    assert "records say so" not in told


def test_pins_are_kept_shown_and_taken_back(command: Command, made: Path) -> None:
    because = ("--because", "their letterhead", "--by", "Ana", "-w", made)
    told, code = command(
        "profile", "D3", "--pin", "city=Ulm", "--pin", "phone=+49731123456", *because
    )
    assert code == 0
    assert "city is pinned to 'Ulm' (Ana)" in told
    assert "phone is pinned to '+49731123456' (Ana)" in told
    told, _ = command("profile", "D3", "--why", "city", "-w", made)
    assert "From the next run on 'Ulm': pinned by Ana on" in told
    Workspace(made).run()
    told, _ = command("profile", "D3", "--why", "city", "-w", made)
    assert "pinned by Ana on" in told
    assert "From the next run on" not in told
    out, code = command("profile", "D3", "--unpin", "city", *because, "--json")
    assert (json.loads(out)[0]["values"], code) == ({}, 0)
    Workspace(made).run()
    assert "pinned" not in command("profile", "D3", "--why", "city", "-w", made)[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--pin", "city"), "names no value"),
        (("--pin", "city= "), "names no value"),
        (("--pin", "=Ulm"), "names no field"),
        (("--pin", "city=Ulm"), "A pin needs its reason"),
        (("--pin", "country=Atlantis", "--because", "x"), "not understood as country"),
        (("--unpin", "city", "--because", "x"), "no pin of this account called 'city'"),
    ],
)
def test_a_wrong_pin_is_refused_in_words(
    command: Command, made: Path, arguments: tuple[str, ...], told: str
) -> None:
    out, code = command("profile", "D3", *arguments, "-w", made)
    assert code == 2
    assert told in out
