"""The catalogue: which runs exist, and which files hold their tables.

A run exists when its row is committed, after all its files are written. Readers use only the
paths found here, so a crash at any instant leaves the last good run.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import (
    URL,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from segmentry.errors import StorageFailed

_METADATA = MetaData()

_RUNS = Table(
    "runs",
    _METADATA,
    Column("number", Integer, primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("product_version", String, nullable=False),
)
_FILES = Table(
    "files",
    _METADATA,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("path", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("rows", Integer, nullable=False),
)
_STAGES = Table(
    "stages",
    _METADATA,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("reused", Integer, nullable=False),
    Column("notes", Text, nullable=False),
)
_STEPS = Table(
    "steps",
    _METADATA,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("stage", String, nullable=False),
    Column("name", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("sql", Text, nullable=False),
    Column("seconds", Float, nullable=False),
)
_DEFINITIONS = Table(
    "definitions",
    _METADATA,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("version", String, nullable=False),
)
_VERSIONS = Table(
    "versions",
    _METADATA,
    Column("version", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("content", Text, nullable=False),
)


@dataclass(frozen=True)
class StoredFile:
    """A table's file; `name` is the table, or `records/SOURCE`."""

    name: str
    path: str
    fingerprint: str
    rows: int


@dataclass(frozen=True)
class StageRecord:
    """What a stage did in a run."""

    name: str
    key: str
    seconds: float
    reused: bool
    notes: str
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True)
class StepRecord:
    """A named query: what it made, why, how, and how long it took."""

    stage: str
    name: str
    why: str
    sql: str
    seconds: float


@dataclass(frozen=True)
class DefinitionRecord:
    """A definition as a run saw it."""

    kind: str
    name: str
    version: str
    content: str


@dataclass(frozen=True)
class RunRecord:
    """A finished run."""

    number: int
    as_of: date
    started_at: datetime
    finished_at: datetime
    seed: int
    product_version: str
    stages: tuple[StageRecord, ...] = ()
    definitions: tuple[DefinitionRecord, ...] = ()

    @property
    def files(self) -> dict[str, StoredFile]:
        return {f.name: f for stage in self.stages for f in stage.files}


