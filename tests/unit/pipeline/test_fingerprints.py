"""A stage is computed again when its own code changes or code below it, not that of others."""

import ast
import shutil
from pathlib import Path

import pytest

from segmentry.pipeline.fingerprints import _BELOW, PACKAGE, code_version
from segmentry.pipeline.stages import STAGES

NAMES = [stage.name for stage in STAGES]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the code."""
    return shutil.copytree(
        PACKAGE, tmp_path / "segmentry", ignore=shutil.ignore_patterns("__pycache__")
    )


def versions(package: Path) -> dict[str, str]:
    code_version.cache_clear()
    return {name: code_version(name, package) for name in NAMES}


def changed(package: Path, file: str) -> set[str]:
    """The stages that a change of a file makes new."""
    before = versions(package)
    with (package / file).open("a", encoding="utf-8") as code:
        code.write("# changed\n")
    after = versions(package)
    return {name for name in NAMES if before[name] != after[name]}


def test_a_change_of_a_kpi_leaves_the_hub_alone(package: Path) -> None:
    assert changed(package, "kpis/mroi.py") == {"kpis"}
    assert changed(package, "cli/app.py") == set()


@pytest.mark.parametrize("file", ["model/types.py", "errors.py", "registry.py", "engine/sql.py"])
def test_a_change_below_makes_every_stage_new(package: Path, file: str) -> None:
    assert changed(package, file) == set(NAMES)


def test_a_new_file_is_a_change(package: Path) -> None:
    before = versions(package)
    (package / "hub" / "presets" / "new.yaml").write_text("a: 1\n", encoding="utf-8")
    after = versions(package)
    assert {name for name in NAMES if before[name] != after[name]} == {"hub"}


@pytest.mark.parametrize("stage", NAMES)
def test_a_stage_imports_nothing_that_its_version_leaves_out(stage: str) -> None:
    """Were it to, a change there would not be seen."""
    may = {stage, *(part.removesuffix(".py") for part in _BELOW)}
    for part in may:
        folder = PACKAGE / part
        files = folder.rglob("*.py") if folder.is_dir() else ()
        found = {name for file in files if part != "pipeline" for name in imported(file)}
        assert found <= may, part


def imported(file: Path) -> set[str]:
    """The parts of our package that a file imports."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    modules += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    return {m.split(".")[1] for m in modules if m.startswith("segmentry.")}
