"""tools/check_lock.py notices a lock file that pyproject.toml has outgrown."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT = """
[project]
dependencies = ["duckdb>=1.5,<2.1", "ruamel.yaml>=0.18"]
[dependency-groups]
test = ["pytest>=9"]
"""
LOCK = """\
duckdb==2.0.0 \\
    --hash=sha256:00
pytest==9.2.0 ; python_version >= '3.11' \\
    --hash=sha256:00
ruamel-yaml==0.19.1 \\
    --hash=sha256:00
"""


@pytest.fixture(scope="module")
def check() -> Callable[[str, str], Iterator[str]]:
    spec = importlib.util.spec_from_file_location("check_lock", ROOT / "tools" / "check_lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check


def test_agreement_is_silent(check: Callable[[str, str], Iterator[str]]) -> None:
    assert list(check(PYPROJECT, LOCK)) == []


@pytest.mark.parametrize(
    ("lock", "complaint"),
    [
        (LOCK.replace("pytest==", "pytest-randomly=="), "lacks pytest."),
        (LOCK.replace("2.0.0", "2.1.0"), "has version 2.1.0, not duckdb<2.1,>=1.5."),
        (LOCK.replace("--hash=sha256:", "#"), "has no hashes."),
    ],
)
def test_disagreement_is_named(
    check: Callable[[str, str], Iterator[str]], lock: str, complaint: str
) -> None:
    (found,) = check(PYPROJECT, lock)
    assert complaint in found
