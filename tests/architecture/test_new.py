"""`make new` writes a plug-in that passes the gate and its own test as it stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = sorted(path.name for path in (ROOT / "tools" / "templates").iterdir())


def _new(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "new.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def _run(*command: str, cwd: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_kinds_with_templates_can_be_started(tmp_path: Path) -> None:
    done = _new("kind=planet", "name=mars", cwd=tmp_path)
    assert done.returncode == 1
    assert f"one of: {', '.join(KINDS)}." in done.stderr


@pytest.mark.parametrize("name", ["", "Pipe Drive", "1st", "class", "a__b"])
def test_names_are_checked(name: str, tmp_path: Path) -> None:
    done = _new("kind=source", f"name={name}", cwd=tmp_path)
    assert done.returncode == 1
    assert f"'{name}' is no name" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_overwritten(kind: str, tmp_path: Path) -> None:
    assert _new(f"kind={kind}", "name=once_more", cwd=tmp_path).returncode == 0
    again = _new(f"kind={kind}", "name=once_more", cwd=tmp_path)
    assert again.returncode == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_passes(kind: str, tmp_path: Path) -> None:
    done = _new(f"kind={kind}", "name=brand_new", cwd=tmp_path)
    code, test, page = (tmp_path / line for line in done.stdout.splitlines()[:3])
    assert page.read_text(encoding="utf-8").startswith("**")
    ours = ("--config", "lint.isort.known-first-party=['segmentry']", "--no-cache")
    ruff = ("--config", str(ROOT / "pyproject.toml"), *ours, str(code), str(test))
    _run("ruff", "check", *ruff, cwd=tmp_path)
    _run("ruff", "format", "--check", *ruff, cwd=tmp_path)
    mypy = ("--ignore-missing-imports", "--follow-imports=silent", "--cache-dir", str(tmp_path))
    _run("mypy", "--strict", *mypy, str(code), cwd=tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_its_own_test_passes(kind: str, tmp_path: Path) -> None:
    done = _new(f"kind={kind}", "name=brand_new", cwd=tmp_path)
    code, test, _ = done.stdout.splitlines()[:3]
    module = code.removeprefix("src/").removesuffix(".py").replace("/", ".")
    (tmp_path / "conftest.py").write_text(
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location({module!r}, {code!r})\n"
        "made = importlib.util.module_from_spec(spec)\n"
        f"sys.modules[{module!r}] = made\n"
        "spec.loader.exec_module(made)\n",
        encoding="utf-8",
    )
    _run("pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", test, cwd=tmp_path)
