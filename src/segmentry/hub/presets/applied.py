"""A preset over the columns that a source really has."""

from collections.abc import Iterator, Mapping, Sequence

from segmentry.engine.run_context import RunContext
from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.hub.presets.preset import Preset, PresetField, PresetTable
from segmentry.hub.presets.shelf import preset
from segmentry.model.definitions import Definitions, SourceDefinition
from segmentry.model.mappings import (
    FieldChange,
    FieldMapping,
    LeaveOut,
    Mark,
    TableChange,
    TableMapping,
)
from segmentry.model.standard_tables import STANDARD_TABLES

_Found = Mapping[str, str]


def tables_of(preset_: Preset, columns: Sequence[str]) -> dict[str, TableMapping]:
    """The standard tables that an export with these columns can fill."""
    found = preset_.found(columns)
    told = {n: _table(preset_, t, found) for n, t in preset_.tables.items()}
    return {n: t for n, t in told.items() if _has_enough(n, t)}


def applied(source: SourceDefinition, columns: Sequence[str]) -> SourceDefinition:
    """The source with the tables of its preset, changed as its file says."""
    if not source.preset:
        return source
    said = preset(source.preset, where=source.at("preset"))
    tables = tables_of(said, columns)
    names = dict.fromkeys((*tables, *source.changes))
    changed = {n: _changed(tables.get(n), source.changes.get(n), source, n) for n in names}
    if not changed:
        raise InvalidDefinition(
            f"No column is one that '{source.preset}' knows, so nothing can be read.",
            where=source.at("preset"),
            next_step=f"Columns: {', '.join(columns)}. Map them under `tables`, or choose another "
            "preset.",
        )
    return source.model_copy(update={"tables": changed})


def with_presets(context: RunContext) -> Definitions:
    """The definitions with every preset applied to what its source has landed."""
    sources = [
        applied(s, _columns(context, s)) if s.preset else s for s in context.definitions.sources
    ]
    return context.definitions.model_copy(update={"sources": tuple(sources)})


def _columns(context: RunContext, source: SourceDefinition) -> list[str]:
    found = context.engine.columns(f"records/{source.name}")
    return [c for c in found if c not in ("_file", "_line")]


# ---- the preset's words over the columns that are there ------------------------------------


def _table(preset_: Preset, table: PresetTable, found: _Found) -> TableMapping:
    fields = {n: m for n, f in table.fields.items() if (m := _field(preset_, f, found))}
    rules = tuple(
        r for rule in (*preset_.leave_out, *table.leave_out) if (r := _rule(preset_, rule, found))
    )
    return TableMapping(
        fields=fields,
        one_row_per_key=table.one_row_per_key,
        allow=table.allow,
        leave_out=rules,
    )


def _field(preset_: Preset, field: PresetField, found: _Found) -> FieldMapping | None:
    """The field over the columns that are there; None where none of them is."""
    here = list(_here(preset_, field.names, found))
    marks = tuple(m for mark in field.marks if (m := _mark(preset_, mark, found)))
    joined = list(_here(preset_, field.joined, found))
    if len(joined) < len(field.joined):
        return None
    said = {n: getattr(field, n) for n in field.model_fields_set if n not in _PLACES}
    if here:
        places = {"column": here[0], "otherwise": here[1:], "joined": joined, "marks": marks}
        return FieldMapping.model_validate(said | places)
    return FieldMapping.model_validate(said) if field.constant is not None else None


_PLACES = ("names", "column", "otherwise", "joined", "marks")


def _here(preset_: Preset, names: Sequence[str], found: _Found) -> Iterator[str]:
    told = (found.get(preset_.plain(name)) for name in names)
    yield from dict.fromkeys(filter(None, told))


def _mark(preset_: Preset, mark: Mark, found: _Found) -> Mark | None:
    column = found.get(preset_.plain(mark.column))
    return mark.model_copy(update={"column": column}) if column else None


def _rule(preset_: Preset, rule: LeaveOut, found: _Found) -> LeaveOut | None:
    column = found.get(preset_.plain(rule.column))
    newest_by = tuple(_here(preset_, rule.newest_by, found))
    if column is None or (rule.newest_by and not newest_by):
        return None
    return rule.model_copy(update={"column": column, "newest_by": newest_by})


def _has_enough(name: str, table: TableMapping) -> bool:
    """Whether the fields that the table needs are there; constants alone tell nothing."""
    needed = {f.name for f in STANDARD_TABLES[name].required}
    told = {n for n, f in table.fields.items() if f.column is not None}
    return needed <= set(table.fields) and bool(told)


# ---- what the file says beside the preset --------------------------------------------------


def _changed(
    table: TableMapping | None, change: TableChange | None, source: SourceDefinition, name: str
) -> TableMapping:
    table = table or TableMapping(fields={})
    if change is None:
        return table
    fields = dict(table.fields)
    for field, said in change.fields.items():
        where = source.place_of("tables", name, "fields", field)
        if said is None and field in fields:
            del fields[field]
        elif said is None:
            raise UnknownName(f"field of '{source.preset}'", field, fields, where=where)
        else:
            fields[field] = _merged(fields.get(field), said, where)
    return TableMapping(
        fields=fields,
        attributes=table.attributes | change.attributes,
        one_row_per_key=change.one_row_per_key or table.one_row_per_key,
        allow=(*table.allow, *change.allow),
        leave_out=(*table.leave_out, *change.leave_out),
    )


def _merged(field: FieldMapping | None, said: FieldChange, where: str) -> FieldMapping:
    """What the file says counts; a column of its own replaces all of the preset's columns."""
    own = {n: getattr(said, n) for n in said.model_fields_set}
    if said.column is not None or said.constant is not None:
        return FieldMapping.model_validate(own)
    if field is None:
        raise InvalidDefinition(
            "The preset finds no column for this field.",
            where=where,
            next_step="Add `column: COLUMN`.",
        )
    return field.model_copy(update=own)
