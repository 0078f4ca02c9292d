"""Checks all definitions before anything runs: names, settings, files, conditions."""

from collections.abc import Callable, Iterator
from pathlib import Path

from segmentry.conditions import Vocabulary, parse_condition, parse_membership
from segmentry.definitions.destinations import destination_errors
from segmentry.definitions.launches import launch_errors
from segmentry.definitions.load import load_all
from segmentry.definitions.strategies import strategy_errors
from segmentry.definitions.yaml_file import read_yaml
from segmentry.errors import InvalidDefinition, SegmentryError, UnknownName, UserError
from segmentry.hub.mapping import check_formats, unknown_columns
from segmentry.hub.presets import applied
from segmentry.hub.without_ids import with_key
from segmentry.model.definitions import (
    Definitions,
    SegmentationDefinition,
    SourceDefinition,
    VariableDefinition,
)
from segmentry.model.plans import IdealCustomerDefinition
from segmentry.model.standard_tables import STANDARD_TABLES, StandardTable
from segmentry.model.types import ColumnType
from segmentry.profiles.matchers import MATCHERS
from segmentry.segmentation.stage import read_method
from segmentry.sources.stage import source_of
from segmentry.variables.fit_definition import read_definition
from segmentry.variables.known_words import known_words
from segmentry.variables.rolling_up import check_rolled_up


def check_all(folder: Path) -> list[UserError]:
    """Every error in the definitions of a workspace."""
    definitions, errors = load_all(folder)
    found = [(s, _columns(s, definitions, errors)) for s in definitions.sources]
    sources = tuple(_applied(s, columns, errors) for s, columns in found)
    definitions = definitions.model_copy(update={"sources": sources})
    for source, (_, columns) in zip(sources, found, strict=True):
        errors += _source(source, columns, definitions)
    errors += _matcher(definitions)
    errors += _conditions(definitions)
    errors += strategy_errors(definitions)
    errors += destination_errors(definitions)
    errors += launch_errors(definitions)
    return errors


def _matcher(definitions: Definitions) -> Iterator[UserError]:
    """By its name alone: matchers bring along what only runs need."""
    chosen = definitions.workspace.identity.matcher
    if chosen not in MATCHERS.names:
        file = read_yaml(definitions.folder / "segmentry.yaml", definitions.folder)
        where = f"{file.place(['identity', 'matcher'])}, identity.matcher"
        yield UnknownName("matcher", chosen, MATCHERS.names, where=where)


# ---- sources -------------------------------------------------------------------------------


def _columns(
    source: SourceDefinition, definitions: Definitions, errors: list[UserError]
) -> tuple[str, ...] | None:
    """The columns, where the source is there and may be read."""
    try:
        return source_of(source).columns(definitions.folder)
    except SegmentryError as error:
        errors.append(_placed(error, source))
        return None


def _applied(
    source: SourceDefinition, columns: tuple[str, ...] | None, errors: list[UserError]
) -> SourceDefinition:
    """The source with the tables of its preset; without its columns nobody knows them."""
    try:
        return with_key(applied(source, columns) if columns is not None else source)
    except UserError as error:
        errors.append(error)
        return source


def _source(
    source: SourceDefinition, columns: tuple[str, ...] | None, definitions: Definitions
) -> Iterator[UserError]:
    for name in source.tables:
        standard = STANDARD_TABLES.get(name)
        if standard is None:
            where = source.place_of("tables", name)
            yield UnknownName("standard table", name, STANDARD_TABLES, where=where)
        else:
            yield from _table(source, standard, definitions)
            yield from unknown_columns(source, name, columns) if columns else ()


def _placed(error: SegmentryError, source: SourceDefinition) -> UserError:
    """The error with the source's file, unless it tells it itself."""
    if isinstance(error, UserError) and error.where.startswith(source.place):
        return error
    where = ", ".join(filter(None, (source.at("path"), error.where)))
    return UserError(error.what, where=where, next_step=error.next_step)


