"""Settings of pydantic models as rows of a table; the meaning stands under each field."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType, NoneType
from typing import Any, Literal, get_args, get_origin

import griffe
from pydantic import BaseModel
from pydantic.fields import FieldInfo

SOURCE = Path(__file__).parents[1] / "src"
WORDS: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    date: "date",
    Any: "anything",
}


def model_classes(module: ModuleType) -> Iterator[type[BaseModel]]:
    """The models a module defines and that have fields, in the order they stand there."""
    for value in vars(module).values():
        ours = isinstance(value, type) and value.__module__ == module.__name__
        if ours and issubclass(value, BaseModel) and value.model_fields:
            yield value


def settings_rows(model: type[BaseModel]) -> Iterator[tuple[str, str, str, str]]:
    """Name, type, default and meaning of each field."""
    for name, field in model.model_fields.items():
        meaning = field.description or _docstring_below(model, name)
        yield f"`{name}`", _in_words(field.annotation), _default(field), meaning


def _in_words(kind: object) -> str:
    """A type as a person says it; that a setting may be left out is said by its default."""
    if kind in WORDS:
        return WORDS[kind]
    origin, inside = get_origin(kind), [a for a in get_args(kind) if a not in (None, NoneType, ...)]
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in inside)
    parts = [_in_words(part) for part in inside]
    if origin is dict:
        return f"mapping of {parts[0]} to {parts[1]}"
    if origin in (list, tuple, set, frozenset):
        return f"list of {parts[0]}"
    return " or ".join(parts) or getattr(kind, "__name__", str(kind))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float) and value != "":
        return f"`{value}`"
    if isinstance(value, tuple | list):
        return ", ".join(f"`{getattr(part, 'name', part)}`" for part in value)
    return ""


def _docstring_below(model: type[BaseModel], name: str) -> str:
    """The docstring under a field, looked for in the class and what it inherits from."""
    for owner in model.__mro__:
        if owner.__module__.startswith("segmentry."):
            found = _module(owner.__module__)[owner.__qualname__].members.get(name)
            if found is not None and found.docstring:
                return str(found.docstring.value)
    return ""


@cache
def _module(name: str) -> griffe.Object | griffe.Alias:
    return griffe.load(name, search_paths=[SOURCE], allow_inspection=False)
