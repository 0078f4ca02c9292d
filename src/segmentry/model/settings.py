"""The settings that a definition gives its plug-in, checked."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from segmentry.errors import InvalidDefinition
from segmentry.model.complaints import first_complaint, foremost

Plugin = TypeVar("Plugin", bound=BaseModel)


class WithSettings(Protocol):
    """A definition that names a plug-in and carries the plug-in's settings."""

    @property
    def settings(self) -> dict[str, Any]: ...

    def at(self, *path: str | int) -> str: ...


def read_settings(
    definition: WithSettings, name: str, plugin: type[Plugin], beside: Iterable[str]
) -> Plugin:
    """The plug-in called `name` with its settings; `beside` are the file's other words."""
    try:
        return plugin.model_validate(definition.settings)
    except ValidationError as error:
        what, next_step = first_complaint(error, plugin, beside)
        known = ", ".join(plugin.model_fields) or "none"
        raise InvalidDefinition(
            what,
            where=definition.at(*foremost(error)["loc"]),
            next_step=f"{next_step} Settings of '{name}': {known}.",
        ) from error