def _table(
    source: SourceDefinition, standard: StandardTable, definitions: Definitions
) -> Iterator[UserError]:
    fields, known = source.tables[standard.name].fields, [f.name for f in standard.fields]
    unknown = [name for name in fields if name not in known]
    for name in unknown:
        where = source.place_of("tables", standard.name, "fields", name)
        yield UnknownName("field", name, known, where=where)
    if not unknown:  # a misspelt field is told, and explains why it is missing
        yield from _missing(source, standard, definitions)
    try:
        check_formats(source, standard.name)
    except UserError as error:
        yield error


def _missing(
    source: SourceDefinition, standard: StandardTable, definitions: Definitions
) -> Iterator[UserError]:
    for needed in standard.required:
        if needed.name in source.tables[standard.name].fields:
            continue
        if needed.name == "account" and _told_elsewhere(source, standard, definitions):
            continue
        yield InvalidDefinition(
            f"The field '{needed.name}' ({needed.meaning}) is needed and not mapped.",
            where=source.place_of("tables", standard.name),
            next_step=f"Add `{needed.name}: COLUMN` under fields.",
        )


def _told_elsewhere(
    source: SourceDefinition, standard: StandardTable, definitions: Definitions
) -> bool:
    """An order's account may stand in its header or in its lines."""
    other = {"orders": "order_lines", "order_lines": "orders"}.get(standard.name, "")
    return any(
        "account" in s.tables[other].fields
        for s in definitions.sources
        if s.key_system == source.key_system and other in s.tables
    )


# ---- conditions ----------------------------------------------------------------------------


def _conditions(definitions: Definitions) -> Iterator[UserError]:
    try:
        vocabularies = [known_words(definitions, t) for t in _ATTRIBUTE_TYPES]
    except UserError as error:
        yield error
        return
    for variable in definitions.variables:
        kinds = [
            w.variables[variable.name].type for w in vocabularies if variable.name in w.variables
        ]
        errors = [_rolled_up_error(variable, kind) for kind in kinds]
        if kinds and all(errors):
            yield next(e for e in errors if e)
    for segmentation in definitions.segmentations:
        yield from _segmentation(segmentation, vocabularies, definitions.folder)
    for ideal in definitions.ideal_customers:
        errors = [_ideal_error(ideal, words) for words in vocabularies]
        if all(errors):
            yield next(e for e in errors if e)


def _rolled_up_error(variable: VariableDefinition, kind: ColumnType) -> UserError | None:
    try:
        check_rolled_up(variable, kind)
    except UserError as error:
        return error
    return None


def _ideal_error(ideal: IdealCustomerDefinition, words: Vocabulary) -> UserError | None:
    try:
        read_definition(ideal, words)
    except UserError as error:
        return error
    return None


_ATTRIBUTE_TYPES = (ColumnType.TEXT, ColumnType.NUMBER, ColumnType.BOOLEAN, ColumnType.DATE)
"""Before the first run nobody knows the types of the sources' further columns: all are tried."""


def _segmentation(
    segmentation: SegmentationDefinition, vocabularies: list[Vocabulary], folder: Path
) -> Iterator[UserError]:
    try:
        method = read_method(segmentation)
        method.check(folder, segmentation.place)
        conditions = method.conditions()
    except UserError as error:
        yield error
        return
    for condition in (segmentation.scope, *conditions):
        read = parse_condition if condition == segmentation.scope else parse_membership
        errors = [_error(read, condition, words, segmentation) for words in vocabularies]
        if all(errors):
            yield next(e for e in errors if e)


def _error(
    read: Callable[..., object],
    condition: str,
    words: Vocabulary,
    segmentation: SegmentationDefinition,
) -> UserError | None:
    try:
        read(condition, words, where=segmentation.place_of(condition))
    except UserError as error:
        return error
    return None
