"""Quoting: the one place where names and values become SQL text."""

from datetime import date
from pathlib import Path


def identifier(name: str) -> str:
    """A name as SQL: always quoted, so any column name of any source is safe."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | int | float | date | None) -> str:
    """A value as SQL."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + value.replace("'", "''").replace("\x00", "") + "'"


def one_file(path: Path) -> str:
    """A path as SQL for DuckDB's readers: its own stars and brackets are no pattern."""
    return literal("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path)))
