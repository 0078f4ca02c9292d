"""A file with one JSON object per member."""

from collections.abc import Iterable
from pathlib import Path

from segmentry.activation.destinations.base import Member
from segmentry.activation.file_destination import FileDestination
from segmentry.activation.values import as_json


class JsonLines(FileDestination):
    """A file with one JSON object per line and member, for programs."""

    def write(
        self, path: Path, columns: tuple[str, ...], members: Iterable[Member]
    ) -> dict[str, str]:
        with path.open("w", encoding="utf-8", newline="") as file:
            for member in members:
                told = {name: member[name] for name in columns if name in member}
                file.write(as_json(told) + "\n")
        return {}
