"""The workspace: the one door to everything. CLI, web, API and reports call only this."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from segmentry.activation import acting
from segmentry.activation.desk import Desk, LastRun, find_destination, read_destination
from segmentry.activation.freshness import Freshness, freshness
from segmentry.activation.ledger import Ledger
from segmentry.activation.plan import Plan
from segmentry.activation.receipt import Receipt
from segmentry.activation.sending import Applied
from segmentry.definitions.drafts import write_strategies, write_weights
from segmentry.definitions.freeze import freeze
from segmentry.definitions.load import load
from segmentry.engine.catalogue import RunRecord, StepRecord, StoredFile
from segmentry.engine.contract import Engine
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.sql import identifier, literal
from segmentry.engine.store import Store
from segmentry.errors import NoData, StorageFailed, UnknownName, UserError
from segmentry.model.complaints import first_complaint
from segmentry.model.definitions import Definitions, EngineSettings, WorkspaceSettings
from segmentry.model.tables import Table
from segmentry.pipeline import Pipeline, Progress, changed_definitions
from segmentry.profiles.lookup import profile_of
from segmentry.review.decisions import Decision, Decisions, decided, told
from segmentry.segments.moves import moves_sql
from segmentry.sources.replays.mending import export_rejects, keep_mended

if TYPE_CHECKING:
    from segmentry.definitions.propose import Proposal

STATE = ".segmentry"


class Workspace:
    """A folder with definitions and the state of one installation.

    >>> ws = Workspace(Path("acme"))        # doctest: +SKIP
    >>> run = ws.run()                      # doctest: +SKIP
    >>> run.members("rfm", "Champions")     # doctest: +SKIP
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder).resolve()
        self.definitions: Definitions = load(self.folder)
        self.proposal: Proposal | None = None
        """What was recognised, in a workspace just made from files."""
        self.left_out: dict[str, list[str]] = {}
        """Files of its template that the data cannot feed, in a workspace just made."""

    @cached_property
    def store(self) -> Store:
        return Store(self.folder / STATE)

    def replay(self, path: Path) -> str:
        """Take mended rows back; the next run reads them in place of those set aside."""
        names = [s.name for s in self.definitions.sources]
        with self.store.writing():
            return keep_mended(path, names, self.store.replays)

    def run(
        self,
        *,
        as_of: date | None = None,
        fresh: bool = False,
        tell: Callable[[Progress], None] = lambda _: None,
    ) -> "Run":
        """Run the whole way of the data; what has not changed is not computed again."""
        definitions = self._definitions_at(as_of)
        with self.store.writing():
            engine = _engine_of_runs(definitions.workspace.engine, self.store.work)
            try:
                record = Pipeline(self.store, definitions, engine, tell, fresh).run()
            finally:
                engine.close()
        return Run(self, record)

    def why_run(self, *, as_of: date | None = None) -> str:
        """Why a run would bring something new, in a sentence; empty when it would not."""
        definitions = self._definitions_at(as_of)
        engine = _engine(definitions.workspace.engine, self.store.work)
        try:
            return Pipeline(self.store, definitions, engine).why_run()
        finally:
            engine.close()

    def _definitions_at(self, as_of: date | None) -> Definitions:
        if as_of is None:
            return self.definitions
        told = {**self.definitions.workspace.model_dump(), "as_of": as_of}
        settings = _checked(told, self.folder)
        return self.definitions.model_copy(update={"workspace": settings})

    def freshness(self, *, today: date | None = None) -> Freshness:
        """How old each source is, and what speaks against acting on the last run."""
        run = self.last_run
        return freshness(
            run.query,
            as_of=run.as_of,
            finished_on=run.record.finished_at.date(),
            today=today or date.today(),
            limit_days=self.definitions.workspace.stale_after_days,
            changed=changed_definitions(self.definitions, run.record),
        )

    def plan(self, destination: str, *, tell: Callable[[str], None] = lambda _: None) -> Plan:
        """The differences between a destination and its segments; nothing is sent."""
        return acting.plan(self._desk(destination, tell))

    def apply(
        self,
        destination: str,
        plan: str = "",
        *,
        confirm_removals: int | None = None,
        although_stale: bool = False,
        today: date | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> Applied:
        """Send the differences of a plan, or those of now; applied again, nothing is sent."""
        return acting.apply(
            self._desk(destination, tell),
            self.freshness(today=today),
            plan_id=plan,
            confirm_removals=confirm_removals,
            although_stale=although_stale,
        )

    def receipts(self, destination: str) -> list[Receipt]:
        """What was sent to a destination, the newest first."""
        name = find_destination(self.definitions, destination).name
        return Ledger(self.store.catalogue).receipts(name)

    def _desk(self, destination: str, tell: Callable[[str], None]) -> Desk:
        definition = find_destination(self.definitions, destination)
        plugin, run = read_destination(definition), self.last_run
        return Desk(
            definitions=self.definitions,
            definition=definition,
            plugin=plugin,
            engine=run._engine,
            ledger=Ledger(self.store.catalogue),
            folder=self.store.folder / "activation" / definition.name,
            vault=self.store.vault,
            run=LastRun(run.number, run.as_of, run.record.finished_at),
            tell=tell,
        )

    def decide(self, finding: str, decision: str, *, because: str, by: str) -> Decision:
        """Record what was decided on a finding of the newest run; no run is changed by it."""
        run = self.last_run
        known = {f["finding"]: f for f in run.findings()}
        if finding not in known:
            raise UnknownName("finding", finding, known, advice="`segmentry review` lists them.")
        at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        made = decided(known[finding], run.number, decision, because=because, by=by, at=at)
        Decisions(self.store.catalogue).add(made)
        return made

    def prune(self, keep: int) -> int:
        """Remove all but the newest runs with the files only they use; returns how many."""
        with self.store.writing():
            gone = self.store.catalogue.numbers()[: -max(keep, 1)]
            self.store.catalogue.remove(gone)
            self.store.remove_orphans()
        return len(gone)

    @property
    def last_run(self) -> "Run":
        """The newest run; raises NoData before the first one."""
        record = self.store.catalogue.last()
        if record is None:
            raise NoData(
                "This workspace has no run yet.",
                where=str(self.folder),
                next_step="Run `segmentry run`.",
            )
        return Run(self, record)

    def open_run(self, number: int) -> "Run":
        """A run by its number."""
        record = self.store.catalogue.run(number)
        if record is None:
            known = [str(n) for n in self.store.catalogue.numbers()]
            raise UnknownName("run", str(number), known)
        return Run(self, record)


def open_workspace(folder: Path | str) -> Workspace:
    """Open a workspace; raises an error with file and line where a definition is wrong."""
    return Workspace(folder)


def create(
    folder: Path | str,
    places: Sequence[str] = (),
    *,
    name: str = "",
    currency: str = "",
    template: str = "",
    reserved_domains: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Workspace:
    """Make a workspace; from files, it proposes sources and segmentations for what they hold.

    Without a currency it is the one most rows name, or EUR. A template (saas, wholesale,
    consulting, software) adds what such a business usually wants to see. `reserved_domains` is
    for data that is made up: domains that nobody can register are then taken for real.
    """
    from segmentry.definitions.propose import propose
    from segmentry.definitions.template import template_named
    from segmentry.definitions.write import left_out, write_workspace

    folder = Path(folder)
    chosen = template_named(template) if template else None
    proposal = None
    title = name or folder.resolve().name.replace("_", " ")
    settings: dict[str, Any] = {"name": title, "currency": currency or "EUR"}
    if reserved_domains:
        settings["reserved_domains"] = True
    _checked(settings, folder)
    if places:
        with TemporaryDirectory(prefix="segmentry-") as work:
            engine = DuckDBEngine(Path(work))
            try:
                proposal = propose(places, folder=folder, engine=engine, work=Path(work), tell=tell)
            finally:
                engine.close()
        settings["currency"] = currency or proposal.currency or "EUR"
    write_workspace(folder, settings, proposal, chosen)
    workspace = Workspace(folder)
    workspace.left_out = left_out(chosen, proposal) if chosen else {}
    workspace.proposal = proposal
    return workspace


def _checked(settings: dict[str, Any], folder: Path) -> WorkspaceSettings:
    from pydantic import ValidationError

    try:
        return WorkspaceSettings.model_validate(settings)
    except ValidationError as error:
        what, next_step = first_complaint(error, WorkspaceSettings)
        raise UserError(what, where=str(folder), next_step=next_step) from error


class Run:
    """A finished run: its tables can be read by SQL, and never change."""

    def __init__(self, workspace: Workspace, record: RunRecord) -> None:
        self.workspace = workspace
        self.record = record

    @cached_property
    def _engine(self) -> DuckDBEngine:
        engine = _engine(self.workspace.definitions.workspace.engine, self.workspace.store.work)
        for name, file in self.record.files.items():
            self._check(file)
            engine.register(name, [self.workspace.store.path(file.path)])
        return engine

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
        return self._engine.query(sql)

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
            chosen.append("lifecycle_stage is distinct from 'customer'")
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
        return export_rejects(self._engine, tables, path, source, rule, replays)

    def findings(self) -> list[dict[str, Any]]:
        """What a review should decide on, with what was decided; the most urgent first."""
        newest = Decisions(self.workspace.store.catalogue).newest()
        rows = self.query(f"select * from {Table.REVIEW_FINDINGS}").to_pylist()
        return [{**row, **told(newest.get(row["finding"]))} for row in rows]

    def profile(self, account: str) -> dict[str, Any]:
        """What is known about one company: by id, by a source's key, or by name."""
        return profile_of(self._engine, account)

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


def _engine_of_runs(settings: EngineSettings, work: Path) -> Engine:
    """The engine that computes; results are small and read by DuckDB in any case."""
    if settings.name == "duckdb":
        return _engine(settings, work)
    from segmentry.engine.spark import SparkEngine

    return SparkEngine(
        work, url=settings.url, options=settings.options, memory_limit=settings.memory_limit
    )


def _engine(settings: EngineSettings, work: Path) -> DuckDBEngine:
    return DuckDBEngine(work, memory_limit=settings.memory_limit, threads=settings.threads)
