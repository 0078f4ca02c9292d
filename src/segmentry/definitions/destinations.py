"""Checks of where segments are sent, before anything is."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import pyarrow as pa

from segmentry.activation.desk import read_destination
from segmentry.activation.destinations.base import Destination
from segmentry.activation.people import PERSONAL
from segmentry.errors import InvalidDefinition, UnknownName, UserError
from segmentry.model.definitions import Definitions
from segmentry.model.plans import DestinationDefinition
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.strategies.faults import gone
from segmentry.variables.known_words import known_words

_Query = Callable[[str], pa.Table]


def destination_errors(definitions: Definitions) -> Iterator[UserError]:
    """Destinations that cannot be, that name no segmentation, or that share a place."""
    names = [s.name for s in definitions.segmentations]
    places: dict[str, DestinationDefinition] = {}
    for one in definitions.destinations:
        if one.segmentation not in names:
            where = one.at("segmentation")
            yield UnknownName("segmentation", one.segmentation, names, where=where)
        try:
            plugin = read_destination(one)
        except UserError as error:
            yield error
            continue
        yield from _shared(one, plugin, definitions, places)


def _shared(
    one: DestinationDefinition,
    plugin: Destination,
    definitions: Definitions,
    places: dict[str, DestinationDefinition],
) -> Iterator[UserError]:
    """Two that write the same file would take turns in removing each other's members."""
    if not plugin.takes_whole:
        return
    first = places.setdefault(plugin.target(definitions.folder), one)
    if first is not one:
        yield InvalidDefinition(
            f"'{one.name}' writes the same file as '{first.name}'.",
            where=one.at("path"),
            next_step="Give one of them another path.",
        )


def destination_doubts(definitions: Definitions, query: _Query) -> Iterator[UserError]:
    """Destinations that send segments or variables which the last run did not find."""
    segments: defaultdict[str, list[str]] = defaultdict(list)
    rows = query(f"select segmentation, segment from {Table.SEGMENT_STATS}").to_pylist()
    for row in rows:
        segments[row["segmentation"]].append(row["segment"])
    words = known_words(definitions, ColumnType.TEXT).variables
    columns = query(f"select * from {Table.VARIABLE_VALUES} limit 0").column_names
    variables = {*words, *columns}
    for one in definitions.destinations:
        yield from _unknown_segments(one, segments.get(one.segmentation, []))
        yield from _unknown_fields(one, variables)


def _unknown_segments(one: DestinationDefinition, known: list[str]) -> Iterator[UserError]:
    # a segmentation that has not run yet tells nothing
    for at, segment in enumerate(one.segments):
        if known and segment not in known:
            yield gone(segment, one.segmentation, known, one.at("segments", at))


def _unknown_fields(one: DestinationDefinition, variables: set[str]) -> Iterator[UserError]:
    known = variables | set(PERSONAL if one.level == "contacts" else ())
    for at, name in enumerate(one.fields):
        if name not in known:
            yield UnknownName("variable", name, known, where=one.at("fields", at))
