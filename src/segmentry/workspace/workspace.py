"""A workspace: its definitions, its runs, and what is sent from it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from segmentry.activation import acting
from segmentry.activation.desk import Desk, LastRun, find_destination, read_destination
from segmentry.activation.freshness import Freshness, freshness
from segmentry.activation.ledger import Ledger
from segmentry.activation.plan import Plan
from segmentry.activation.receipt import Receipt
from segmentry.activation.sending import Applied
from segmentry.definitions.load import load
from segmentry.definitions.strategies import refuse_unknown_kpis
from segmentry.engine.store import Store
from segmentry.errors import NoData, UnknownName
from segmentry.model.definitions import Definitions
from segmentry.pipeline import Pipeline, Progress, changed_definitions
from segmentry.review.decisions import Decision, Decisions, decided
from segmentry.sources.replays.mending import keep_mended
from segmentry.workspace.account import Account
from segmentry.workspace.engines import computing_engine, reading_engine
from segmentry.workspace.identity import Identity
from segmentry.workspace.run import Run
from segmentry.workspace.settings import checked_settings
from segmentry.workspace.staleness import why_current, why_due

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

    @cached_property
    def identity(self) -> Identity:
        """Which keys are one company: questions, answers and reasons."""
        return Identity(self)

    def account(self, asked: str) -> Account:
        """A company of the newest run, by id, by a source's key or by name."""
        return Account(self, asked)

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
    ) -> Run:
        """Run the whole way of the data; what has not changed is not computed again."""
        definitions = self._definitions_at(as_of)
        refuse_unknown_kpis(definitions)
        with self.store.writing():
            engine = computing_engine(definitions.workspace.engine, self.store.work)
            try:
                record = Pipeline(self.store, definitions, engine, tell, fresh).run()
            finally:
                engine.close()
        return Run(self, record)

    def why_run(self, *, as_of: date | None = None, today: date | None = None) -> str:
        """Why a run is due, in a sentence: what has changed or is too old; empty for neither."""
        definitions = self._definitions_at(as_of)
        engine = reading_engine(definitions.workspace.engine, self.store.work)
        try:
            changed = Pipeline(self.store, definitions, engine).why_run()
        finally:
            engine.close()
        return changed or why_due(definitions, self.last_run.record, self.freshness(today=today))

    def why_no_run(self) -> str:
        """What was looked at when no run is due, in a sentence."""
        return why_current(self.definitions, self.last_run.record)

    def _definitions_at(self, as_of: date | None) -> Definitions:
        if as_of is None:
            return self.definitions
        told = {**self.definitions.workspace.model_dump(), "as_of": as_of}
        settings = checked_settings(told, self.folder)
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
            limits=self.definitions.stale_after_days,
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
            engine=run.engine,
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
    def last_run(self) -> Run:
        """The newest run; raises NoData before the first one."""
        record = self.store.catalogue.last()
        if record is None:
            raise NoData(
                "This workspace has no run yet.",
                where=str(self.folder),
                next_step="Run `segmentry run`.",
            )
        return Run(self, record)

    def open_run(self, number: int) -> Run:
        """A run by its number."""
        record = self.store.catalogue.run(number)
        if record is None:
            known = [str(n) for n in self.store.catalogue.numbers()]
            raise UnknownName("run", str(number), known)
        return Run(self, record)


def open_workspace(folder: Path | str) -> Workspace:
    """Open a workspace; raises an error with file and line where a definition is wrong."""
    return Workspace(folder)
