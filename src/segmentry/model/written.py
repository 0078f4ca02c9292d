"""What every definition that people write in YAML has in common."""

import hashlib
import json
from collections.abc import Mapping
from typing import Self, TypeAlias

from pydantic import BaseModel, ConfigDict, PrivateAttr

YamlPath: TypeAlias = tuple[str | int, ...]
"""The way to a part of a file: ("segments", 0, "where")."""


class Definition(BaseModel):
    """A part of a definition: unknown words are errors, values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class PlacedDefinition(Definition):
    """A definition that knows its file and the lines of its parts, for messages."""

    place: str = ""
    """File it stands in, for messages."""
    _lines: Mapping[YamlPath, int] = PrivateAttr(default_factory=dict)

    def with_lines(self, lines: Mapping[YamlPath, int]) -> Self:
        """The same definition, knowing the line of each part."""
        placed = self.model_copy()
        placed._lines = lines
        return placed

    def at(self, *path: str | int) -> str:
        """Place of a part: the file, and the line of the deepest part that it has."""
        ways = (path[:length] for length in range(len(path), 0, -1))
        line = next((self._lines[way] for way in ways if way in self._lines), None)
        return self.place if line is None else f"{self.place}, line {line}"


def content_hash(content: object) -> str:
    """The version of a definition: a hash of what it says, not of how it is laid out."""
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
