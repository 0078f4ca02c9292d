"""What the how-tos show is understood: definitions, commands, Python, exit codes."""

import ast
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

import segmentry
from segmentry import errors
from segmentry.cli.app import app
from segmentry.definitions.check import check_all

ROOT = Path(__file__).parents[2]
PAGES = sorted(f"docs/how_to/{p.name}" for p in (ROOT / "docs" / "how_to").glob("*.md"))
_KINDS = "|".join(
    ("sources", "variables", "segmentations", "destinations", "strategies", "objectives",
     "launches", "ideal_customers", "segmentry")
)  # fmt: skip
DEFINITION = re.compile(rf"^```yaml\n# ((?:{_KINDS}).*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)


@pytest.mark.parametrize("name", PAGES)
def test_definitions_have_no_error(name: str, page: Callable[[str], str], tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    usual = {"segmentry.yaml": "name: Acme\n", "segmentations/rfm.yaml": "method: rfm\n"}
    files = usual | dict(DEFINITION.findall(page(name)))
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
        _touch_what_is_read(folder, yaml.safe_load(text))
    assert [str(error) for error in check_all(folder)] == []


def _touch_what_is_read(folder: Path, said: dict[str, Any]) -> None:
    paths = said.get("path", said.get("file", []))
    mark, columns = str(said.get("delimiter", ",")), ["a", "b", *_columns(said)]
    for path in [paths] if isinstance(paths, str) else paths:
        file = folder / path.replace("*", "1")
        file.parent.mkdir(exist_ok=True)
        rows = (columns, ["x"] * len(columns))
        file.write_text("\n".join(mark.join(row) for row in rows) + "\n", encoding="utf-8")


def _columns(said: dict[str, Any]) -> list[str]:
    """The columns that a source's mapping names."""
    named: list[Any] = []
    for table in said.get("tables", {}).values():
        named += [*table["fields"].values(), *table.get("attributes", {}).values()]
        named += table.get("leave_out", [])
        named += [c for f in table["fields"].values() if isinstance(f, dict)
                  for c in f.get("otherwise", [])]  # fmt: skip
    columns = (n.get("column") if isinstance(n, dict) else n for n in named)
    of_list = (said.get(word) for word in ("column", "segment_column"))
    return list(dict.fromkeys(filter(None, (*columns, *of_list))))


def _commands() -> Iterator[str]:
    for name in [*PAGES, "docs/tutorial.md", "README.md"]:
        for block in SHELL.findall((ROOT / name).read_text(encoding="utf-8")):
            yield from (c for c in block.splitlines() if c.startswith("segmentry "))


@pytest.mark.parametrize("command", sorted(set(_commands())))
def test_commands_are_understood(command: str) -> None:
    _, name, *arguments = shlex.split(command.split("||")[0].split(">")[0])
    known = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    parts = getattr(known, "commands", {})
    if arguments and arguments[0] in parts:
        name, *arguments = arguments
        known = parts[name]
    assert known.make_context(name, arguments).params


@pytest.mark.parametrize("name", PAGES)
def test_python_calls_what_there_is(name: str, page: Callable[[str], str]) -> None:
    for block in PYTHON.findall(page(name)):
        called = {
            node.attr
            for node in ast.walk(ast.parse(block))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in ("sg", "segmentry")
        }
        assert called <= set(segmentry.__all__)


@pytest.mark.parametrize("name", PAGES)
def test_the_index_leads_to_every_page(name: str, page: Callable[[str], str]) -> None:
    assert f"({name.removeprefix('docs/')})" in page("docs/index.md")


@pytest.mark.slow
def test_python_runs(reader: Any, page: Callable[[str], str]) -> None:
    for name in ("use_from_python", "run_on_a_schedule"):
        blocks = re.findall(
            r"^```python\n.*?^```$", page(f"docs/how_to/{name}.md"), re.MULTILINE | re.DOTALL
        )
        reader.follow("\n".join(blocks))
    assert reader.printed == "1 2026-07-01\n"


def test_every_exit_code_is_explained(page: Callable[[str], str]) -> None:
    told = re.findall(r"^\| ([\d, ]+) \|", page("docs/how_to/run_on_a_schedule.md"), re.MULTILINE)
    codes = {int(code) for row in told for code in row.split(",")}
    raised = {e.exit_code for e in vars(errors).values() if hasattr(e, "exit_code")}
    assert codes == raised | {0, 130}
