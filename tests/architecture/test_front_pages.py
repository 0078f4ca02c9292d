"""The pages at the root say what the Makefile and the import contract say."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _layers() -> list[list[str]]:
    config = tomllib.loads(_text("pyproject.toml"))
    (contract,) = config["tool"]["importlinter"]["contracts"]
    return [re.findall(r"\w+", layer) for layer in contract["layers"]]


def test_contributing_lists_every_command() -> None:
    listed = re.findall(r"^\| `make ?([a-z]*)", _text("CONTRIBUTING.md"), re.MULTILINE)
    assert sorted(command or "help" for command in listed) == sorted(TARGETS)


def test_there_are_ten_commands_and_ten_rules() -> None:
    assert len(TARGETS) == 10
    rules = re.findall(r"^(\d+)\. ", _text("CONTRIBUTING.md"), re.MULTILINE)
    assert rules == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/how_to/add_a_plugin.md"])
def test_commands_that_pages_name_exist(page: str) -> None:
    named = re.findall(r"(?:`|^)make ([a-z]+)", _text(page), re.MULTILINE)
    assert named
    assert set(named) <= TARGETS


def test_architecture_draws_the_import_rule() -> None:
    drawing = re.findall(r"```\n(__main__.+?)```", _text("ARCHITECTURE.md"), re.DOTALL)
    drawn = [re.findall(r"\w+", line) for line in drawing[0].splitlines()]
    written = [["the", "stages"] if "sources" in layer else layer for layer in _layers()]
    assert drawn == written


def test_architecture_describes_every_stage_in_order() -> None:
    (stages,) = (layer for layer in _layers() if "sources" in layer)
    assert re.findall(r"^\| `(\w+)` \|", _text("ARCHITECTURE.md"), re.MULTILINE) == stages


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", _text(page))
    assert [link for link in links if not (ROOT / link).exists()] == []
