"""Companies of a source that gives no ids: each is known by its name and place."""

from segmentry.model.definitions import Definitions, SourceDefinition
from segmentry.model.mappings import FieldMapping

_LASTING = (
    "registration_id", "name", "domain", "street", "postal_code", "city", "region", "country",
)  # fmt: skip
"""Fields that seldom change; a phone or a size that does shall make no new company."""


def give_keys(definitions: Definitions, notes: list[str]) -> Definitions:
    """The definitions with a key for every source of companies; notes where one was made."""
    sources = tuple(map(with_key, definitions.sources))
    notes += [_told(s) for s, before in zip(sources, definitions.sources, strict=True)
              if s is not before]  # fmt: skip
    return definitions.model_copy(update={"sources": sources})


def with_key(source: SourceDefinition) -> SourceDefinition:
    """The source; where its companies have no key, one is made of what seldom changes."""
    table = source.tables.get("accounts")
    if table is None or "key" in table.fields:
        return source
    columns = [m.column for f in _LASTING if (m := table.fields.get(f)) and m.column]
    if not columns:
        return source
    key = FieldMapping(column=columns[0], joined=tuple(columns[1:]), form="content")
    changed = table.model_copy(update={"fields": {"key": key, **table.fields}})
    return source.model_copy(update={"tables": {**source.tables, "accounts": changed}})


def _told(source: SourceDefinition) -> str:
    key = source.tables["accounts"].fields["key"]
    return (
        f"{source.name}: it gives no ids, so a company is known by what stands under "
        f"{', '.join(key.columns)}. Rows alike in these are one company, and one that changes "
        "there is a new one. If a column tells ids, add `key: COLUMN` under fields."
    )
