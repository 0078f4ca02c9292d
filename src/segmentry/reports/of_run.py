"""A finished run as reports see it."""

import json
from collections.abc import Iterator

import pyarrow as pa

from segmentry.engine.catalogue import DefinitionRecord
from segmentry.reports.view import (
    DecisionFacts,
    DefinitionFacts,
    MethodFacts,
    RunFacts,
    SegmentationFacts,
    SourceFacts,
    StageNote,
    StrategyFacts,
)
from segmentry.review.decisions import Decisions
from segmentry.segmentation import METHODS
from segmentry.workspace import Run
from segmentry.workspace.happenings import told_arrivals

Said = dict[str, object]

_FILES_NAMED = 3


class ReportedRun:
    """A run with its facts, told from what it was made of, not from what the files say now."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.facts = _facts(run)

    def query(self, sql: str) -> pa.Table:
        return self._run.query(sql)


def _facts(run: Run) -> RunFacts:
    definitions = [(d, json.loads(d.content)) for d in run.record.definitions]
    settings = next(said for d, said in definitions if d.kind == "workspace")
    methods = sorted({said["method"] for d, said in definitions if d.kind == "segmentation"})
    return RunFacts(
        workspace=settings["name"],
        run_number=run.number,
        as_of=run.as_of,
        started_at=run.record.started_at,
        currency=settings["currency"],
        privacy_floor=settings["privacy_floor"],
        product_version=run.record.product_version,
        seed=run.record.seed,
        sources=tuple(_source(d, said) for d, said in definitions if d.kind == "source"),
        definitions=tuple(
            DefinitionFacts(d.kind, d.name, d.version, _as_yaml(d.kind, said))
            for d, said in definitions
        ),
        notes=tuple(_notes(run)),
        segmentations=tuple(
            _segmentation(d, said) for d, said in definitions if d.kind == "segmentation"
        ),
        methods=tuple(_method(name) for name in methods),
        decisions=_decisions(run),
        strategies=_strategies(run),
        lacking=tuple(str(table) for table in run.lacking),
    )


def _notes(run: Run) -> Iterator[StageNote]:
    """What the stages noted; a stage that was not computed again cannot know what is new now."""
    if new := told_arrivals(run):
        yield StageNote("profiles", new)
    for stage in run.record.stages:
        yield from (StageNote(stage.name, text) for text in stage.notes.splitlines())


def _strategies(run: Run) -> tuple[StrategyFacts, ...]:
    """What is done for segments that are there; a strategy without words has at least a name."""
    return tuple(
        StrategyFacts(
            r["segmentation"],
            r["segment"],
            r["objective"] or r["title"] or r["strategy"],
            r["owner"] or "",
        )
        for r in run.strategies()
        if r["strategy"] and r["accounts"] is not None
    )


def _decisions(run: Run) -> tuple[DecisionFacts, ...]:
    newest = Decisions(run.workspace.store.catalogue).newest().values()
    return tuple(
        DecisionFacts(d.finding, d.decision, d.reason, d.decided_by, d.decided_at) for d in newest
    )


def _source(d: DefinitionRecord, said: Said) -> SourceFacts:
    settings = _settings(said)
    detail = str(settings.get("table") or "").strip() or ", ".join(_files(settings.get("path")))
    return SourceFacts(d.name, str(said.get("source", "")), detail)


def _settings(said: Said) -> Said:
    settings = said.get("settings")
    return settings if isinstance(settings, dict) else {}


def _files(path: object) -> list[str]:
    """The files' names: folders may tell more than a reader should see."""
    paths = path if isinstance(path, list) else [path] if path else []
    names = [str(p).replace("\\", "/").rsplit("/", 1)[-1] for p in paths]
    return [*names[:_FILES_NAMED], f"{len(names) - _FILES_NAMED} more"][: len(names)]


def _segmentation(d: DefinitionRecord, said: Said) -> SegmentationFacts:
    return SegmentationFacts(
        name=d.name,
        title=str(said.get("title") or d.name),
        description=str(said.get("description") or ""),
        method=str(said["method"]),
        assignment=str(said["assignment"]),
        version=d.version,
        is_by_country=_by(said) == ["country"],
    )


def _by(said: Said) -> list[str]:
    """The variables that a segmentation divides by."""
    told = _settings(said).get("by") or getattr(METHODS.get(str(said["method"])), "usual", ())
    return [told] if isinstance(told, str) else list(told)  # type: ignore[call-overload]


def _method(name: str) -> MethodFacts:
    method = METHODS.get(name)
    title = METHODS.describe(name)
    return MethodFacts(name, title, method.strong, method.weak, method.use)


def _as_yaml(kind: str, said: Said) -> str:
    from io import StringIO

    from ruamel.yaml import YAML

    told = {k: v for k, v in said.items() if v not in (None, "", [], {})}
    if kind == "source":
        told["settings"] = _shareable(_settings(said))
    text = StringIO()
    YAML().dump(told, text)
    return text.getvalue()


def _shareable(settings: Said) -> Said:
    """Settings without the address of a database and without folders."""
    told = dict(settings)
    if "url" in told:
        told["url"] = "(address not shown)"
    if "path" in told:
        told["path"] = ", ".join(_files(told["path"]))
    return told
