"""JSON Schemas for editors: they know every plug-in and its settings."""

import json

from segmentry.definitions.schemas import schemas, standard_fields
from segmentry.model.standard_tables import STANDARD_TABLES
from segmentry.segmentation import METHODS
from segmentry.sources import SOURCES


def test_every_kind_of_definition_has_one() -> None:
    assert set(schemas()) == {
        "workspace", "source", "variable", "segmentation", "objective", "strategy", "launch",
        "destination", "ideal_customer",
    }  # fmt: skip
    assert json.loads(json.dumps(schemas())) == schemas()


def test_plugins_are_offered_by_name() -> None:
    every = schemas()
    assert every["source"]["properties"]["source"] == {"enum": sorted(SOURCES.all)}
    assert every["segmentation"]["properties"]["method"] == {"enum": sorted(METHODS.all)}


def test_the_settings_of_each_method_stand_with_it() -> None:
    choices = {
        c["if"]["properties"]["method"]["const"]: c["then"]
        for c in schemas()["segmentation"]["allOf"]
    }
    assert set(choices) == set(METHODS.all)
    for name, method in METHODS.all.items():
        assert set(choices[name]["properties"]) == set(method.model_fields)


def test_what_the_file_itself_tells_is_not_asked_for() -> None:
    for kind in ("source", "segmentation"):
        schema = schemas()[kind]
        assert not {"name", "version", "place", "settings"} & set(schema["properties"])
        assert "name" not in schema["required"]


def test_references_lead_somewhere() -> None:
    for schema in schemas().values():
        text = json.dumps(schema)
        wanted = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
        assert wanted <= set(schema.get("$defs", {})) | _inside(schema)


def _inside(schema: dict[str, object]) -> set[str]:
    further = schema.get("additionalProperties")
    return set(further.get("$defs", {})) if isinstance(further, dict) else set()


def test_the_fields_of_each_standard_table_are_listed_with_their_meaning() -> None:
    listed = standard_fields()
    assert set(listed) == set(STANDARD_TABLES)
    assert listed["accounts"]["created_on"] == "when the source first knew the company"
    assert listed["orders"]["ordered_at"].endswith(" (needed)")
