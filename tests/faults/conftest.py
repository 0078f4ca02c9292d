"""How tests of faults drive the command line: in this process, with everything it says."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
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
        told = Told(code, said.out, said.err)
        assert not [word for word in FOREIGN if word in told.said], told.said
        return told

    return run
