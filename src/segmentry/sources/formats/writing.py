"""Writes the parts of a landing into one Parquet file, whole or not at all."""

import errno
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from segmentry.errors import SegmentryError, StorageFailed, SystemFailed, UnreadableSource
from segmentry.sources.base import Landed
from segmentry.sources.formats.part import Part, literal, quoted

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)


@contextmanager
def connect(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that puts what does not fit beside the result."""
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = true")
        connection.execute(f"set temp_directory = {literal(str(scratch / 'spill'))}")
        connection.execute("set autoload_known_extensions = false")
        connection.execute("set autoinstall_known_extensions = false")
        yield connection


@contextmanager
def storage(into: Path) -> Iterator[None]:
    """Leaves no half-written file, and says so when the disk is full."""
    try:
        yield
    except BaseException as error:
        into.unlink(missing_ok=True)
        if _is_full(error):
            raise StorageFailed(
                "There is no room left to store what the source holds.",
                where=str(into.parent),
                next_step="Free some space, then run again.",
            ) from error
        if isinstance(error, OSError):
            raise StorageFailed(
                f"Files could not be read or written ({error.strerror or 'no reason given'}).",
                where=str(into.parent),
                next_step="Check the folder and who may write to it, then run again.",
            ) from error
        raise


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, duckdb.Error) and any(sign in str(error) for sign in _SIGNS_OF_FULL)


_SIGNS_OF_FULL = ("No space left", "File too large", "Could not write file")


def write(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], into: Path) -> Landed:
    """All parts after one another; columns are united by name."""
    for part in parts:
        for table, rows in part.tables.items():
            connection.register(table, rows)
    columns = united(parts)
    chosen = ", ".join(quoted(c) for c in (*columns, "_file", "_line"))
    union = " union all by name ".join(f"({part.query})" for part in parts)
    query = f"select {chosen} from ({union})"
    try:
        rows = connection.execute(
            f"copy ({query}) to {literal(str(into))} (format parquet, compression zstd)"
        ).fetchall()[0][0]
    except duckdb.Error as error:
        if _is_full(error):
            raise
        raise _not_read(parts, error) from error
    _check(parts, rows)
    return Landed(
        rows=rows,
        columns=columns,
        bad_rows=tuple(bad for part in parts for bad in part.bad_rows),
        notes=tuple(dict.fromkeys((*_notes(parts), *_differences(parts)))),
        settings=dict(parts[0].settings),
    )


def united(parts: Sequence[Part]) -> tuple[str, ...]:
    """Every column once, in the order first seen; letter case does not tell columns apart."""
    first: dict[str, str] = {}
    for part in parts:
        for column in part.columns:
            first.setdefault(column.casefold(), column)
    return tuple(first.values())


def _check(parts: Sequence[Part], rows: int) -> None:
    """Rows are never lost silently: what was read is what was counted."""
    expected = [part.expected for part in parts]
    counted = sum(e for e in expected if e is not None)
    if None not in expected and counted != rows:
        raise UnreadableSource(
            f"The file has {counted:,} rows, but {rows:,} were read.",
            where=parts[0].name,
            next_step="Save it again as CSV in UTF-8 with values in double quotes.",
        )


def _not_read(parts: Sequence[Part], error: duckdb.Error) -> SegmentryError:
    if isinstance(error, duckdb.OutOfMemoryException):
        return SystemFailed(
            "There is not enough memory to read this.",
            where=parts[0].name,
            next_step="Close other programs, or use a machine with more memory.",
        )
    first_line = re.sub(r"^[A-Z][\w ]* Error: ", "", next(iter(str(error).splitlines()), ""))
    return UnreadableSource(
        f"The content cannot be read ({first_line}).",
        where=", ".join(part.name for part in parts[:3]),
        next_step="Export the file again.",
    )


def _notes(parts: Sequence[Part]) -> list[str]:
    if len(parts) == 1:
        return list(parts[0].notes)
    return [f"{part.name}: {note}" for part in parts for note in part.notes]


def _differences(parts: Sequence[Part]) -> list[str]:
    """What files of one pattern do not have in common."""
    every = united(parts)
    notes = []
    for part in parts:
        own = {c.casefold() for c in part.columns}
        if missing := [c for c in every if c.casefold() not in own]:
            notes.append(f"{part.name} has no column {', '.join(missing)}; it is empty there.")
    return notes
