"""Checks all definitions before anything runs: names, settings, files, conditions."""

from collections.abc import Iterator
from pathlib import Path

from segmentry.conditions import Vocabulary, parse_condition, parse_membership
from segmentry.definitions.load import load_all
from segmentry.errors import InvalidDefinition, SegmentryError, UnknownName, UserError
from segmentry.hub.mapping import check_formats
from segmentry.model.definitions import Definitions, SegmentationDefinition, SourceDefinition
from segmentry.model.standard_tables import STANDARD_TABLES
from segmentry.model.types import ColumnType
from segmentry.segmentation.stage import read_method
from segmentry.sources.stage import source_of
from segmentry.variables.known_words import known_words


def check_all(folder: Path) -> list[UserError]:
    """Every error in the definitions of a workspace."""
    definitions, errors = load_all(folder)
    for source in definitions.sources:
        errors += _source(source, folder)
    errors += _conditions(definitions)
    return errors


def _source(source: SourceDefinition, folder: Path) -> Iterator[UserError]:
    place = f"sources/{source.name}.yaml"
    try:
        plugin = source_of(source)
        if source.source == "files":
            plugin.fingerprint(folder)  # the files are there and may be read
    except SegmentryError as error:
        if isinstance(error, UserError) and error.where.startswith(place):
            yield error
        else:
            where = ", ".join(filter(None, (place, error.where)))
            yield UserError(error.what, where=where, next_step=error.next_step)
    for name, table in source.tables.items():
        standard = STANDARD_TABLES.get(name)
        if standard is None:
            yield UnknownName("standard table", name, STANDARD_TABLES, where=f"{place}, tables")
            continue
        known = [f.name for f in standard.fields]
        for needed in standard.required:
            # an order's account may stand in its header or in its lines
            elsewhere = name in ("orders", "order_lines") and needed.name == "account"
            # a misspelt field is told below, and explains why it is missing
            is_known = set(table.fields) <= set(known)
            if is_known and needed.name not in table.fields and not elsewhere:
                yield InvalidDefinition(
                    f"The field '{needed.name}' ({needed.meaning}) is needed and not mapped.",
                    where=f"{place}, tables.{name}",
                    next_step=f"Add `{needed.name}: COLUMN` under fields.",
                )
        for field in table.fields:
            if field not in known:
                yield UnknownName("field", field, known, where=f"{place}, tables.{name}")
        try:
            check_formats(table, f"{place}, tables.{name}")
        except UserError as error:
            yield error


def _conditions(definitions: Definitions) -> Iterator[UserError]:
    try:
        vocabularies = [known_words(definitions, t) for t in _ATTRIBUTE_TYPES]
    except UserError as error:
        yield error
        return
    for segmentation in definitions.segmentations:
        yield from _segmentation(segmentation, vocabularies)


_ATTRIBUTE_TYPES = (ColumnType.TEXT, ColumnType.NUMBER, ColumnType.BOOLEAN, ColumnType.DATE)
"""Before the first run nobody knows the types of the sources' further columns: all are tried."""


def _segmentation(
    segmentation: SegmentationDefinition, vocabularies: list[Vocabulary]
) -> Iterator[UserError]:
    try:
        conditions = read_method(segmentation).conditions()
    except UserError as error:
        yield error
        return
    errors = [_first_error(segmentation, conditions, words) for words in vocabularies]
    if all(errors):
        yield next(e for e in errors if e)


def _first_error(
    segmentation: SegmentationDefinition, conditions: tuple[str, ...], words: Vocabulary
) -> UserError | None:
    try:
        parse_condition(segmentation.scope, words, where=segmentation.place)
        for condition in conditions:
            parse_membership(condition, words, where=segmentation.place)
    except UserError as error:
        return error
    return None
