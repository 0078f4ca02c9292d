"""Writes what a run proposes as YAML for people to edit: strategies and points of a fit."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from segmentry.definitions.yaml_file import read_yaml, write_yaml
from segmentry.errors import NoData, StorageFailed, UnknownName

_WORDS = ("title", "segmentation", "segment", "objective", "kpi", "message", "channels", "offer",
          "service_level", "notes")  # fmt: skip
_OWN_WORDS = "owner, target, by, budget, start, end"


def write_strategies(folder: Path, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write a draft for each segment that nobody acts on and a template fits; returns the files.

    `rows` are rows of the table STRATEGIES. A file that is there is never touched.
    """
    written = []
    for row in rows:
        name = f"strategies/{_slug(row['segmentation'])}_{_slug(row['segment'])}.yaml"
        if row["is_template"] and not (folder / name).exists():
            _write(folder, name, _strategy(row))
            written.append(name)
    return written


def write_weights(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Write the points of a fit into its file; comments there stay. Returns the file's name.

    `rows` are rows of the table IDEAL_CUSTOMERS.
    """
    files = {p.stem: p for p in sorted((folder / "ideal_customers").glob("*.y*ml"))}
    if name not in files:
        raise UnknownName("ideal customer profile", name, files)
    weights = CommentedMap()
    for row in (r for r in rows if r["variable"] and r["points"] is not None):
        by_level = weights.setdefault(row["variable"], CommentedMap())
        by_level[row["level"]] = row["points"]
    if not weights:
        raise NoData(
            f"'{name}' has no points in this run.",
            where=str(files[name].relative_to(folder)),
            next_step="`segmentry fit` says why.",
        )
    content = read_yaml(files[name], folder).content
    content["weights"] = weights
    content.yaml_set_comment_before_after_key("weights", before=_WEIGHTS_NOTE)
    file = str(files[name].relative_to(folder))
    _write(folder, file, content)
    return file


_WEIGHTS_NOTE = "points by value, written down: they are no longer learnt; take them out to learn"


def _strategy(row: Mapping[str, Any]) -> CommentedMap:
    said = {word: row[word] for word in _WORDS if row[word]}
    if "channels" in said:
        said["channels"] = CommentedSeq(said["channels"].split(", "))
        said["channels"].fa.set_flow_style()
    content = CommentedMap({**said, "status": "draft"})
    content.yaml_set_start_comment(
        f"From the template '{row['template']}': make it yours.\n"
        f"What only you know: {_OWN_WORDS}.\n"
    )
    return content


def _write(folder: Path, name: str, content: CommentedMap) -> None:
    try:
        (folder / name).parent.mkdir(exist_ok=True)
        write_yaml(folder / name, content)
    except OSError as error:
        raise StorageFailed(
            f"The file cannot be written: {error.strerror}.",
            where=name,
            next_step="Check that the folder may be written and the disk is not full.",
        ) from error


def _slug(name: str) -> str:
    plain = name.lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "segment"
