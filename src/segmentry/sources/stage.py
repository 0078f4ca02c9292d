"""Lands every source: its rows as they came, and the rows that could not be read."""

from segmentry.engine.run_context import RunContext
from segmentry.errors import InvalidDefinition
from segmentry.model.complaints import first_complaint, foremost
from segmentry.model.definitions import SOURCE_WORDS, SourceDefinition
from segmentry.model.tables import Table
from segmentry.sources import SOURCES
from segmentry.sources.base import Landed, Source
from segmentry.sources.replays.merge import replay_fingerprint, replayed


def source_of(definition: SourceDefinition) -> Source:
    """The plug-in of a source with its settings, checked."""
    from pydantic import ValidationError

    plugin = SOURCES.get(definition.source, where=definition.at("source"))
    try:
        return plugin.model_validate(definition.settings)
    except ValidationError as error:
        what, next_step = first_complaint(error, plugin, SOURCE_WORDS)
        raise InvalidDefinition(
            what,
            where=definition.at(*foremost(error)["loc"]),
            next_step=f"{next_step} Settings of '{definition.source}': "
            f"{', '.join(plugin.model_fields)}.",
        ) from error


def told(definition: SourceDefinition) -> SourceDefinition:
    """The definition as it may be kept: without secrets."""
    plugin = SOURCES.get(definition.source)
    settings = plugin.without_secrets(definition.settings)
    return definition.model_copy(update={"settings": settings})


def fingerprint(context: RunContext) -> str:
    """Changes when what lies outside has changed."""
    base = context.definitions.folder
    parts = []
    for definition in context.definitions.sources:
        content = source_of(definition).fingerprint(base)
        # a source that cannot tell is read each time; what it brought decides the rest
        parts.append(content or f"unknown-{context.attempt}")
        parts.append(replay_fingerprint(context.replays, definition.name))
    return "|".join(parts)


def run(context: RunContext) -> None:
    """Land every source as `records/SOURCE`."""
    unreadable: list[dict[str, object]] = []
    for definition in context.definitions.sources:
        context.say(f"Reading {definition.name}")
        path = context.folder / f"{definition.name}.parquet"
        landed = source_of(definition).land(context.definitions.folder, path)
        landed = replayed(context, definition.name, landed, path)
        context.add_file(f"{Table.RECORDS}/{definition.name}", path, landed.rows)
        context.notes += [f"{definition.name}: {note}" for note in landed.notes]
        unreadable += _bad_rows(definition.name, landed)
    context.write_rows(Table.UNREADABLE, "rows that could not even be read", unreadable)


def _bad_rows(source: str, landed: Landed) -> list[dict[str, object]]:
    return [
        {
            "source": source,
            "file": bad.file,
            "line": bad.line,
            "rule": bad.rule,
            "value": bad.value,
            "reason": bad.reason,
            "effect": "row",
        }
        for bad in landed.bad_rows
    ]
