"""What a stage is given: its inputs by name, one way to write, and a record of each step."""

import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from segmentry.engine.catalogue import StepRecord, StoredFile
from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier
from segmentry.errors import InternalError
from segmentry.model.answers import Answer
from segmentry.model.definitions import Definitions
from segmentry.model.pins import Pin
from segmentry.model.tables import SCHEMAS, Column, Table
from segmentry.model.types import ColumnType


@dataclass
class RunContext:
    """The hands of a stage. Tables are read by their names; nothing else is in reach."""

    engine: Engine
    definitions: Definitions
    seed: int
    vault: Path
    work: Path
    say: Callable[[str], None] = lambda _: None
    """Tells the person what is being done now."""
    replays: Path = Path()
    answers: Sequence[Answer] = ()
    """What people said of keys of companies, the oldest first."""
    people_answers: Sequence[Answer] = ()
    """What they said of contacts, likewise."""
    pins: Sequence[Pin] = ()
    """What people said of fields, the oldest first."""
    fixed_as_of: date | None = None
    attempt: str = ""
    """Differs from run to run, for what must not be taken from an earlier one."""
    fresh: bool = False
    """Whether everything is to be learnt anew."""
    code: str = ""
    """Changes with the code of the stage."""
    stage: str = ""
    folder: Path = Path()
    files: list[StoredFile] = field(default_factory=list)
    steps: list[StepRecord] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    """Row count of every table at hand."""
    remembered: set[Table] = field(default_factory=set)
    """Tables of the run before, readable as `previous_TABLE`."""
    past: dict[Table, Path] = field(default_factory=dict)
    """Their files."""

    @property
    def as_of(self) -> date:
        if self.fixed_as_of is None:
            raise InternalError("The date of the data is known only after the hub.")
        return self.fixed_as_of

    def fed(self, table: Table) -> bool:
        """Whether any source gave rows for a table."""
        return self.rows.get(table, 0) > 0

    def define(self, name: str, why: str, sql: str) -> str:
        """Name an intermediate step that runs when it is read."""
        self._timed(name, why, sql, lambda: self.engine.define(name, sql))
        return name

    def keep(self, name: str, why: str, sql: str) -> str:
        """Name an intermediate step that is read more than once: it runs once, now."""
        self._timed(name, why, sql, lambda: self.engine.keep(name, sql))
        return name

    def query(self, name: str, why: str, sql: str) -> pa.Table:
        """Bring a small result out of the engine."""
        rows: list[pa.Table] = []
        self._timed(name, why, sql, lambda: rows.append(self.engine.query(sql)))
        return rows[0]

    def count(self, table: str) -> int:
        """Rows of a table at hand."""
        rows = self.engine.query(f"select count(*) as n from {identifier(table)}")
        return int(rows.column("n")[0].as_py())

    def write(self, table: Table, why: str, sql: str, *, order: Sequence[str]) -> None:
        """Write a table of this stage.

        `order` ends in a unique key, for the same bytes; it is empty where the query keeps the
        order of one input.
        """
        schema = SCHEMAS[table]
        columns = list(schema.columns)
        if schema.open_ended:
            columns += self._further(sql, set(schema.names))
        path = self.folder / f"{table}.parquet"
        counted: list[int] = []
        self._timed(
            table,
            why,
            sql,
            lambda: counted.append(self.engine.write(sql, path, columns, order)),
        )
        self.add_file(table, path, counted[0])
        self.engine.drop(table)
        self.engine.register(table, [path])

    def write_rows(self, table: Table, why: str, rows: Sequence[dict[str, object]]) -> None:
        """Write a small table made in Python; the order of `rows` is kept."""
        self.engine.load("rows_at_hand", _arrow(SCHEMAS[table].columns, rows))
        names = ", ".join(identifier(n) for n in SCHEMAS[table].names)
        self.write(
            table, why, f"select {names}, row_number from rows_at_hand", order=("row_number",)
        )
        self.engine.drop("rows_at_hand")

    def write_empty(self, table: Table) -> None:
        """Write a table that nothing feeds, so that readers need not ask."""
        columns = ", ".join(
            f"cast(null as {c.type}) as {identifier(c.name)}" for c in SCHEMAS[table].columns
        )
        self.write(table, "nothing feeds it", f"select {columns} where false", order=())

    def adopt(self, table: Table, file: Path) -> None:
        """Take a file that is there, and never changes, as a table of this stage."""
        path = self.folder / f"{table}.parquet"
        try:
            os.link(file, path)
        except OSError:  # another disk, or one without links
            shutil.copyfile(file, path)
        self.engine.drop(table)
        self.engine.register(table, [path])
        self.add_file(table, path, self.count(table))

    def add_file(self, name: str, path: Path, rows: int) -> None:
        """Tell the run of a file of this stage; one that is written again is the same file."""
        self.files = [f for f in self.files if f.name != name]
        self.files.append(StoredFile(name, path.name, "", rows))
        self.rows[name] = rows

    def load(self, name: str, columns: Sequence[Column], rows: Sequence[dict[str, object]]) -> str:
        """Bring a small table made in Python into the engine."""
        self.engine.load(name, _arrow(columns, rows))
        return name

    def load_columns(
        self, name: str, columns: Sequence[Column], values: Mapping[str, Sequence[object]]
    ) -> str:
        """Bring a table made in Python, column by column, into the engine."""
        arrays = {c.name: pa.array(values[c.name], _ARROW[c.type]) for c in columns}
        self.engine.load(name, pa.table(arrays))
        return name

    def _further(self, sql: str, declared: set[str]) -> list[Column]:
        self.engine.define("shape", sql)
        found = self.engine.columns("shape")
        self.engine.drop("shape")
        return [
            Column(name, ColumnType(type_), "")
            for name, type_ in found.items()
            if name not in declared
        ]

    def _timed(self, name: str, why: str, sql: str, work: Callable[[], None]) -> None:
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        self.steps.append(StepRecord(self.stage, name, why, sql, seconds))


_ARROW = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.MONEY: pa.decimal128(18, 4),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIME: pa.timestamp("us"),
    ColumnType.BOOLEAN: pa.bool_(),
}


def _arrow(columns: Sequence[Column], rows: Sequence[dict[str, object]]) -> pa.Table:
    arrays = {c.name: pa.array([r.get(c.name) for r in rows], _ARROW[c.type]) for c in columns}
    return pa.table(arrays | {"row_number": pa.array(range(len(rows)), pa.int64())})
