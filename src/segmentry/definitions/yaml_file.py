"""One YAML file: its content, and the line each part stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from segmentry.errors import InvalidDefinition
from segmentry.model.complaints import first_complaint, foremost
from segmentry.model.written import YamlPath

LARGEST_BYTES = 2_000_000
MOST_VALUES = 100_000
DEEPEST = 40

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class YamlFile:
    """A file of the workspace: `name` is its place below the workspace, for messages."""

    name: str
    content: CommentedMap

    def line(self, path: Sequence[str | int]) -> int:
        """Line of the deepest part of `path` that the file has, counted from 1."""
        node: Any = self.content
        line = 1
        for step in path:
            if isinstance(node, CommentedMap) and step in node:
                line = node.lc.key(step)[0] + 1
                node = node[step]
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line = node.lc.item(step)[0] + 1
                node = node[step]
            else:
                break
        return line

    def lines(self) -> dict[YamlPath, int]:
        """The line of every part."""
        return dict(_lines(self.content, ()))

    def place(self, path: Sequence[str | int] = ()) -> str:
        return f"{self.name}, line {self.line(path)}"


def read_yaml(path: Path, root: Path) -> YamlFile:
    """Read a file; raises InvalidDefinition with line and column when it is no YAML mapping."""
    name = str(path.relative_to(root))
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InvalidDefinition(
                "The file is too large to be a definition.",
                where=name,
                next_step=f"Definitions have at most {LARGEST_BYTES:,} bytes.",
            )
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidDefinition(
            "The file is not UTF-8 text.", where=name, next_step="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise InvalidDefinition(
            f"The file cannot be read: {error.strerror}.", where=name
        ) from error
    return YamlFile(name, _parsed(text, name))


def _parsed(text: str, name: str) -> CommentedMap:
    try:
        content = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
        is_tab = "'\\t'" in str(error.problem)
        raise InvalidDefinition(
            f"This is not valid YAML: {error.problem}.",
            where=place,
            next_step="Indent with spaces: YAML takes no tabs."
            if is_tab
            else "Check the indentation, colons and quotes there.",
        ) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InvalidDefinition(
            "This is not valid YAML.", where=name, next_step="Check its quotes and brackets."
        ) from error
    if content is None:
        content = CommentedMap()
    if not isinstance(content, CommentedMap):
        raise InvalidDefinition(
            "A definition is a mapping of names to values.",
            where=f"{name}, line 1",
            next_step="Write lines like `name: value`.",
        )
    _check_extent(content, name)
    return content


def _check_extent(content: CommentedMap, name: str) -> None:
    """A few lines of aliases can stand for more values than any machine holds."""
    layer: list[Any] = [content]
    count = depth = 0
    while layer:
        layer = [child for node in layer for child in _children(node)]
        count, depth = count + len(layer), depth + 1
        if count > MOST_VALUES or depth > DEEPEST:
            raise InvalidDefinition(
                "The file is nested too deeply or holds too many values.",
                where=name,
                next_step=f"At most {MOST_VALUES:,} values, {DEEPEST} levels deep; write out what "
                "aliases (*name) repeat.",
            )


def _children(node: Any) -> list[Any]:
    if isinstance(node, dict):
        return list(node.values())
    return list(node) if isinstance(node, list) else []


def _lines(node: Any, path: YamlPath) -> Iterator[tuple[YamlPath, int]]:
    if isinstance(node, CommentedMap):
        steps = [(key, node.lc.key(key)[0]) for key in node]
    elif isinstance(node, CommentedSeq):
        steps = [(at, node.lc.item(at)[0]) for at in range(len(node))]
    else:
        steps = []
    for step, line in steps:
        yield (*path, step), line + 1
        yield from _lines(node[step], (*path, step))


def write_yaml(path: Path, content: CommentedMap) -> None:
    """Replace a file at once: readers see the old one or the new one."""
    yaml = YAML()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)
    fresh.replace(path)


def plain(node: Any) -> Any:
    """The content without ruamel's comments and positions."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return node


def validated(
    model: type[Model], content: dict[str, Any], file: YamlFile, inside: Sequence[str | int] = ()
) -> Model:
    """The content as a model; raises InvalidDefinition with the line of what is wrong."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise invalid(error, model, file, inside) from error


def invalid(
    error: ValidationError, model: type[BaseModel], file: YamlFile, inside: Sequence[str | int] = ()
) -> InvalidDefinition:
    """The first of pydantic's complaints in words, with its line."""
    path = [*inside, *foremost(error)["loc"]]
    what, next_step = first_complaint(error, model)
    return InvalidDefinition(what, where=file.place(path), next_step=next_step)
