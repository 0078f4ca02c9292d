"""Reads a list of companies from a CSV file of the workspace."""

import csv
from dataclasses import dataclass
from pathlib import Path

from segmentry.errors import InvalidDefinition, UnknownName, UnreadableSource

_MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class ListRow:
    """A row that names a company; `position` counts from 1 after the header."""

    position: int
    given: str
    segment: str


def read_list(
    folder: Path, file: str, column: str, segment_column: str, segment: str, *, where: str
) -> list[ListRow]:
    """The rows with a company; blank ones are passed over."""
    header, *rows = _table(_path(folder, file, where)) or [[]]
    key = _index(header, column, where)
    name = _index(header, segment_column, where) if segment_column else None
    return [
        ListRow(at, given, (_cell(row, name) if name is not None else "") or segment)
        for at, row in enumerate(rows, 1)
        if (given := _cell(row, key))
    ]


def _path(folder: Path, file: str, where: str) -> Path:
    path = (folder / file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InvalidDefinition(
            f"The list '{file}' lies outside the workspace.",
            where=where,
            next_step="Put the file into the workspace folder, for instance lists/pilots.csv.",
        )
    if not path.is_file():
        raise UnreadableSource(
            f"There is no list '{file}'.", where=where, next_step=f"It is looked for at {path}."
        )
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableSource(
            f"The list '{file}' is larger than {_MOST_BYTES // 1_000_000} MB.",
            where=where,
            next_step="Add it as a source and write a rule instead.",
        )
    return path


def _table(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t|", key=first.count)
        return [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableSource(
            "The list cannot be read as CSV in UTF-8.",
            where=str(path),
            next_step="Save it as CSV UTF-8.",
        ) from error


def _index(header: list[str], column: str, where: str) -> int:
    names = [name.strip() for name in header]
    if column not in names:
        raise UnknownName("column in the list", column, names, where=where)
    return names.index(column)


def _cell(row: list[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""
