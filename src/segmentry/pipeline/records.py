"""What a run keeps of the definitions that it was made from, without secrets."""

import json
from collections.abc import Iterable

from segmentry.activation import desk as activation
from segmentry.engine.catalogue import DefinitionRecord, RunRecord
from segmentry.model.definitions import Definitions
from segmentry.model.written import content_hash
from segmentry.sources import stage as sources


def definition_records(definitions: Definitions) -> Iterable[DefinitionRecord]:
    """Every definition with its version and its text."""
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
    told = {k: v for k, v in said.items() if k != "version"}
    version_ = str(said.get("version") or content_hash(told))
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return DefinitionRecord(kind, name, version_, text)


def changed_definitions(definitions: Definitions, run: RunRecord) -> tuple[str, ...]:
    """Definitions that decide results and say something else than when the run was made."""
    now = {(d.kind, d.name): _deciding(d) for d in definition_records(definitions)}
    then = {(d.kind, d.name): _deciding(d) for d in run.definitions}
    return tuple(
        "segmentry.yaml" if kind == "workspace" else f"The {kind} '{name}'"
        for kind, name in sorted(now.keys() | then.keys())
        if kind in _DECIDING and now.get((kind, name)) != then.get((kind, name))
    )


_DECIDING = ("workspace", "source", "variable", "ideal_customer", "segmentation")


def _deciding(record: DefinitionRecord) -> object:
    """A run may be told another date, and another share of the machine."""
    said = json.loads(record.content)
    return {k: v for k, v in said.items() if k not in ("as_of", "engine")}
