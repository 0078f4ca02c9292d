"""Every plug-in describes itself in one line, the one that forms, help and docs print."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import segmentry
from segmentry.registry import Registry

SOURCE = Path(segmentry.__file__).parent


def _registries() -> Iterator[Registry]:
    made = re.compile(r"^[A-Z_]+ = Registry\(", re.MULTILINE)
    for path in sorted(SOURCE.rglob("*.py")):
        if made.search(path.read_text(encoding="utf-8")):
            parts = path.relative_to(SOURCE).with_suffix("").parts
            module = import_module(".".join(("segmentry", *parts)).removesuffix(".__init__"))
            yield from [value for value in vars(module).values() if type(value) is Registry]


REGISTRIES = list(_registries())


def test_registries_are_found() -> None:
    assert {"source", "standardiser"} <= {registry.kind for registry in REGISTRIES}


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.kind)
def test_first_docstring_line_is_a_sentence(registry: Registry) -> None:
    for name, plugin in registry.all.items():
        assert vars(plugin).get("__doc__"), f"{name} has no docstring of its own"
        line = registry.describe(name)
        assert re.fullmatch(r"[A-Z\W].*\.", line), f"{name}: '{line}' is no sentence"
