"""Reads all definitions of a workspace."""

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from segmentry.definitions.golden_record import unknown_sources
from segmentry.definitions.yaml_file import YamlFile, plain, read_yaml, validated
from segmentry.errors import InvalidDefinition, UserError, WorkspaceNotFound
from segmentry.hub.presets import preset
from segmentry.model.definitions import (
    SEGMENTATION_WORDS,
    SOURCE_WORDS,
    Definitions,
    SegmentationDefinition,
    SourceDefinition,
    VariableDefinition,
    WorkspaceSettings,
)
from segmentry.model.plans import (
    DESTINATION_WORDS,
    DestinationDefinition,
    IdealCustomerDefinition,
    LaunchDefinition,
    ObjectiveDefinition,
    StrategyDefinition,
)
from segmentry.model.written import PlacedDefinition, content_hash
from segmentry.strategies.filling import filled

_Placed = TypeVar("_Placed", bound=PlacedDefinition)

SETTINGS_FILE = "segmentry.yaml"


def load(folder: Path) -> Definitions:
    """Read a workspace's definitions; raises the first error found."""
    definitions, errors = load_all(folder)
    if errors:
        raise errors[0]
    return definitions


def load_all(folder: Path) -> tuple[Definitions, list[UserError]]:
    """Read a workspace's definitions and collect every error in them."""
    settings_path = folder / SETTINGS_FILE
    if not settings_path.is_file():
        raise WorkspaceNotFound(
            f"There is no workspace in {folder}: {SETTINGS_FILE} is missing.",
            next_step="Make one with `segmentry init FOLDER --from FILES`.",
        )
    errors: list[UserError] = []
    settings = _settings(settings_path, folder, errors)
    read = _Reader(folder, errors)
    return (
        Definitions(
            workspace=settings,
            sources=tuple(read.each("sources", _source)),
            variables=tuple(read.each("variables", _variables)),
            segmentations=tuple(read.each("segmentations", _segmentation)),
            objectives=tuple(read.each("objectives", _objective)),
            strategies=tuple(read.each("strategies", _strategy)),
            launches=tuple(read.each("launches", _as(LaunchDefinition, "launched_on"))),
            destinations=tuple(read.each("destinations", _destination)),
            ideal_customers=tuple(read.each("ideal_customers", _as(IdealCustomerDefinition))),
            folder=folder,
        ),
        errors,
    )


def _settings(path: Path, folder: Path, errors: list[UserError]) -> WorkspaceSettings:
    try:
        file = read_yaml(path, folder)
        settings = validated(WorkspaceSettings, plain(file.content), file)
    except InvalidDefinition as error:
        errors.append(error)
        return WorkspaceSettings(name=folder.name)
    names = {p.stem for p in (folder / "sources").glob("*.y*ml")}
    errors.extend(unknown_sources(settings.golden_record, names, file))
    return settings


class _Reader:
    """Reads the files of a folder in order of their names."""

    def __init__(self, root: Path, errors: list[UserError]) -> None:
        self._root = root
        self._errors = errors

    def each(self, kind: str, parse: Callable[[YamlFile, str], Iterator[Any]]) -> Iterator[Any]:
        paths = (self._root / kind).glob("*.y*ml")
        seen: dict[str, str] = {}
        for path in sorted(p for p in paths if p.suffix in (".yaml", ".yml")):
            try:
                file = read_yaml(path, self._root)
                for definition in parse(file, path.stem):
                    self._once(definition.name, file, seen)
                    yield definition
            except UserError as error:
                self._errors.append(error)

    def _once(self, name: str, file: YamlFile, seen: dict[str, str]) -> None:
        # tables are named after them, and SQL does not tell small letters from capitals
        if (same := name.lower()) in seen:
            raise InvalidDefinition(
                f"'{name}' is already defined in {seen[same]}.",
                where=file.name,
                next_step="Give one of them another name.",
            )
        seen[same] = file.name


