"""Databases: PostgreSQL, MySQL, SQLite, DuckDB files, and whatever SQLAlchemy dialect is there."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import duckdb
from pydantic import ConfigDict, Field, model_validator
from sqlalchemy import exc

from segmentry.errors import UnknownName
from segmentry.sources.base import Landed, Source
from segmentry.sources.databases import embedded, relational
from segmentry.sources.databases.address import Address, resolve, shown
from segmentry.sources.databases.faults import explained
from segmentry.sources.databases.reading import one_select, tables_of
from segmentry.sources.databases.rows import Spool
from segmentry.sources.formats.part import Part
from segmentry.sources.formats.writing import connect, storage, write

_REFUSED = (
    exc.ProgrammingError,
    exc.OperationalError,
    exc.NoSuchTableError,
    duckdb.CatalogException,
)


class Sql(Source):
    """Reads a table, or the rows of one query, from a database."""

    model_config = ConfigDict(hide_input_in_errors=True)  # the URL may hold a password
    tells_changes: ClassVar[bool] = False

    url: str = Field(
        repr=False,
        description="database URL; better env:NAME or file:PATH, which keep the password elsewhere",
    )
    table: str | None = Field(default=None, description="table or view, with its schema if needed")
    query: str | None = Field(default=None, description="one SELECT to read instead of a table")

    @model_validator(mode="after")
    def _one_of_both(self) -> "Sql":
        if (self.table is None) == (self.query is None):
            raise ValueError("set either 'table' or 'query'")
        return self

    @classmethod
    def without_secrets(cls, settings: dict[str, Any]) -> dict[str, Any]:
        """The database's URL stays without user, password and options."""
        return {**settings, "url": shown(str(settings.get("url", "")))}

    def fingerprint(self, base: Path) -> str:
        """Always empty: nobody can tell what a database holds but by reading it."""
        return ""

    def land(self, base: Path, into: Path) -> Landed:
        """All rows in one Parquet file; a row's line is its place in the result."""
        address = resolve(self.url, base)
        with storage(into), TemporaryDirectory(dir=into.parent, prefix="landing-") as folder:
            scratch = Path(folder)
            with explained(address):
                part = self._spooled(address, scratch)
            with connect(scratch) as connection:
                return write(connection, [part], into)

    def _spooled(self, address: Address, scratch: Path) -> Part:
        query = one_select(self.query, address.dialect) if self.query else None
        try:
            return self._read(address, query, scratch)
        except _REFUSED as error:
            # SQLite reports a missing table as it does a lost connection
            if address.file or not isinstance(error, exc.OperationalError):
                self._say_what_is_missing(address)
            raise

    def _read(self, address: Address, query: str | None, scratch: Path) -> Part:
        name = self.table or "query"
        if address.dialect == "duckdb":
            with embedded.connected(address) as database:
                query = query or embedded.table_query(database, name)
                return embedded.spool(database, query, name, scratch)
        spool = Spool(scratch, [])
        with relational.connected(address) as connection:
            query = query or relational.table_query(connection, name)
            notes = relational.spool(connection, query, spool)
        columns = tuple(c.name for c in spool.columns)
        return Part(name, spool.query(name), columns, notes=notes, expected=spool.rows)

    def _say_what_is_missing(self, address: Address) -> None:
        """A missing table is answered with the nearest name that is there."""
        known = _tables(address)
        last_parts = {name.rpartition(".")[2].casefold() for name in known}
        wanted = [self.table] if self.table else tables_of(self.query or "", address.dialect)
        for name in wanted:
            if name not in known and name.rpartition(".")[2].casefold() not in last_parts:
                raise UnknownName("table", name, known, where=str(address))


def list_tables(url: str, base: Path | None = None) -> list[str]:
    """The tables and views of a database; relative paths start at `base`."""
    address = resolve(url, base or Path.cwd())
    with explained(address):
        return _tables(address)


def _tables(address: Address) -> list[str]:
    if address.dialect == "duckdb":
        with embedded.connected(address) as database:
            return embedded.tables(database)
    with relational.connected(address) as connection:
        return relational.tables(connection)
