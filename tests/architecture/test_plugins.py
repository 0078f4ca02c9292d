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
    """Every registry is made in the `__init__.py` of the folder it walks."""
    for init in sorted(SOURCE.rglob("__init__.py")):
        if "Registry(" in init.read_text(encoding="utf-8"):
            package = ".".join(("segmentry", *init.parent.relative_to(SOURCE).parts))
            found = list(vars(import_module(package)).values())
            yield from (value for value in found if type(value) is Registry)


REGISTRIES = list(_registries())


def test_registries_are_found() -> None:
    assert {"source", "standardiser"} <= {registry.kind for registry in REGISTRIES}


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.kind)
def test_a_registry_lives_in_the_folder_it_walks(registry: Registry) -> None:
    assert registry in vars(import_module(registry.package)).values()


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.kind)
def test_first_docstring_line_is_a_sentence(registry: Registry) -> None:
    for name, plugin in registry.all.items():
        assert vars(plugin).get("__doc__"), f"{name} has no docstring of its own"
        line = registry.describe(name)
        assert re.fullmatch(r"[A-Z\W].*\.", line), f"{name}: '{line}' is no sentence"