class Catalogue:
    """Knows the runs of one workspace. SQLite by default; readers never wait for the writer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = create_engine(URL.create("sqlite", database=str(path)))
        event.listen(self._engine, "connect", _prepare)
        with self._connect() as connection:
            _METADATA.create_all(connection)

    @contextmanager
    def beside_runs(self, tables: MetaData) -> Iterator[Connection]:
        """One transaction over tables that people's acts are kept in, made on first use."""
        with self._connect() as connection:
            tables.create_all(connection)
            yield connection

    def last(self) -> RunRecord | None:
        numbers = self.numbers()
        return self.run(numbers[-1]) if numbers else None

    def numbers(self) -> list[int]:
        with self._connect() as connection:
            rows = connection.execute(select(_RUNS.c.number).order_by(_RUNS.c.number))
            return [row.number for row in rows]

    def run(self, number: int) -> RunRecord | None:
        with self._connect() as connection:
            row = connection.execute(select(_RUNS).where(_RUNS.c.number == number)).one_or_none()
            return None if row is None else self._whole(connection, dict(row._mapping))

    def steps(self, number: int) -> list[StepRecord]:
        query = select(_STEPS).where(_STEPS.c.run == number).order_by(_STEPS.c.position)
        with self._connect() as connection:
            return [
                StepRecord(r.stage, r.name, r.why, r.sql, r.seconds)
                for r in connection.execute(query)
            ]

    def paths(self) -> set[str]:
        """Every file that some run uses."""
        with self._connect() as connection:
            return {row.path for row in connection.execute(select(_FILES.c.path).distinct())}

    def stage_with_key(self, name: str, key: str) -> StageRecord | None:
        """The newest stage that was computed from the same inputs and settings."""
        query = (
            select(_STAGES)
            .where(_STAGES.c.name == name, _STAGES.c.key == key)
            .order_by(_STAGES.c.run.desc())
            .limit(1)
        )
        with self._connect() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            whole = self.run(row.run)
        return next(s for s in whole.stages if s.name == name) if whole else None

    def add(self, run: RunRecord, steps: Iterable[StepRecord]) -> None:
        """Commit a run, all at once."""
        with self._connect() as connection:
            connection.execute(insert(_RUNS).values(**_run_row(run)))
            for place, stage in enumerate(run.stages):
                row = {"run": run.number, "position": place} | _stage_row(stage)
                connection.execute(insert(_STAGES).values(**row))
                for file in stage.files:
                    connection.execute(insert(_FILES).values(run=run.number, **vars(file)))
            for position, step in enumerate(steps):
                connection.execute(
                    insert(_STEPS).values(run=run.number, position=position, **vars(step))
                )
            for definition in run.definitions:
                self._add_definition(connection, run.number, definition)

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget runs, all at once; definitions' versions stay."""
        gone = list(numbers)
        with self._connect() as connection:
            for table in (_FILES, _STAGES, _STEPS, _DEFINITIONS):
                connection.execute(delete(table).where(table.c.run.in_(gone)))
            connection.execute(delete(_RUNS).where(_RUNS.c.number.in_(gone)))

    def close(self) -> None:
        self._engine.dispose()

    def _connect(self) -> "_Transaction":
        return _Transaction(self)

    @staticmethod
    def _add_definition(connection: Connection, run: int, d: DefinitionRecord) -> None:
        row = {"run": run, "kind": d.kind, "name": d.name, "version": d.version}
        connection.execute(insert(_DEFINITIONS).values(**row))
        known = connection.execute(
            select(_VERSIONS.c.version).where(
                _VERSIONS.c.version == d.version, _VERSIONS.c.kind == d.kind
            )
        ).first()
        if known is None:
            connection.execute(insert(_VERSIONS).values(**vars(d)))

    @staticmethod
    def _whole(connection: Connection, row: Mapping[str, object]) -> RunRecord:
        number = row["number"]
        files = [
            StoredFile(f.name, f.path, f.fingerprint, f.rows)
            for f in connection.execute(
                select(_FILES).where(_FILES.c.run == number).order_by(_FILES.c.name)
            )
        ]
        stages = tuple(
            StageRecord(
                s.name, s.key, s.seconds, bool(s.reused), s.notes,
                tuple(f for f in files if f.path.split("/")[1] == s.name),
            )
            for s in connection.execute(
                select(_STAGES).where(_STAGES.c.run == number).order_by(_STAGES.c.position)
            )
        )  # fmt: skip
        definitions = tuple(
            DefinitionRecord(d.kind, d.name, d.version, d.content)
            for d in connection.execute(
                select(_DEFINITIONS, _VERSIONS.c.content)
                .join(
                    _VERSIONS,
                    (_VERSIONS.c.version == _DEFINITIONS.c.version)
                    & (_VERSIONS.c.kind == _DEFINITIONS.c.kind),
                )
                .where(_DEFINITIONS.c.run == number)
                .order_by(_DEFINITIONS.c.kind, _DEFINITIONS.c.name)
            )
        )
        return RunRecord(**row, stages=stages, definitions=definitions)  # type: ignore[arg-type]


class _Transaction:
    """A connection in a transaction; the database's own errors do not reach a user."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._context = catalogue._engine.begin()

    def __enter__(self) -> Connection:
        try:
            return self._context.__enter__()
        except SQLAlchemyError as error:
            raise self._ours(error) from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            self._context.__exit__(kind, error, trace)  # type: ignore[arg-type]
        except SQLAlchemyError as failure:
            raise self._ours(failure) from failure
        if isinstance(error, SQLAlchemyError):
            raise self._ours(error) from error

    def _ours(self, error: SQLAlchemyError) -> StorageFailed:
        reason = str(getattr(error, "orig", error))
        is_damaged = any(sign in reason for sign in _DAMAGED)
        return StorageFailed(
            "The catalogue is damaged."
            if is_damaged
            else f"The catalogue cannot be used: {reason}.",
            where=str(self._catalogue._path),
            next_step="Bring it back from a backup; or move the folder .segmentry away and run "
            "again, which begins a new history."
            if is_damaged
            else "Check that the folder may be written and the disk is not full.",
        )


_DAMAGED = ("not a database", "malformed", "no such table", "no such column")


def _prepare(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("pragma journal_mode = wal")
    cursor.execute("pragma synchronous = full")
    cursor.execute("pragma busy_timeout = 30000")
    cursor.close()


def _run_row(run: RunRecord) -> dict[str, object]:
    return {column.name: getattr(run, column.name) for column in _RUNS.columns}


def _stage_row(stage: StageRecord) -> dict[str, object]:
    return {
        "name": stage.name,
        "key": stage.key,
        "seconds": stage.seconds,
        "reused": int(stage.reused),
        "notes": stage.notes,
    }
