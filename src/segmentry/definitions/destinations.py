"""Checks of where segments are sent, before anything is."""

from collections.abc import Iterator

from segmentry.activation.desk import read_destination
from segmentry.activation.destinations.base import Destination
from segmentry.errors import InvalidDefinition, UnknownName, UserError
from segmentry.model.definitions import Definitions
from segmentry.model.plans import DestinationDefinition


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
