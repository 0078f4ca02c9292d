"""Follows a page as a reader would: writes its files, types its commands, runs its Python."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FRAMES = re.compile(r"[\u2500-\u257f\s]+")


@dataclass
class Reader:
    """Someone who follows pages in a folder of their own."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)
    printed: str = ""

    def follow(self, text: str) -> None:
        """Do what each block says; a `text` block is what the block before it prints."""
        for kind, block in BLOCK.findall(text):
            getattr(self, f"_{kind}")(block)

    def _sh(self, block: str) -> None:
        commands = [c for c in block.splitlines() if not c.startswith(("make", "source "))]
        done = subprocess.run(
            ["bash", "-ec", "\n".join(commands)],
            cwd=self.folder,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed = done.stdout
        assert done.returncode == 0, f"{block}\nprints\n{done.stdout}"

    def _python(self, block: str) -> None:
        out = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            exec(compile(block, "the page", "exec"), self.names)
        self.printed = out.getvalue()

    def _yaml(self, block: str) -> None:
        """The first line is a comment that names the file."""
        path = self.folder / block.splitlines()[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, encoding="utf-8")

    def _text(self, block: str) -> None:
        missing = first_missing(block, self.printed)
        assert missing is None, f"the page shows\n{missing}\nbut this is printed\n{self.printed}"


def first_missing(shown: str, printed: str) -> str | None:
    """The first line that is shown but not printed, in order; `…` stands for what is left out."""
    lines = iter([_plain(line) for line in printed.splitlines()])
    for line in filter(None, map(_plain, shown.splitlines())):
        if line != "…" and not any(_matches(line, found) for found in lines):
            return line
    return None


def _plain(line: str) -> str:
    """Without frames and the width of columns."""
    return FRAMES.sub(" ", line).strip()


def _matches(shown: str, printed: str) -> bool:
    parts = [re.escape(part.strip()) for part in shown.split("…")]
    return re.fullmatch(r"\s*.*?\s*".join(parts), printed) is not None


def _environment() -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith("SEGMENTRY_")}
    paths = (str(Path(sys.executable).parent), ours["PATH"])
    return ours | {"PATH": os.pathsep.join(paths), "COLUMNS": "80"}


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader in a folder that has the examples, and nothing else."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.delenv("SEGMENTRY_WORKSPACE", raising=False)
    return Reader(tmp_path)


@pytest.fixture
def page() -> Callable[[str], str]:
    """The text of a page of the repository."""
    return lambda name: (ROOT / name).read_text(encoding="utf-8")
