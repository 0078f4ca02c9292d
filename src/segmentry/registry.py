"""Finds plug-ins: our own files and installed packages, through the same door.

A plug-in is one file with one class. The file's name is the plug-in's name.
"""

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from inspect import isabstract
from pkgutil import iter_modules
from typing import Generic, TypeVar

from segmentry.errors import InternalError, InvalidDefinition, UnknownName

Plugin = TypeVar("Plugin")
_NOT_PLUGINS = ("base", "stage")  # the promise of a folder, and its place on the way


class Registry(Generic[Plugin]):
    """All plug-ins of one kind: the files of a folder, then the entry points of the same name."""

    def __init__(self, kind: str, package: str, base: type[Plugin]) -> None:
        self.kind = kind
        self.package = package
        self.base = base

    @cached_property
    def all(self) -> Mapping[str, type[Plugin]]:
        ours, installed = self._ours(), self._installed()
        if taken := ours.keys() & installed.keys():
            raise InvalidDefinition(
                f"An installed package adds a {self.kind} called '{min(taken)}', a name we use.",
                next_step="Uninstall that package, or ask its author to rename it.",
            )
        return ours | installed

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all plug-ins; none of them is imported to tell them."""
        return frozenset((*self._files(), *(e.name for e in entry_points(group=self.package))))

    def get(self, name: str, *, where: str = "") -> type[Plugin]:
        if name not in self.all:
            raise UnknownName(self.kind, name, self.all, where=where)
        return self.all[name]

    def describe(self, name: str) -> str:
        """The first line of the plug-in's docstring: what forms, help and docs print."""
        return (self.get(name).__doc__ or "").strip().splitlines()[0]

    def _files(self) -> list[str]:
        folder = import_module(self.package)
        files = (m.name for m in iter_modules(folder.__path__) if not m.ispkg)
        return sorted(name for name in files if name not in _NOT_PLUGINS)

    def _ours(self) -> dict[str, type[Plugin]]:
        return {name: self._class_in(f"{self.package}.{name}") for name in self._files()}

    def _installed(self) -> dict[str, type[Plugin]]:
        found = {}
        for entry in sorted(entry_points(group=self.package), key=lambda e: e.name):
            plugin = entry.load()
            if not (isinstance(plugin, type) and issubclass(plugin, self.base)):
                raise InvalidDefinition(
                    f"The installed {self.kind} '{entry.name}' ({entry.value}) is no "
                    f"{self.base.__name__}.",
                    next_step=f"Its class must inherit from {self.base.__name__}.",
                )
            found[entry.name] = plugin
        return found

    def _class_in(self, path: str) -> type[Plugin]:
        found = [
            c
            for c in vars(import_module(path)).values()
            if isinstance(c, type)
            and issubclass(c, self.base)
            and c.__module__ == path
            and not isabstract(c)
        ]
        if len(found) != 1:
            raise InternalError(f"{path} must define exactly one {self.kind}, found {len(found)}.")
        return found[0]