def _not_misspelt(file: YamlFile, *needed: str) -> None:
    """A needed word that is missing may stand there with a slip, among the settings."""
    for word in needed:
        if word not in file.content and (slip := get_close_matches(word, map(str, file.content))):
            raise InvalidDefinition(
                f"'{slip[0]}' means nothing here.",
                where=file.place([slip[0]]),
                next_step=f"Did you mean '{word}'?",
            )


def _source(file: YamlFile, name: str) -> Iterator[SourceDefinition]:
    if not file.content:
        return  # comments alone: a stub
    if "preset" in file.content:
        yield _with_preset(file, name)
        return
    _not_misspelt(file, "source", "tables")
    said = _with_settings(file, name, SOURCE_WORDS)
    yield validated(SourceDefinition, said, file).with_lines(file.lines())


def _with_preset(file: YamlFile, name: str) -> SourceDefinition:
    """What the file says of tables are changes; the preset tells its system."""
    _not_misspelt(file, "source")
    said = _with_settings(file, name, SOURCE_WORDS)
    said |= {"tables": {}, "changes": said.get("tables", {})}
    source = validated(SourceDefinition, said, file).with_lines(file.lines())
    known = preset(source.preset, where=source.at("preset"))
    return source.model_copy(update={"system": source.system or known.system})


def _variables(file: YamlFile, _: str) -> Iterator[VariableDefinition]:
    for name, content in plain(file.content).items():
        if not isinstance(content, dict):
            raise InvalidDefinition(
                f"The variable '{name}' has no settings.",
                where=file.place([name]),
                next_step="Write at least `expression: …` below it.",
            )
        said = {
            "name": name,
            "version": content_hash({"name": name, **content}),
            "place": file.place([name]),
            **content,
        }
        yield validated(VariableDefinition, said, file, [name])


def _segmentation(file: YamlFile, name: str) -> Iterator[SegmentationDefinition]:
    _not_misspelt(file, "method")
    said = _with_settings(file, name, SEGMENTATION_WORDS)
    yield validated(SegmentationDefinition, said, file).with_lines(file.lines())


def _destination(file: YamlFile, name: str) -> Iterator[DestinationDefinition]:
    _not_misspelt(file, "destination", "segmentation")
    said = _with_settings(file, name, DESTINATION_WORDS)
    yield validated(DestinationDefinition, said, file).with_lines(file.lines())


def _as(model: type[_Placed], *needed: str) -> Callable[[YamlFile, str], Iterator[_Placed]]:
    """A parser of files that say nothing but the definition's own words."""

    def parse(file: YamlFile, name: str) -> Iterator[_Placed]:
        _not_misspelt(file, *needed)
        content = plain(file.content)
        said = {**_identity(file, name, content), **content}
        yield validated(model, said, file).with_lines(file.lines())

    return parse


def _objective(file: YamlFile, name: str) -> Iterator[ObjectiveDefinition]:
    """Whoever leaves the KPI out may not know which there are."""
    _not_misspelt(file, "kpi", "target")
    if "kpi" not in file.content:
        from segmentry.kpis import KPIS

        raise InvalidDefinition(
            "'kpi' is missing.",
            where=file.place(["kpi"]),
            next_step=f"Add `kpi: …`. Known: {', '.join(sorted(KPIS.all))}.",
        )
    yield from _as(ObjectiveDefinition)(file, name)


def _strategy(file: YamlFile, name: str) -> Iterator[StrategyDefinition]:
    """What it does not say, its template says; everything after this knows no difference."""
    for strategy in _as(StrategyDefinition, "segmentation")(file, name):
        yield filled(strategy).with_lines(file.lines())


def _with_settings(file: YamlFile, name: str, words: Collection[str]) -> dict[str, Any]:
    """The definition's own words, and those of its plug-in under `settings`."""
    content = plain(file.content)
    own = {k: v for k, v in content.items() if k in words}
    settings = {k: v for k, v in content.items() if k not in words}
    return {"settings": settings, **_identity(file, name, content), **own}


def _identity(file: YamlFile, name: str, content: dict[str, Any]) -> dict[str, Any]:
    version = content_hash({"name": name, **content})
    return {"name": name, "version": version, "place": file.name}
