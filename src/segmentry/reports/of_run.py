"""A finished run as reports see it."""

import json

import pyarrow as pa

from segmentry.engine.catalogue import DefinitionRecord
from segmentry.reports.view import (
    DefinitionFacts,
    MethodFacts,
    RunFacts,
    SegmentationFacts,
    SourceFacts,
    StageNote,
)
from segmentry.segmentation import METHODS
from segmentry.workspace import Run


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
            DefinitionFacts(d.kind, d.name, d.version, _as_yaml(said)) for d, said in definitions
        ),
        notes=tuple(
            StageNote(s.name, text) for s in run.record.stages for text in s.notes.splitlines()
        ),
        segmentations=tuple(
            _segmentation(d, said) for d, said in definitions if d.kind == "segmentation"
        ),
        methods=tuple(_method(name) for name in methods),
    )


def _source(d: DefinitionRecord, said: dict[str, object]) -> SourceFacts:
    settings = said.get("settings")
    told = settings if isinstance(settings, dict) else {}
    detail = str(told.get("table") or "").strip() or _last_part(told.get("path"))
    return SourceFacts(d.name, str(said.get("source", "")), detail)


def _last_part(path: object) -> str:
    """The file's name: folders may tell more than a reader should see."""
    first = path[0] if isinstance(path, list) and path else path
    return str(first).replace("\\", "/").rsplit("/", 1)[-1] if first else ""


def _segmentation(d: DefinitionRecord, said: dict[str, object]) -> SegmentationFacts:
    return SegmentationFacts(
        name=d.name,
        title=str(said.get("title") or d.name),
        description=str(said.get("description") or ""),
        method=str(said["method"]),
        assignment=str(said["assignment"]),
        version=d.version,
    )


def _method(name: str) -> MethodFacts:
    method = METHODS.get(name)
    title = METHODS.describe(name)
    return MethodFacts(name, title, method.strong, method.weak, method.use)


def _as_yaml(said: dict[str, object]) -> str:
    from io import StringIO

    from ruamel.yaml import YAML

    told = {k: v for k, v in said.items() if v not in (None, "", [], {})}
    if isinstance(told.get("settings"), dict) and "url" in told["settings"]:  # type: ignore[operator]
        told["settings"] = {**told["settings"], "url": "(address not shown)"}  # type: ignore[dict-item]
    text = StringIO()
    YAML().dump(told, text)
    return text.getvalue()
