"""Sources that segmentry.yaml believes first must be there."""

from collections.abc import Collection, Iterator

from segmentry.definitions.yaml_file import YamlFile
from segmentry.errors import UnknownName
from segmentry.model.golden_record import GoldenRecordSettings


def unknown_sources(
    settings: GoldenRecordSettings, known: Collection[str], file: YamlFile
) -> Iterator[UnknownName]:
    """An error for each source that a group of fields names and no file defines."""
    for group, _, sources in settings.each():
        for position, source in enumerate(sources):
            if source not in known:
                path: list[str | int] = ["golden_record", group, "sources", position]
                where = f"{file.place(path)}, golden_record.{group}.sources"
                yield UnknownName("source", source, known, where=where)
