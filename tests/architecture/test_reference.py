"""The reference pages say what the code says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from segmentry import errors
from segmentry.cli.app import app
from segmentry.definitions.schemas import schemas
from segmentry.hub.standardise import STANDARDISERS
from segmentry.model.definitions import WorkspaceSettings
from segmentry.model.standard_tables import STANDARD_TABLES
from segmentry.model.tables import SCHEMAS
from segmentry.segmentation import METHODS
from segmentry.sources import SOURCES
from segmentry.variables.catalogue_files import shipped

ROOT = Path(__file__).parents[2]
APP = """
import json, typer
from reference_cli import describe
app = typer.Typer(help="Does it all.")
part = typer.Typer(help="About segments.")
app.add_typer(part, name="segments")

@app.command()
def run(folder: str = typer.Option("acme", "--folder", "-f", help="Which workspace.")) -> None:
    "Run everything."

@part.command("list")
def list_(name: str) -> None:
    "List them."

print(json.dumps(describe(app, "segmentry").text))
"""


def _python(code: str) -> str:
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tools")))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    printed = _python("import json, reference; print(json.dumps(reference.pages()))")
    return {Path(path).stem: text for path, text in json.loads(printed).items()}


def test_every_column_is_described(pages: dict[str, str]) -> None:
    for schema in SCHEMAS.values():
        section = pages["tables"].split(f"\n## {schema.table}\n")[1].split("\n## ")[0]
        assert [n for n in schema.names if f"| `{n}` |" not in section] == []


def test_every_field_of_a_source_is_described(pages: dict[str, str]) -> None:
    for table in STANDARD_TABLES.values():
        section = pages["standard_tables"].split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert [f.name for f in table.fields if f"| `{f.name}` |" not in section] == []


def test_settings_stand_with_their_meaning(pages: dict[str, str]) -> None:
    settings = pages["definitions"].split("\n## WorkspaceSettings\n")[1].split("\n## ")[0]
    assert [n for n in WorkspaceSettings.model_fields if f"| `{n}` |" not in settings] == []
    assert "| whole number | `5` | Smallest group shown in shared reports. |" in settings


def test_every_source_has_its_section(pages: dict[str, str]) -> None:
    for name in SOURCES.all:
        assert SOURCES.describe(name) in pages["sources"].split(f"\n## {name}\n")[1]


def test_every_shipped_variable_is_described(pages: dict[str, str]) -> None:
    assert len(shipped()) > 50
    assert [v.name for v in shipped() if f"| `{v.name}` |" not in pages["variables"]] == []


def test_every_code_is_explained(pages: dict[str, str]) -> None:
    codes = [e.code for e in vars(errors).values() if isinstance(e, type) and hasattr(e, "code")]
    assert [code for code in codes if f"| `{code}` |" not in pages["errors"]] == []


def test_no_setting_is_without_meaning(pages: dict[str, str]) -> None:
    empty = [line for line in pages["definitions"].splitlines() if line.endswith("|  |")]
    assert empty == []


def test_every_method_and_standardiser_has_its_section(pages: dict[str, str]) -> None:
    for kind, registry in (("methods", METHODS), ("standardisers", STANDARDISERS)):
        assert [n for n in registry.all if f"\n## {n}\n" not in pages[kind]] == []


def test_every_command_is_described_with_the_exit_codes(pages: dict[str, str]) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert len(commands) > 10
    assert [n for n in commands if f"## `segmentry {n}`" not in pages["cli"]] == []
    assert "Exit codes: 0 done" in pages["cli"]


def test_the_schema_of_every_definition_is_shown(pages: dict[str, str]) -> None:
    shown = re.findall(r"```json\n(.*?)\n```", pages["json_schemas"], re.DOTALL)
    assert [json.loads(text) for text in shown] == json.loads(json.dumps([*schemas().values()]))


def test_the_command_line_is_read_from_the_app() -> None:
    page = json.loads(_python(APP))
    assert "## `segmentry run`\n\nRun everything." in page
    assert "| `--folder`, `-f` | Which workspace. | `acme` |" in page
    assert "## `segmentry segments list`\n\nList them." in page
    assert "| `name` |  | required |" in page
