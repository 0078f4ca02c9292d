"""What a preset says: how an export is recognised, and what its columns mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field, field_validator, model_validator

from segmentry.model.mappings import FieldChange, LeaveOut
from segmentry.model.written import Definition


def plain(header: str, prefixes: Sequence[str] = ()) -> str:
    """A header without what exports of one vendor differ in: capitals, blanks, dots, prefixes."""
    name = header.casefold()
    for prefix in prefixes:
        name = name.removeprefix(prefix)
    return "".join(c for c in name if c.isalnum())


class PresetField(FieldChange):
    """A field with the names that its column may have; those that are there count in order."""

    names: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        said = {"column": given} if isinstance(given, str | list) else dict(given)
        column = said.pop("column", [])
        return {**said, "names": [column] if isinstance(column, str) else column}


class PresetTable(Definition):
    """How an export fills one standard table."""

    fields: dict[str, PresetField]
    one_row_per_key: bool = False
    allow: tuple[str, ...] = ()
    leave_out: tuple[LeaveOut, ...] = ()


class Signature(Definition):
    """Columns by which one form of an export is known; the telling ones are its alone."""

    telling: tuple[str, ...]
    usual: tuple[str, ...] = ()
    named: str = ""
    """What the file's name must hold, where columns alone tell too little."""


class KeyPattern(Definition):
    """What the keys of an object look like where they tell its kind."""

    column: str
    pattern: str


class Preset(Definition):
    """An object of a vendor, as its exports hold it."""

    name: str
    title: str
    about: str
    system: str
    guest: bool = False
    """Its companies' keys are another system's."""
    prefixes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...]
    keys: KeyPattern | None = None
    needs: tuple[str, ...] = ()
    """Columns that every export of this object has."""
    never: tuple[str, ...] = ()
    """Columns that an export of this object cannot have."""
    leave_out: tuple[LeaveOut, ...] = ()
    ignored: tuple[str, ...] = ()
    """Columns that tell nothing of the company."""
    tables: dict[str, PresetTable] = Field(default_factory=dict)
    useless: str = ""
    """Why nothing is taken from such a file, where that is so."""

    @field_validator("signatures", mode="before")
    @classmethod
    def _one_or_more(cls, given: Any) -> Any:
        return [given] if isinstance(given, dict) else given

    def plain(self, header: str) -> str:
        return plain(header, self.prefixes)

    def found(self, columns: Iterable[str]) -> Mapping[str, str]:
        """The columns of a file by their plain names."""
        names: dict[str, str] = {}
        for column in columns:
            names.setdefault(self.plain(column), column)
        return names
