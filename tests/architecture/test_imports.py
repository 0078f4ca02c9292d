"""Imports go down, and `import segmentry` stays light."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "polars", "pyspark", "scipy", "sklearn", "duckdb", "splink")


def _python(code: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def test_stages_do_not_know_each_other() -> None:
    done = _python(
        "from importlinter.cli import lint_imports_command as lint\n"
        "lint(['--no-cache', '--no-logo'])"
    )
    assert done.returncode == 0, done.stdout
    assert "1 kept, 0 broken" in done.stdout


def test_the_contract_is_exhaustive() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = config["tool"]["importlinter"]["contracts"]
    assert contract["exhaustive"]
    assert contract["containers"] == ["segmentry"]


def test_import_segmentry_loads_nothing_heavy() -> None:
    done = _python(
        f"import sys, segmentry\nprint(*(m for m in {HEAVY!r} if m in sys.modules), end='')"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
