"""The way of the data, top to bottom. The only file that knows every stage."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from segmentry.activation import desk as activation
from segmentry.engine.catalogue import DefinitionRecord, RunRecord, StageRecord, StoredFile
from segmentry.engine.contract import Engine
from segmentry.engine.run_context import RunContext
from segmentry.engine.store import Store
from segmentry.hub import stage as hub
from segmentry.kpis import stage as kpis
from segmentry.model.definitions import Definitions
from segmentry.model.stage import Stage
from segmentry.model.tables import Table
from segmentry.model.written import content_hash
from segmentry.profiles import stage as profiles
from segmentry.review import stage as review
from segmentry.roi import stage as roi
from segmentry.segmentation import stage as segmentation
from segmentry.segments import stage as segments
from segmentry.sources import stage as sources
from segmentry.strategies import stage as strategies
from segmentry.variables import stage as variables

_HUB_TABLES = (
    Table.ACCOUNT_RECORDS, Table.ATTRIBUTE_RECORDS, Table.CONTACT_RECORDS, Table.ORDERS,
    Table.ORDER_LINES, Table.INVOICES, Table.SUBSCRIPTIONS, Table.OPPORTUNITIES,
    Table.ENGAGEMENTS, Table.CAMPAIGNS, Table.CAMPAIGN_TOUCHES, Table.SURVEY_ANSWERS,
    Table.TECHNOLOGIES, Table.COSTS, Table.CONSENTS, Table.REJECTED, Table.DATA_QUALITY,
)  # fmt: skip
_FACTS = (
    Table.ACCOUNT_CONTACTS, Table.ACCOUNT_ORDERS, Table.ACCOUNT_INVOICES,
    Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES, Table.ACCOUNT_ENGAGEMENTS,
    Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ANSWERS, Table.ACCOUNT_TECHNOLOGIES,
)  # fmt: skip

STAGES = (
    Stage(
        "sources",
        "read other systems; keep their rows as they came",
        sources.run,
        reads=(),
        writes=(Table.RECORDS, Table.UNREADABLE),
        settings=("sources",),
        outside=sources.fingerprint,
    ),
    Stage(
        "hub",
        "map to our tables, clean, standardise, check, set aside",
        hub.run,
        reads=(Table.RECORDS, Table.UNREADABLE),
        writes=_HUB_TABLES,
        settings=("sources", "workspace"),
    ),
    Stage(
        "profiles",
        "resolve identity, choose values, place in the tree",
        profiles.run,
        reads=tuple(t for t in _HUB_TABLES if t not in (Table.REJECTED, Table.DATA_QUALITY)),
        writes=(
            Table.IDENTITY, Table.IDENTITY_EVENTS, Table.ACCOUNT_TREE, Table.PROFILES,
            Table.ATTRIBUTES, Table.LINEAGE, *_FACTS,
        ),
        settings=("sources", "workspace"),
        remembers=(Table.IDENTITY, Table.IDENTITY_EVENTS),
    ),
    Stage(
        "variables",
        "compute what to segment by",
        variables.run,
        reads=(Table.PROFILES, Table.ATTRIBUTES, Table.ACCOUNT_TREE, *_FACTS),
        writes=(
            Table.VARIABLE_VALUES, Table.VARIABLE_FACTS, Table.IDEAL_CUSTOMERS,
            Table.ACCOUNT_MONTHS,
        ),
        settings=("workspace", "variables", "ideal_customers"),
    ),
    Stage(
        "segmentation",
        "divide the accounts by each method",
        segmentation.run,
        reads=(
            Table.IDENTITY, Table.PROFILES, Table.VARIABLE_VALUES, Table.VARIABLE_FACTS, *_FACTS,
        ),
        writes=(Table.ASSIGNMENTS, Table.RFM_SCORES, Table.CUT_POINTS, Table.UNDECIDED),
        settings=("workspace", "segmentations"),
        outside=segmentation.fingerprint,
    ),
    Stage(
        "segments",
        "keep memberships over time; describe, compare, warn",
        segments.run,
        reads=(
            Table.ASSIGNMENTS, Table.UNDECIDED, Table.CUT_POINTS, Table.VARIABLE_VALUES,
            Table.VARIABLE_FACTS, Table.ACCOUNT_MONTHS, Table.PROFILES, Table.DATA_QUALITY,
            Table.ACCOUNT_CONTACTS, Table.ACCOUNT_OPPORTUNITIES,
        ),
        writes=(
            Table.MEMBERSHIPS, Table.SEGMENT_STATS, Table.SEGMENT_DIFFERENCES,
            Table.SEGMENT_OVERLAPS, Table.SEGMENT_MONTHS, Table.WARNINGS,
        ),
        settings=("workspace", "segmentations"),
        remembers=(Table.MEMBERSHIPS,),
    ),
    Stage(
        "strategies",
        "say what is done for each segment",
        strategies.run,
        reads=(Table.SEGMENT_STATS,),
        writes=(Table.STRATEGIES,),
        settings=("segmentations", "strategies"),
    ),
    Stage(
        "kpis",
        "measure every segment, month by month and over the year",
        kpis.run,
        reads=(
            Table.IDENTITY, Table.PROFILES, Table.VARIABLE_VALUES, Table.MEMBERSHIPS,
            Table.SEGMENT_STATS, Table.STRATEGIES, Table.ACCOUNT_ORDERS,
            Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES,
            Table.ACCOUNT_ENGAGEMENTS, Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ANSWERS,
            Table.CAMPAIGNS, Table.COSTS,
        ),
        writes=(Table.KPI_VALUES, Table.OBJECTIVES),
        settings=("workspace", "segmentations", "objectives", "strategies"),
    ),
    Stage(
        "roi",
        "measure what launches brought, before and after",
        roi.run,
        reads=(
            Table.MEMBERSHIPS, Table.SEGMENT_STATS, Table.VARIABLE_VALUES, Table.VARIABLE_FACTS,
            Table.ACCOUNT_MONTHS, Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES,
            Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ENGAGEMENTS, Table.COSTS,
        ),
        writes=(Table.LAUNCH_EFFECTS, Table.LAUNCH_RETURNS),
        settings=("workspace", "segmentations", "launches"),
    ),
    Stage(
        "review",
        "see who moved and what should be decided",
        review.run,
        reads=(
            Table.MEMBERSHIPS, Table.SEGMENT_STATS, Table.SEGMENT_DIFFERENCES, Table.WARNINGS,
            Table.STRATEGIES, Table.OBJECTIVES, Table.VARIABLE_VALUES, Table.VARIABLE_FACTS,
            Table.ACCOUNT_MONTHS, Table.ACCOUNT_OPPORTUNITIES,
        ),
        writes=(Table.SEGMENT_MOVES, Table.REVIEW_FINDINGS),
        settings=("workspace", "segmentations"),
    ),
)  # fmt: skip


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
    """Compute everything again, whatever has not changed."""
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
            definitions=tuple(_definition_records(self.definitions)),
        )
        if before and _results(before) == _results(run) and self._is_whole(before.files.values()):
            return before  # nothing has changed: that run is this run
        self.store.catalogue.add(run, context.steps)
        return run

    def why_run(self) -> str:
        """Why a run would bring something new, in a sentence; empty when it would not."""
        before = self.store.catalogue.last()
        if before is None:
            return "There is no run yet."
        if changed := changed_definitions(self.definitions, before):
            return f"{changed[0]} was changed after run {before.number}."
        context = self._context(before)
        for stage in STAGES:
            record = next((s for s in before.stages if s.name == stage.name), None)
            is_same = record is not None and record.key == self._key(context, stage)
            if record is None or not is_same or not self._is_whole(record.files):
                return f"What '{stage.name}' rests on may have changed since run {before.number}."
            self._done.append(record)
            _take_as_of(context, record)
        return ""

    def _context(self, before: RunRecord | None) -> RunContext:
        return RunContext(
            engine=self.engine,
            definitions=self.definitions,
            seed=self.definitions.workspace.seed,
            vault=self.store.vault,
            replays=self.store.replays,
            work=self.store.work,
            attempt=str(before.number if before else 0),
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
            "code": _code_version(),
            "settings": [_said(self.definitions, name) for name in stage.settings],
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
        context.folder = self.store.stage_folder(stage.name, f"{key}-{context.attempt}")
        start = time.perf_counter()
        stage.run(context)
        folder = self.store.publish(context.folder)
        files = tuple(self._lasting(f, folder, key) for f in context.files)
        notes = [*context.notes]
        if stage.name == "hub":
            notes.insert(0, _AS_OF + context.as_of.isoformat())
        seconds = time.perf_counter() - start
        return StageRecord(stage.name, key, seconds, False, "\n".join(notes), files)

    def _lasting(self, file: StoredFile, folder: Path, key: str) -> StoredFile:
        path = folder / file.path
        # what was read is known by what it holds, so that reading it again changes nothing
        is_read = _table_of(file) in (Table.RECORDS, Table.UNREADABLE)
        fingerprint = _file_hash(path) if is_read else f"{key}/{file.name}"
        return replace(file, path=str(path.relative_to(self.store.folder)), fingerprint=fingerprint)

    def _remember(self, context: RunContext, stage: Stage, before: RunRecord | None) -> None:
        history = self._history(stage, before)
        if before and history is not before:
            since = f"run {history.number}" if history else "its beginning"
            context.notes.append(
                f"Files of run {before.number} are missing: the history goes on from {since}."
            )
        for table in stage.remembers:
            file = history.files.get(table) if history else None
            if file:
                context.engine.register(f"previous_{table}", [self.store.path(file.path)])
                context.remembered.add(table)

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


def changed_definitions(definitions: Definitions, run: RunRecord) -> tuple[str, ...]:
    """Definitions that decide results and say something else than when the run was made."""
    now = {(d.kind, d.name): _deciding(d) for d in _definition_records(definitions)}
    then = {(d.kind, d.name): _deciding(d) for d in run.definitions}
    return tuple(
        "segmentry.yaml" if kind == "workspace" else f"The {kind} '{name}'"
        for kind, name in sorted(now.keys() | then.keys())
        if kind in _DECIDING and now.get((kind, name)) != then.get((kind, name))
    )


_DECIDING = ("workspace", "source", "variable", "ideal_customer", "segmentation")


def _deciding(record: DefinitionRecord) -> object:
    """A run may be told another date, and another share of the machine."""
    import json

    said = json.loads(record.content)
    return {k: v for k, v in said.items() if k not in ("as_of", "engine")}


def _results(run: RunRecord) -> dict[str, str]:
    return {name: file.fingerprint for name, file in run.files.items()}


def _table_of(file: StoredFile) -> str:
    return file.name.split("/", maxsplit=1)[0]


def _said(definitions: Definitions, name: str) -> object:
    part = getattr(definitions, name)
    if isinstance(part, tuple):
        return [p.model_dump(mode="json", exclude={"place"}) for p in part]
    # the engine's share of the machine changes no result
    return part.model_dump(mode="json", exclude={"engine"})


def _definition_records(definitions: Definitions) -> Iterable[DefinitionRecord]:
    kinds = {
        "source": [sources.told(s) for s in definitions.sources],
        "variable": definitions.variables,
        "segmentation": definitions.segmentations,
        "objective": definitions.objectives,
        "strategy": definitions.strategies,
        "launch": definitions.launches,
        "destination": [activation.told(d) for d in definitions.destinations],
        "ideal_customer": definitions.ideal_customers,
    }
    yield _record("workspace", "segmentry", definitions.workspace.model_dump(mode="json"))
    for kind, parts in kinds.items():
        for part in parts:
            said = part.model_dump(mode="json", exclude={"place"})
            yield _record(kind, str(said["name"]), said)


def _record(kind: str, name: str, said: dict[str, object]) -> DefinitionRecord:
    import json

    told = {k: v for k, v in said.items() if k != "version"}
    version_ = str(said.get("version") or content_hash(told))
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return DefinitionRecord(kind, name, version_, text)


@cache
def _code_version() -> str:
    """A hash of this package: results of other code are not taken for ours."""
    digest = blake2b(digest_size=16)
    root = Path(__file__).parent
    for file in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".yaml", ".txt", ".csv")):
        digest.update(str(file.relative_to(root)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _file_hash(path: Path) -> str:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(8 << 20):
            digest.update(block)
    return digest.hexdigest()
