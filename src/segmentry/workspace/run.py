"""A finished run and what can be read of it."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from segmentry.definitions.drafts import write_strategies, write_weights
from segmentry.definitions.freeze import freeze
from segmentry.engine.catalogue import RunRecord, StepRecord, StoredFile
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.sql import identifier, literal
from segmentry.errors import StorageFailed
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.lookup import profile_of
from segmentry.review.decisions import Decisions, told
from segmentry.segments.moves import moves_sql
from segmentry.sources.replays.mending import export_rejects
from segmentry.workspace.engines import reading_engine

if TYPE_CHECKING:
    from segmentry.workspace.workspace import Workspace


class Run:
    """A finished run: its tables can be read by SQL, and never change."""

    def __init__(self, workspace: "Workspace", record: RunRecord) -> None:
        self.workspace = workspace
        self.record = record

    @cached_property
    def engine(self) -> DuckDBEngine:
        """Reads the files of this run, each checked to be whole."""
        engine = reading_engine(
            self.workspace.definitions.workspace.engine, self.workspace.store.work
        )
        for name, file in self.record.files.items():
            self._check(file)
            engine.register(name, [self.workspace.store.path(file.path)])
        for table in self.lacking:
            engine.define(table, _nothing(table))
        return engine

    @cached_property
    def lacking(self) -> tuple[Table, ...]:
        """Tables that an older version did not write; they read as empty."""
        written = {name.split("/", maxsplit=1)[0] for name in self.record.files}
        return tuple(table for table in SCHEMAS if table not in written)

    def _check(self, file: StoredFile) -> None:
        if not self.workspace.store.is_whole(file.path):
            raise StorageFailed(
                f"A file of run {self.number} is missing or damaged.",
                where=str(self.workspace.store.path(file.path)),
                next_step="`segmentry run` computes it again for the newest run.",
            )

    @property
    def number(self) -> int:
        return self.record.number

    @property
    def as_of(self) -> date:
        return self.record.as_of

    def rows(self, table: Table | str) -> int:
        """Row count of a table of this run."""
        file = self.record.files.get(str(table))
        return file.rows if file else 0

    def query(self, sql: str) -> pa.Table:
        """Read this run's tables by DuckDB SQL; for our own use, not for text of strangers."""
        return self.engine.query(sql)

    def notes(self, stage: str) -> list[str]:
        """What a stage has to say about this run."""
        found = (s.notes.splitlines() for s in self.record.stages if s.name == stage)
        return [note for notes in found for note in notes]

    def steps(self) -> list[StepRecord]:
        """The chain of named queries that made this run."""
        return self.workspace.store.catalogue.steps(self.number)

    def freeze(self, segmentation: str) -> str:
        """Write this run's RFM cut points into the segmentation's file; returns its name."""
        rows = self.query(
            f"select measure, score, lowest, highest from {Table.CUT_POINTS} "
            f"where segmentation = {literal(segmentation)} order by measure, score"
        )
        return freeze(self.workspace.folder, segmentation, rows.to_pylist())

    def strategies(self) -> list[dict[str, Any]]:
        """Every segment with what is done for it, in the order of the segmentations."""
        if Table.STRATEGIES not in self.record.files:
            return []  # a run of an older version
        rows: list[dict[str, Any]] = self.query(f"select * from {Table.STRATEGIES}").to_pylist()
        return rows

    def write_strategies(self, segmentation: str = "") -> list[str]:
        """Write a draft for each segment that a template fits and nobody acts on."""
        rows = [r for r in self.strategies() if segmentation in ("", r["segmentation"])]
        return write_strategies(self.workspace.folder, rows)

    def ideal_customers(self) -> list[str]:
        """Names of the ideal customer profiles."""
        sql = f"select distinct name from {Table.IDEAL_CUSTOMERS} order by name"
        return [str(row["name"]) for row in self.query(sql).to_pylist()]

    def ideal_customer(self, name: str) -> tuple[list[dict[str, Any]], str]:
        """What sets the best customers apart, value by value, or why nobody knows."""
        rows: list[dict[str, Any]] = self.query(
            f"select * from {Table.IDEAL_CUSTOMERS} where name = {literal(name)}"
        ).to_pylist()
        start = next(r for r in rows if not r["variable"])
        return rows, str(start["reason"]) if start["points"] is None else ""

    def fits(
        self, name: str, account: str = "", top: int = 20, *, prospects: bool = False
    ) -> list[dict[str, Any]]:
        """Accounts by their closeness to an ideal customer profile, or one of them."""
        chosen = ["true"]
        if account:
            found = self.profile(account)["profile"]["account_id"]
            chosen.append(f"account_id = {literal(found)}")
        if prospects:
            chosen.append("coalesce(lifecycle_stage, '') not in ('customer', 'lapsed')")
        fit = identifier(f"{name}_fit")
        rows: list[dict[str, Any]] = self.query(
            f"""
            select account_id, label, lifecycle_stage as stage, {fit} as fit,
                   {identifier(f"{name}_fit_reasons")} as reasons
            from {Table.VARIABLE_VALUES} where {" and ".join(chosen)}
            order by fit desc nulls last, label, account_id limit {int(top)}
            """
        ).to_pylist()
        return rows

    def write_fit(self, name: str) -> str:
        """Write the points of an ideal customer profile into its file; returns its name."""
        return write_weights(self.workspace.folder, name, self.ideal_customer(name)[0])

    def export_rejects(self, path: Path, *, source: str = "", rule: str = "") -> str:
        """Write the rows set aside as CSV, one file per source, with all their columns."""
        tables, replays = list(self.record.files), self.workspace.store.replays
        return export_rejects(self.engine, tables, path, source, rule, replays)

    def findings(self) -> list[dict[str, Any]]:
        """What a review should decide on, with what was decided; the most urgent first."""
        newest = Decisions(self.workspace.store.catalogue).newest()
        rows = self.query(f"select * from {Table.REVIEW_FINDINGS}").to_pylist()
        return [{**row, **told(newest.get(row["finding"]))} for row in rows]

    def profile(self, account: str) -> dict[str, Any]:
        """What is known about one company: by id, by a source's key, or by name."""
        return profile_of(self.engine, account)

    def segments(self, segmentation: str = "") -> pa.Table:
        """The segments with their figures, of one segmentation or of all."""
        chosen = f"where segmentation = {literal(segmentation)}" if segmentation else ""
        return self.query(
            f"select * from {Table.SEGMENT_STATS} {chosen} order by segmentation, position"
        )

    @property
    def date_before(self) -> date | None:
        """The last date of the data that an earlier run looked at, before this one's."""
        catalogue = self.workspace.store.catalogue
        for number in reversed([n for n in catalogue.numbers() if n < self.number]):
            record = catalogue.run(number)
            if record and record.as_of < self.as_of:
                return record.as_of
        return None

    def moves(self, segmentation: str) -> pa.Table:
        """Who joined and left its segments on the date of the data: from, to, and the reason."""
        return self.query(moves_sql(segmentation, self.as_of))

    def members(self, segmentation: str, segment: str) -> pa.Table:
        """Accounts of a segment with their labels and reasons."""
        return self.query(
            f"""
            select m.account_id, v.label, m.valid_from, m.reason
            from {Table.MEMBERSHIPS} as m join {Table.VARIABLE_VALUES} as v using (account_id)
            where m.segmentation = {literal(segmentation)} and m.segment = {literal(segment)}
              and m.valid_to is null
            order by v.label, m.account_id
            """
        )


def _nothing(table: Table) -> str:
    columns = (f"cast(null as {c.type}) as {identifier(c.name)}" for c in SCHEMAS[table].columns)
    return f"select {', '.join(columns)} where false"
