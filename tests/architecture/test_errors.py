"""The tree in the docstring of errors.py is the tree of the code, and all errors are in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from segmentry import errors

SOURCE = Path(errors.__file__).parent
BRANCH = re.compile(r"^(?P<stem>[│ ]*)(?:[├└]── )?(?P<name>[A-Z]\w+)(?: +(?P<meaning>.+))?$")


def _drawn() -> dict[str, tuple[str, str]]:
    """Name to parent and meaning, as the docstring draws it."""
    tree: dict[str, tuple[str, str]] = {}
    parents: list[str] = []
    for line in (errors.__doc__ or "").splitlines()[1:]:
        if branch := BRANCH.match(line):
            depth = len(branch["stem"]) // 4 + ("── " in line)
            parents = parents[:depth]
            tree[branch["name"]] = (parents[-1] if parents else "", branch["meaning"] or "")
            parents.append(branch["name"])
    return tree


def _errors(root: type[errors.SegmentryError] = errors.SegmentryError) -> Iterator[type]:
    yield root
    for below in root.__subclasses__():
        yield from _errors(below)


def _ours() -> dict[str, type[errors.SegmentryError]]:
    return {e.__name__: e for e in _errors() if e.__module__.startswith("segmentry.")}


def test_docstring_draws_the_tree() -> None:
    written = {name: e.__base__.__name__ for name, e in _ours().items() if name != "SegmentryError"}
    drawn = {name: parent for name, (parent, _) in _drawn().items() if parent}
    assert drawn == written


@pytest.mark.parametrize("name", sorted(_ours()))
def test_every_error_says_what_it_means(name: str) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*\.", (_ours()[name].__doc__ or "").splitlines()[0])


def test_codes_are_unique() -> None:
    codes = [e.code for e in _ours().values()]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=str)
def test_no_error_is_defined_elsewhere(path: Path) -> None:
    if path == SOURCE / "errors.py":
        return
    known = {*_ours(), "Exception", "BaseException", "ValueError", "RuntimeError", "KeyError"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    strangers = [c.name for c in classes if {ast.unparse(base) for base in c.bases} & known]
    assert not strangers, f"{strangers} belong into errors.py"
