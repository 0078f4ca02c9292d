"""Parquet: keeps its own types; nested columns become JSON text, named values columns."""

from pathlib import Path

import duckdb

from segmentry.engine.sql import one_file
from segmentry.errors import UnreadableSource
from segmentry.sources.formats.named_values import names_in, value_of
from segmentry.sources.formats.part import Part, column_names, literal, quoted

_SHOWN_AS_TEXT = ("UUID", "INTERVAL", "BIT", "TIME", "TIME WITH TIME ZONE")


def read(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> Part:
    """The file as a part; rows count from 1."""
    reader = f"read_parquet({one_file(path)}, file_row_number = true)"
    try:
        found = connection.execute(f"describe select * from {reader}").fetchall()
    except duckdb.Error as error:
        raise UnreadableSource(
            "The file is not a whole Parquet file: it may have been cut off while copying.",
            where=name,
            next_step="Copy or export it again.",
        ) from error
    fields = [(str(r[0]), str(r[1])) for r in found if r[0] != "file_row_number"]
    told = [v for field, kind in fields for v in _values(connection, reader, field, kind)]
    columns, notes = column_names(name for name, _ in told)
    chosen = [
        f"{value} as {quoted(column)}" for (_, value), column in zip(told, columns, strict=True)
    ]
    query = (
        f"select {', '.join(chosen)}, {literal(name)} as _file, "
        f"file_row_number + 1 as _line from {reader}"
    )
    return Part(name=name, query=query, columns=columns, notes=notes)


def _values(
    connection: duckdb.DuckDBPyConnection, reader: str, field: str, kind: str
) -> list[tuple[str, str]]:
    """A field as columns with their SQL: one, or several from a list of named values."""
    json = f"to_json({quoted(field)})"
    is_list = kind.startswith("STRUCT(") and kind.endswith("[]")
    if is_list and (names := names_in(connection, f"select * from {reader}", json)):
        return [(f"{field}.{name}", value_of(json, name)) for name in names]
    return [(field, plain_value(quoted(field), kind))]


def plain_value(value: str, kind: str) -> str:
    """The value as SQL, with types that later stages do not know turned into text."""
    nested = kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION", "VARIANT"))
    if nested or kind == "JSON":
        return f"to_json({value})::VARCHAR"
    if kind in ("UUID", "INTERVAL", "BIT", "TIME", "TIME WITH TIME ZONE") or kind.startswith(
        "ENUM"
    ):
        return f"{value}::VARCHAR"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"timezone('UTC', {value})"
    return f"base64({value})" if kind == "BLOB" else value
