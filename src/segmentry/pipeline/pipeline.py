"""Runs the stages over a store, and takes what has not changed from an earlier run."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from segmentry.engine.catalogue import RunRecord, StageRecord, StoredFile
from segmentry.engine.contract import Engine
from segmentry.engine.run_context import RunContext
from segmentry.engine.store import Store
from segmentry.model.definitions import Definitions
from segmentry.model.stage import Stage
from segmentry.model.tables import Table
from segmentry.model.written import content_hash
from segmentry.pipeline.fingerprints import code_version, file_hash, settings_of
from segmentry.pipeline.records import changed_definitions, definition_records
from segmentry.pipeline.stages import STAGES
from segmentry.profiles.answers import Answers
from segmentry.profiles.pins import Pins


@dataclass(frozen=True)
class Progress:
    """What a run is doing: a stage out of so many, and a sentence."""

    stage: str
    position: int
    of: int
    sentence: str


@dataclass
class Pipeline:
    """Runs the stages over a store. A stage whose inputs and settings have not changed is taken
    from an earlier run."""

    store: Store
    definitions: Definitions
    engine: Engine
    tell: Callable[[Progress], None] = lambda _: None
    fresh: bool = False
    """Compute everything again, whatever has not changed; it is always a run of its own."""
    _done: list[StageRecord] = field(default_factory=list)

    def run(self) -> RunRecord:
        """Run all stages and commit; on any error nothing of this run remains."""
        started = datetime.now(UTC).replace(tzinfo=None)
        before = self.store.catalogue.last()
        context = self._context(before)
        for position, stage in enumerate(STAGES):
            self._station(context, stage, position, before)
        number = before.number + 1 if before else 1
        run = RunRecord(
            number=number,
            as_of=context.as_of,
            started_at=started,
            finished_at=datetime.now(UTC).replace(tzinfo=None),
            seed=context.seed,
            product_version=version("segmentry"),
            stages=tuple(self._done),
            definitions=tuple(definition_records(self.definitions)),
        )
        if before and _results(before) == _results(run) and self._is_whole(before.files.values()):
            return before  # nothing has changed: that run is this run
        self.store.catalogue.add(run, context.steps)
        return run

    def why_run(self) -> str:
        """What has changed that can be seen without reading, in a sentence; empty for nothing."""
        before = self.store.catalogue.last()
        if before is None:
            return "There is no run yet."
        if changed := changed_definitions(self.definitions, before):
            return f"{changed[0]} was changed after run {before.number}."
        # the keys as that run made them: a source that cannot tell is taken to be the same
        context = replace(self._context(before), attempt=str(before.number - 1))
        for stage in STAGES:
            record = next((s for s in before.stages if s.name == stage.name), None)
            is_same = record is not None and record.key == self._key(context, stage)
            if record is None or not is_same or not self._is_whole(record.files):
                return f"What '{stage.name}' rests on may have changed since run {before.number}."
            self._done.append(record)
            _take_as_of(context, record)
        return ""

    def _context(self, before: RunRecord | None) -> RunContext:
        answers = Answers(self.store.catalogue).all()
        return RunContext(
            engine=self.engine,
            definitions=self.definitions,
            seed=self.definitions.workspace.seed,
            vault=self.store.vault,
            replays=self.store.replays,
            answers=[a for a in answers if not a.is_of_contacts],
            people_answers=[a for a in answers if a.is_of_contacts],
            pins=Pins(self.store.catalogue).all(),
            work=self.store.work,
            attempt=str(before.number if before else 0),
            fresh=self.fresh,
        )

    def _station(
        self, context: RunContext, stage: Stage, position: int, before: RunRecord | None
    ) -> None:
        def say(sentence: str) -> None:
            self.tell(Progress(stage.name, position + 1, len(STAGES), sentence))

        say(stage.purpose)
        context.say, context.stage = say, stage.name
        context.files, context.notes = [], []
        key = self._key(context, stage)
        record = None if self.fresh else self._unchanged(stage, key, before)
        if record is None:
            record = self._compute(context, stage, key, before)
        self._done.append(record)
        self._register(context, record)

    def _key(self, context: RunContext, stage: Stage) -> str:
        """Changes when anything that the stage's result depends on has changed."""
        inputs = [f for r in self._done for f in r.files if _table_of(f) in stage.reads]
        parts = {
            "code": code_version(stage.name),
            "settings": [settings_of(self.definitions, name) for name in stage.settings],
            "inputs": sorted((f.name, f.fingerprint) for f in inputs),
            "as_of": context.fixed_as_of,
            "seed": context.seed,
            "outside": stage.outside(context) if stage.outside else "",
        }
        return content_hash(parts)

    def _unchanged(self, stage: Stage, key: str, before: RunRecord | None) -> StageRecord | None:
        # what continues a history, or writes the vault, holds for the run just before only
        if stage.remembers or stage.name == _WRITES_VAULT:
            stages = before.stages if before else ()
            found = next((s for s in stages if s.name == stage.name and s.key == key), None)
        else:
            found = self.store.catalogue.stage_with_key(stage.name, key)
        if found is None or not self._is_whole(found.files):
            return None
        return replace(found, reused=True, seconds=0.0)

    def _is_whole(self, files: Iterable[StoredFile]) -> bool:
        return all(self.store.is_whole(file.path) for file in files)

    def _compute(
        self, context: RunContext, stage: Stage, key: str, before: RunRecord | None
    ) -> StageRecord:
        self._remember(context, stage, before)
        context.code = code_version(stage.name)
        attempt = f"{key}-{context.attempt}"
        context.folder = self.store.stage_folder(stage.name, attempt)
        start = time.perf_counter()
        stage.run(context)
        folder = self.store.publish(context.folder)
        # computed again from the same inputs, a stage may learn something else
        known_by = attempt if self.fresh else key
        files = tuple(self._lasting(f, folder, known_by) for f in context.files)
        notes = [*context.notes]
        if stage.name == "hub":
            notes.insert(0, _AS_OF + context.as_of.isoformat())
        seconds = time.perf_counter() - start
        return StageRecord(stage.name, key, seconds, False, "\n".join(notes), files)

    def _lasting(self, file: StoredFile, folder: Path, known_by: str) -> StoredFile:
        path = folder / file.path
        # what was read is known by what it holds, so that reading it again changes nothing
        is_read = _table_of(file) in (Table.RECORDS, Table.UNREADABLE)
        fingerprint = file_hash(path) if is_read else f"{known_by}/{file.name}"
        return replace(file, path=str(path.relative_to(self.store.folder)), fingerprint=fingerprint)

    def _remember(self, context: RunContext, stage: Stage, before: RunRecord | None) -> None:
        history = self._history(stage, before)
        if before and history is not before:
            since = f"run {history.number}" if history else "its beginning"
            context.notes.append(
                f"Files of run {before.number} are missing: the history goes on from {since}."
            )
        for table in (*stage.remembers, *stage.compares):
            file = history.files.get(table) if history else None
            if file and self._is_whole((file,)):
                context.engine.register(f"previous_{table}", [self.store.path(file.path)])
                context.remembered.add(table)
                context.past[table] = self.store.path(file.path)

    def _history(self, stage: Stage, before: RunRecord | None) -> RunRecord | None:
        """The newest run whose files that this stage remembers are whole."""
        if before is None or not stage.remembers:
            return before
        older = (self.store.catalogue.run(n) for n in reversed(self.store.catalogue.numbers()[:-1]))
        for run in (before, *older):
            if run and self._is_whole(run.files[t] for t in stage.remembers if t in run.files):
                return run
        return None

    def _register(self, context: RunContext, record: StageRecord) -> None:
        for file in record.files:
            context.engine.drop(file.name)
            context.engine.register(file.name, [self.store.path(file.path)])
            context.rows[file.name] = file.rows
        _take_as_of(context, record)


_WRITES_VAULT = "hub"
_AS_OF = "The data is looked at from "


def _take_as_of(context: RunContext, record: StageRecord) -> None:
    """The hub decides the date; a hub that was not computed again has noted it."""
    first = record.notes.split("\n")[0]
    if record.name == "hub" and first.startswith(_AS_OF):
        context.fixed_as_of = datetime.fromisoformat(first.removeprefix(_AS_OF)).date()


def _results(run: RunRecord) -> dict[str, str]:
    return {name: file.fingerprint for name, file in run.files.items()}


def _table_of(file: StoredFile) -> str:
    return file.name.split("/", maxsplit=1)[0]
