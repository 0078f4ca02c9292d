"""Lands every source: its rows as they came, and the rows that could not be read."""

from segmentry.engine.run_context import RunContext
from segmentry.model.definitions import SOURCE_WORDS, SourceDefinition
from segmentry.model.settings import read_settings
from segmentry.model.tables import Table
from segmentry.sources import SOURCES
from segmentry.sources.base import Landed, Source
from segmentry.sources.replays.merge import replay_fingerprint, replayed


def source_of(definition: SourceDefinition) -> Source:
    """The plug-in of a source with its settings, checked."""
    name = definition.source
    plugin = SOURCES.get(name, where=definition.at("source"))
    return read_settings(definition, name, plugin, SOURCE_WORDS)


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
