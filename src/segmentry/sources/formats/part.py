"""What a format makes of one file: a query over it, and what it learnt on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa

from segmentry.sources.base import BadRow


@dataclass(frozen=True)
class Part:
    """One file, ready to be read by DuckDB.

    `name` is what its rows call it. `query` selects `columns`, then `_file` and `_line`.
    `tables` are Arrow tables it reads. `expected` is the number of rows it must give, where a
    scan has counted them.
    """

    name: str
    query: str
    columns: tuple[str, ...]
    bad_rows: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)
    tables: dict[str, pa.Table] = field(default_factory=dict)
    expected: int | None = None


def literal(text: str) -> str:
    """The text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """The name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def column_names(header: Iterable[object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Unique names for the columns, and a note for each that had to be made up."""
    names: list[str] = []
    notes: list[str] = []
    taken = {"_file", "_line"}
    for position, cell in enumerate(header, start=1):
        given = str(cell).strip() if cell is not None else ""
        name = _free(given or f"column_{position}", taken)
        taken.add(name.casefold())
        names.append(name)
        if not given:
            notes.append(f"Column {position} has no name; it is called '{name}'.")
        elif name != given:
            notes.append(f"Column {position} is a second '{given}'; it is called '{name}'.")
    return tuple(names), tuple(notes)


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate
