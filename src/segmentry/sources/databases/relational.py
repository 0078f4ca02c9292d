"""Databases that SQLAlchemy speaks to: PostgreSQL, MySQL, SQLite and installed dialects."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Inspector, create_engine, inspect
from sqlalchemy.pool import NullPool

from segmentry.sources.databases.address import CONNECT_SECONDS, Address
from segmentry.sources.databases.rows import Spool, column_list
from segmentry.sources.formats.part import column_names

_BATCH = 20_000
_SYSTEM_SCHEMAS = ("information_schema", "performance_schema", "mysql", "sys", "pg_catalog")


@contextmanager
def connected(address: Address) -> Iterator[Connection]:
    """A connection that may only read, as far as the database can promise it."""
    engine = _engine(address)
    try:
        with engine.connect() as connection:
            _read_only(connection, address)
            yield connection
    finally:
        engine.dispose()


def tables(connection: Connection) -> list[str]:
    """Tables and views; those outside the default schema with their schema."""
    inspector = inspect(connection)
    default = inspector.default_schema_name
    names = []
    for schema in _schemas(inspector):
        prefix = "" if schema in (default, None) else f"{schema}."
        own = {*inspector.get_table_names(schema), *inspector.get_view_names(schema)}
        names += [f"{prefix}{name}" for name in own]
    return sorted(names)


def table_query(connection: Connection, table: str) -> str:
    """All rows of a table; in the order of its key, so that the same rows give the same file."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    schema, name = _split(connection, table)
    full = f"{quote(schema)}.{quote(name)}" if schema else quote(name)
    key = inspect(connection).get_pk_constraint(name, schema).get("constrained_columns") or []
    order = f" order by {', '.join(map(quote, key))}" if key else ""
    return f"select * from {full}{order}"


def spool(connection: Connection, query: str, into: Spool) -> tuple[str, ...]:
    """Streams the rows into the spool; gives notes about column names."""
    # the driver must take % and : in the query as they stand
    result = connection.execution_options(
        stream_results=True, max_row_buffer=_BATCH, no_parameters=True
    ).exec_driver_sql(query)
    names, notes = column_names(result.keys())
    into.columns[:] = column_list(names)
    for batch in result.partitions(_BATCH):
        into.add(batch)
    into.close()
    return notes


def _engine(address: Address) -> Engine:
    arguments: dict[str, Any] = {}
    url = address.url
    if address.file:
        # mode=ro: a wrong name must not make a new file
        url = url.set(database=f"file:{_escaped(address)}", query={"mode": "ro", "uri": "true"})
    elif address.dialect in ("postgresql", "mysql", "mariadb"):
        arguments = {"connect_timeout": CONNECT_SECONDS}
    return create_engine(url, connect_args=arguments, poolclass=NullPool, hide_parameters=True)


def _escaped(address: Address) -> str:
    path = str(address.file)
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _read_only(connection: Connection, address: Address) -> None:
    match address.dialect:
        case "postgresql":
            connection.execution_options(postgresql_readonly=True)
            connection.exec_driver_sql("set time zone 'UTC'")
        case "mysql" | "mariadb":
            connection.exec_driver_sql("set session transaction read only")
            connection.exec_driver_sql("set time_zone = '+00:00'")
        case "sqlite":
            connection.exec_driver_sql("pragma query_only = on")


def _schemas(inspector: Inspector) -> list[str | None]:
    if inspector.dialect.name == "sqlite":
        return [None]
    names = inspector.get_schema_names()
    return [n for n in names if n not in _SYSTEM_SCHEMAS and not n.startswith("pg_")]


def _split(connection: Connection, table: str) -> tuple[str | None, str]:
    """Schema and name; a dot may also be part of a name."""
    inspector = inspect(connection)
    schema, dot, name = table.partition(".")
    if not dot or inspector.has_table(table):
        return None, table
    return schema, name
