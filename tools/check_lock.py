"""requirements.lock has a version, with hashes, for each dependency that pyproject.toml names."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def check(pyproject: str, lock: str) -> Iterator[str]:
    pins = {canonicalize_name(name): Version(version) for name, version in PIN.findall(lock)}
    for requirement in _requirements(pyproject):
        version = pins.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"requirements.lock lacks {requirement.name}. Run `make lock`."
        elif version not in requirement.specifier:
            yield f"requirements.lock has version {version}, not {requirement}. Run `make lock`."
    if lock.count("==") and "--hash=sha256:" not in lock:
        yield "requirements.lock has no hashes. Run `make lock`."


def _requirements(pyproject: str) -> list[Requirement]:
    said = tomllib.loads(pyproject)
    groups = [entry for group in said.get("dependency-groups", {}).values() for entry in group]
    return [Requirement(entry) for entry in (*said["project"]["dependencies"], *groups)]


if __name__ == "__main__":
    root = Path(__file__).parents[1]
    complaints = list(
        check(
            (root / "pyproject.toml").read_text(encoding="utf-8"),
            (root / "requirements.lock").read_text(encoding="utf-8"),
        )
    )
    print("\n".join(complaints), end="\n" if complaints else "")
    sys.exit(bool(complaints))
