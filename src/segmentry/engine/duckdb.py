"""The default engine: DuckDB in this process, over Parquet files."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from segmentry.engine.sql import identifier, literal, one_file
from segmentry.errors import InternalError, NumberTooLarge, SegmentryError, StorageFailed
from segmentry.model.tables import Column

# splits a large aggregation into parts whose hash tables are all held at once and never spill
_HOLDING_ALL_PARTS = ("partitioned_execution",)


class DuckDBEngine:
    """An in-memory DuckDB; what does not fit into `memory_limit` spills to `spill_folder`."""

    name = "duckdb"

    def __init__(
        self,
        spill_folder: Path | None = None,
        *,
        memory_limit: str = "3GB",
        threads: int | None = None,
    ) -> None:
        self._connection = duckdb.connect(":memory:")
        # DuckDB takes milliseconds to tell what it holds, and a run asks thousands of times
        self._made: dict[str, str] = {}
        folder = spill_folder or Path(tempfile.gettempdir())
        self._set("temp_directory", str(folder))
        self._set("memory_limit", memory_limit)
        self._set("threads", threads or os.cpu_count() or 1)
        # the rows of an ordered query reach the file in that order
        self._set("preserve_insertion_order", True)
        self._set("TimeZone", "UTC")
        # DuckDB would draw a bar of its own in notebooks and shells
        self._set("enable_progress_bar", False)
        self._disable_optimizers()

    def register(self, name: str, paths: Sequence[Path]) -> None:
        self.drop(name)
        files = ", ".join(one_file(path) for path in paths)
        self._run(
            f"create temp view {identifier(name)} as "
            f"select * from read_parquet([{files}], union_by_name = true)"
        )
        self._made[name] = "view"

    def load(self, name: str, rows: pa.Table) -> None:
        self.drop(name)
        self._connection.register("arriving", rows)
        try:
            self._run(f"create temp table {identifier(name)} as select * from arriving")
        finally:
            self._connection.unregister("arriving")
        self._made[name] = "table"

    def define(self, name: str, sql: str) -> None:
        self.drop(name)
        self._run(f"create temp view {identifier(name)} as {sql}")
        self._made[name] = "view"

    def keep(self, name: str, sql: str) -> None:
        # the query may read the table it replaces
        self._run(f"create temp table {identifier(name + '__new')} as {sql}")
        self.drop(name)
        self._run(f"alter table {identifier(name + '__new')} rename to {identifier(name)}")
        self._made[name] = "table"

    def drop(self, name: str) -> None:
        if kind := self._made.pop(name, None):
            self._run(f"drop {kind} {identifier(name)}")

    def query(self, sql: str) -> pa.Table:
        with _translated(sql):
            return self._connection.sql(sql).to_arrow_table()

    def columns(self, name: str) -> dict[str, str]:
        with _translated(name):
            rows = self._connection.execute(f"describe {identifier(name)}").fetchall()
        return {row[0]: row[1] for row in rows}

    def write(
        self,
        sql: str,
        path: Path,
        columns: Sequence[Column],
        order: Sequence[str],
        *,
        cast: bool = True,
    ) -> int:
        casts = ", ".join(
            f"cast({identifier(c.name)} as {c.type}) as {identifier(c.name)}"
            if cast
            else identifier(c.name)
            for c in columns
        )
        ordered = f" order by {', '.join(identifier(o) for o in order)}" if order else ""
        statement = (
            f"copy (select {casts} from ({sql}) as result{ordered}) to {literal(str(path))} "
            "(format parquet, compression zstd, compression_level 1)"
        )
        with _translated(sql):
            rows = self._connection.execute(statement).fetchall()
        return int(rows[0][0])

    @contextmanager
    def lent(self, purpose: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection itself, for a library that speaks to DuckDB in its own words."""
        with _translated(purpose):
            yield self._connection

    def close(self) -> None:
        self._connection.close()

    def _disable_optimizers(self) -> None:
        known = self._connection.execute("select name from duckdb_optimizers()").fetchall()
        unwanted = [name for (name,) in known if name in _HOLDING_ALL_PARTS]
        self._set("disabled_optimizers", ",".join(unwanted))

    def _set(self, name: str, value: object) -> None:
        shown = literal(value) if isinstance(value, str) else str(value).lower()
        self._run(f"set {name} = {shown}")

    def _run(self, sql: str) -> None:
        with _translated(sql):
            self._connection.execute(sql).fetchall()


@contextmanager
def _translated(sql: str) -> Iterator[None]:
    """Nothing of DuckDB's own errors reaches a user."""
    try:
        yield
    except duckdb.Error as error:
        raise _ours(error, sql) from error


_SIGNS_OF_FULL = ("No space left", "not enough space", "ENOSPC", "File too large")


def _ours(error: duckdb.Error, sql: str) -> SegmentryError:
    words = str(error)
    if isinstance(error, duckdb.OutOfMemoryException):
        return StorageFailed(
            "The query needs more memory than it may use.",
            next_step="Raise engine.memory_limit in segmentry.yaml, or free disk space for "
            "temporary files.",
        )
    if any(sign in words for sign in _SIGNS_OF_FULL):
        return StorageFailed(
            "The disk is full.", next_step="Free space and run again; the last run is intact."
        )
    if isinstance(error, duckdb.IOException):
        return StorageFailed(
            f"A file could not be read or written: {words.splitlines()[0].partition(': ')[2]}",
            next_step="Check that the folder exists and may be written; the last run is intact.",
        )
    if isinstance(error, duckdb.OutOfRangeException) or "out of range" in words:
        return NumberTooLarge(
            "A calculation gives a number beyond what can be stored.",
            next_step="Look for a factor that is too large, or for amounts that cannot be meant.",
        )
    return InternalError(f"A query failed: {words}\n{sql}")
