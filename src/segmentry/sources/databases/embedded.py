"""DuckDB files, read by DuckDB itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from segmentry.engine.sql import one_file
from segmentry.sources.databases.address import Address
from segmentry.sources.formats.parquet import plain_value
from segmentry.sources.formats.part import Part, column_names, literal, quoted

_BATCH = 100_000


@contextmanager
def connected(address: Address) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file, open for reading only; its queries reach no other file."""
    with duckdb.connect(str(address.file), read_only=True) as connection:
        connection.execute("set enable_external_access = false")
        connection.execute("set TimeZone = 'UTC'")
        yield connection


def tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        "select table_schema, table_name from information_schema.tables "
        "where table_catalog = current_database()"
    ).fetchall()
    return sorted(name if schema == "main" else f"{schema}.{name}" for schema, name in found)


def table_query(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """All rows of a table, in the order they were written."""
    schema, dot, name = table.partition(".")
    dotted = connection.execute(
        "select count(*) from information_schema.tables where table_name = ?", [table]
    ).fetchall()[0][0]
    full = f"{quoted(schema)}.{quoted(name)}" if dot and not dotted else quoted(table)
    return f"select * from {full}"


def spool(connection: duckdb.DuckDBPyConnection, query: str, name: str, scratch: Path) -> Part:
    """The rows as a part over a file in `scratch`."""
    found = connection.execute(f"describe {query}").fetchall()
    names, notes = column_names(row[0] for row in found)
    positions = ", ".join(f"c{i}" for i in range(len(found)))
    chosen = ", ".join(
        f"{plain_value(f'c{i}', row[1])} as {quoted(column)}"
        for i, (row, column) in enumerate(zip(found, names, strict=True))
    )
    path = scratch / "rows.parquet"
    _copy(connection.sql(f"select {chosen} from ({query}) as q({positions})"), path)
    source = f"read_parquet({one_file(path)}, file_row_number = true)"
    columns = ", ".join(map(quoted, names))
    return Part(
        name=name,
        query=f"select {columns}, {literal(name)} as _file, "
        f"file_row_number + 1 as _line from {source}",
        columns=names,
        notes=notes,
    )


def _copy(rows: duckdb.DuckDBPyRelation, into: Path) -> None:
    """By way of Arrow, as the connection itself may write no file."""
    reader = rows.to_arrow_reader(_BATCH)
    with pq.ParquetWriter(into, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
