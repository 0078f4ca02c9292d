"""What an engine promises: run SQL over Parquet, nothing more."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from segmentry.model.tables import Column


class Engine(Protocol):
    """Runs SQL in DuckDB's dialect over Parquet files."""

    name: str

    def register(self, name: str, paths: Sequence[Path]) -> None:
        """Make Parquet files readable as the table `name`."""

    def load(self, name: str, rows: pa.Table) -> None:
        """Make a small Arrow table readable as the table `name`."""

    def define(self, name: str, sql: str) -> None:
        """Make a query readable as the table `name`; it runs when it is read."""

    def keep(self, name: str, sql: str) -> None:
        """Like `define`, but the query runs once, now."""

    def drop(self, name: str) -> None:
        """Forget a table made by any of the four above; the files stay."""

    def query(self, sql: str) -> pa.Table:
        """Run a query and return its rows."""

    def columns(self, name: str) -> dict[str, str]:
        """Names and types of a table's columns."""

    def write(
        self,
        sql: str,
        path: Path,
        columns: Sequence[Column],
        order: Sequence[str],
        *,
        cast: bool = True,
    ) -> int:
        """Write a query to one Parquet file, cast to `columns`, ordered; return the row count.

        The same rows give the same bytes, so `order` should end in a unique key.
        """

    def close(self) -> None:
        """Give back memory and temporary files."""
