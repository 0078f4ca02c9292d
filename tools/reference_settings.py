"""Settings of pydantic models as rows of a table; the meaning stands under each field."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import get_origin

import griffe
from pydantic import BaseModel
from pydantic.fields import FieldInfo

SOURCE = Path(__file__).parents[1] / "src"


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
        yield f"`{name}`", f"`{_type(field)}`", _default(field), meaning


def _type(field: FieldInfo) -> str:
    kind = field.annotation
    plain = kind.__name__ if isinstance(kind, type) and get_origin(kind) is None else str(kind)
    return plain.replace("typing.", "").replace("segmentry.model.definitions.", "")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or value in ("", (), {}, []):
        return ""
    return f"`{value}`" if isinstance(value, str | int | float) else "see there"


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
