"""Templates of workspaces by industry: variables, segmentations, KPIs, strategies to begin with.

A template is a folder. Each of its files says in `needs` what the data must give; what the data
cannot feed is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from segmentry.definitions.yaml_file import plain, read_yaml
from segmentry.errors import UnknownName

_FOLDER = Path(__file__).parent / "templates"
_NEEDS = "needs"
IsMet = Callable[[str], bool]
"""Whether the data gives something: 'orders', 'accounts.country', 'orders|order_lines'."""


@dataclass(frozen=True)
class WorkspaceTemplate:
    """A workspace to begin with, for one kind of business."""

    name: str
    title: str
    about: str
    folder: Path

    def settings(self, is_met: IsMet) -> dict[str, Any]:
        """What it says in segmentry.yaml, as far as the data can feed it."""
        said: dict[str, Any] = {}
        for part in _read(self.folder / "template.yaml")["settings"]:
            if not _missing(part, is_met):
                said |= {word: plain(value) for word, value in part.items() if word != _NEEDS}
        return said

    def fitted(
        self, is_met: IsMet, segmentations: Sequence[str] = ()
    ) -> tuple[dict[str, CommentedMap], dict[str, list[str]]]:
        """Its files that the data can feed, and those left out with what they miss.

        `segmentations` are those of the workspace beside its own.
        """
        files: dict[str, CommentedMap] = {}
        left_out: dict[str, list[str]] = {}
        known = set(segmentations)
        for name, content in self._files():
            missing = _missing(content, is_met)
            _without_needs(content, is_met)
            if name.startswith("segmentations/") and not missing:
                known.add(Path(name).stem)
            if (about := content.get("segmentation")) and about not in known:
                missing = [f"the segmentation {about}"]
            if missing or (not content and name.startswith("variables/")):
                left_out[name] = missing or ["what its variables are made of"]
            else:
                files[name] = content
        return files, left_out

    def examples(self) -> dict[str, str]:
        """Files that are to be filled in before they mean anything: objectives."""
        paths = sorted(self.folder.glob("*/*.example"))
        return {self._name(p): p.read_text("utf-8") for p in paths}

    def _files(self) -> Iterator[tuple[str, CommentedMap]]:
        """Segmentations first, since strategies are about them."""
        paths = sorted(self.folder.glob("*/*.yaml"), key=lambda p: (p.parent.name, p.name))
        for path in paths:
            yield self._name(path), _read(path)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


@cache
def workspace_templates() -> Mapping[str, WorkspaceTemplate]:
    """The shipped templates by name."""
    found = {}
    for path in sorted(_FOLDER.glob("*/template.yaml")):
        said = plain(_read(path))
        name = path.parent.name
        found[name] = WorkspaceTemplate(name, said["title"], said["about"], path.parent)
    return found


def template_named(name: str) -> WorkspaceTemplate:
    """A template by its name; raises UnknownName with all of them."""
    known = workspace_templates()
    if name not in known:
        listed = "; ".join(f"{t.name}: {t.title}" for t in known.values())
        raise UnknownName("template", name, known, advice=f"Templates: {listed}.")
    return known[name]


def _read(path: Path) -> CommentedMap:
    return read_yaml(path, path.parent).content


def _missing(content: Mapping[str, Any], is_met: IsMet) -> list[str]:
    return [need for need in content.get(_NEEDS, ()) if not is_met(need)]


def _without_needs(content: CommentedMap, is_met: IsMet) -> None:
    """Take the needs out; of variables, those that the data cannot feed."""
    content.pop(_NEEDS, None)
    for name in [n for n, part in content.items() if isinstance(part, CommentedMap)]:
        if _missing(content[name], is_met):
            del content[name]
        else:
            content[name].pop(_NEEDS, None)
