"""JSON Schemas of the definitions, for editors that check YAML while one types."""

from typing import Any

from pydantic import BaseModel

from segmentry.activation import DESTINATIONS
from segmentry.hub.presets import presets
from segmentry.model.definitions import (
    SegmentationDefinition,
    SourceDefinition,
    VariableDefinition,
    WorkspaceSettings,
)
from segmentry.model.plans import (
    DestinationDefinition,
    IdealCustomerDefinition,
    LaunchDefinition,
    ObjectiveDefinition,
    StrategyDefinition,
)
from segmentry.model.standard_tables import STANDARD_TABLES
from segmentry.segmentation import METHODS
from segmentry.sources import SOURCES

_OURS = ("name", "version", "place", "settings")
"""Told by the file itself, not written in it."""


def schemas() -> dict[str, dict[str, Any]]:
    """One schema per kind of definition."""
    return {
        "workspace": WorkspaceSettings.model_json_schema(),
        "source": _source(),
        "variable": {
            "type": "object",
            "additionalProperties": _written(VariableDefinition),
        },
        "segmentation": _with_plugins(SegmentationDefinition, "method", METHODS.all),
        "objective": _written(ObjectiveDefinition),
        "strategy": _written(StrategyDefinition),
        "launch": _written(LaunchDefinition),
        "destination": _with_plugins(DestinationDefinition, "destination", DESTINATIONS.all),
        "ideal_customer": _written(IdealCustomerDefinition),
    }


def standard_fields() -> dict[str, dict[str, str]]:
    """What each field means, by standard table; those that must be mapped say so."""
    return {
        table.name: {
            f.name: f"{f.meaning}{' (needed)' if f.required else ''}" for f in table.fields
        }
        for table in STANDARD_TABLES.values()
    }


def _source() -> dict[str, Any]:
    """Beside a preset the tables say only what differs."""
    schema = _with_plugins(SourceDefinition, "source", SOURCES.all)
    properties = schema["properties"]
    properties["tables"] = properties.pop("changes")
    properties["preset"] = {"enum": sorted(presets())}
    schema["required"].remove("tables")
    schema["anyOf"] = [{"required": ["tables"]}, {"required": ["preset"]}]
    return schema


def _written(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema()
    for name in _OURS:
        schema["properties"].pop(name, None)
    schema["required"] = [n for n in schema.get("required", []) if n not in _OURS]
    return schema


def _with_plugins(model: type[BaseModel], key: str, plugins: Any) -> dict[str, Any]:
    """The settings of the chosen plug-in stand beside the definition's own words."""
    schema = _written(model)
    schema.pop("additionalProperties", None)
    schema["properties"][key] = {"enum": sorted(plugins)}
    definitions = schema.setdefault("$defs", {})
    choices = []
    for name, plugin in sorted(plugins.items()):
        own = plugin.model_json_schema()
        definitions |= own.pop("$defs", {})
        choices.append(
            {
                "if": {"properties": {key: {"const": name}}},
                "then": {
                    "properties": own.get("properties", {}),
                    "required": own.get("required", []),
                },
            }
        )
    schema["allOf"] = choices
    return schema
