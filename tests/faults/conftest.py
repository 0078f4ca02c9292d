"""How tests of faults drive the command line: in this process, with everything it says."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from segmentry.cli import main

# words of libraries and of Python that no person should meet
FOREIGN = (
    "Traceback", "Segmentry made a mistake", "duckdb.", "Binder Error", "Catalog Error",
    "Parser Error", "Conversion Error", "Invalid Input Error", "Out of Range Error", "IO Error",
    "sqlalchemy", "sqlite3.", "psycopg", "pydantic", "errors.pydantic.dev", "ruamel", "sqlglot",
    "pyarrow", "Errno", "<class '",
)  # fmt: skip


PROGRAM = "from segmentry.cli import main; main()"


@dataclass(frozen=True)
class Told:
    """What a command said, in one line each, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return " ".join((self.out + self.err).split())

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Told]


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `segmentry ARGUMENTS`; whatever happens, nothing foreign may be said."""
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["segmentry", *map(str, arguments)])
        capfd.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capfd.readouterr()
        return _ours(Told(code, said.out, said.err))

    return run


@pytest.fixture
def process() -> Command:
    """Runs `segmentry ARGUMENTS` in a process of its own, behind the words of `before`."""

    def run(*arguments: object, before: tuple[str, ...] = (), **environment: str) -> Told:
        program = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
        done = subprocess.run(
            [*before, *program], env=_environment(environment), capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        return _ours(Told(done.returncode, done.stdout, done.stderr))

    return run


@pytest.fixture
def as_nobody(process: Command, tmp_path: Path) -> Command:
    """Runs `segmentry ARGUMENTS` as a user who owns nothing."""
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(folder.stat().st_mode | 0o055)
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if process("--version", before=nobody).code:
        pytest.skip("nobody may not run this Python")

    def run(*arguments: object) -> Told:
        return process(*arguments, before=nobody, HOME=str(tmp_path))

    return run


def _environment(further: Mapping[str, str]) -> dict[str, str]:
    source = Path(__file__).parents[2] / "src"
    return {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "300", **further}


def _ours(told: Told) -> Told:
    assert not [word for word in FOREIGN if word in told.said], told.said
    return told
