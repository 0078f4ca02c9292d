"""Where one destination is worked for: its definition and plug-in, its folder, and the run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from segmentry.activation import DESTINATIONS
from segmentry.activation.destinations.base import Destination
from segmentry.activation.ledger import Ledger
from segmentry.engine.contract import Engine
from segmentry.errors import UnknownName
from segmentry.model.definitions import Definitions
from segmentry.model.plans import DESTINATION_WORDS, DestinationDefinition
from segmentry.model.settings import read_settings


@dataclass(frozen=True)
class LastRun:
    """The run that members are taken from; the engine has its tables."""

    number: int
    as_of: date
    finished_at: datetime


@dataclass(frozen=True)
class Desk:
    """All that planning and sending for one destination need."""

    definitions: Definitions
    definition: DestinationDefinition
    plugin: Destination
    engine: Engine
    ledger: Ledger
    folder: Path
    """Where its plans and its confirmed state lie."""
    vault: Path
    run: LastRun
    tell: Callable[[str], None] = lambda _: None

    @property
    def base(self) -> Path:
        return self.definitions.folder

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def target(self) -> str:
        return self.plugin.target(self.base)


def find_destination(definitions: Definitions, name: str) -> DestinationDefinition:
    """A destination by its name."""
    found = next((d for d in definitions.destinations if d.name == name), None)
    if found is None:
        known = [d.name for d in definitions.destinations]
        advice = "" if known else "Write one as destinations/NAME.yaml."
        raise UnknownName("destination", name, known, advice=advice)
    return found


def read_destination(definition: DestinationDefinition) -> Destination:
    """The plug-in of a destination with its settings, checked."""
    name = definition.destination
    plugin = DESTINATIONS.get(name, where=definition.at("destination"))
    return read_settings(definition, name, plugin, DESTINATION_WORDS)


def told(definition: DestinationDefinition) -> DestinationDefinition:
    """The definition as it may be kept: without secrets."""
    plugin = DESTINATIONS.all.get(definition.destination)
    # of a plug-in that is not there, nobody knows which settings are secret
    settings = plugin.without_secrets(definition.settings) if plugin else {}
    return definition.model_copy(update={"settings": settings})
