"""Writes the cut points of a run into the definition, so that later runs score by the same ones."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from segmentry.definitions.yaml_file import read_yaml, write_yaml
from segmentry.errors import NoData, UnknownName

_MEASURES = ("recency", "frequency", "monetary")


def freeze(folder: Path, segmentation: str, cut_points: Sequence[Mapping[str, Any]]) -> str:
    """Write the cut points of an RFM segmentation into its file; comments there stay.

    `cut_points` are rows of the table of that name: measure, score, lowest, highest.
    """
    path = next((p for p in _files(folder) if p.stem == segmentation), None)
    if path is None:
        raise UnknownName("segmentation", segmentation, [p.stem for p in _files(folder)])
    found = [row for row in cut_points if row["measure"] in _MEASURES]
    if not found:
        raise NoData(
            f"'{segmentation}' has no RFM scores in this run.",
            where=str(path.relative_to(folder)),
            next_step="Only segmentations with `method: rfm` can be frozen, after a run.",
        )
    content = read_yaml(path, folder).content
    content["cut_points"] = CommentedMap(
        {measure: _points(measure, found) for measure in _MEASURES}
    )
    write_yaml(path, content)
    return str(path.relative_to(folder))


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "segmentations").glob("*.y*ml"))


def _points(measure: str, rows: Sequence[Mapping[str, Any]]) -> CommentedSeq:
    """Where each score begins, rising; a score that nobody has takes the point of the next one."""
    own = {int(row["score"]): row for row in rows if row["measure"] == measure}
    scores = (3, 5) if set(own) <= {1, 3, 5} else (2, 3, 4, 5)
    end = "highest" if measure == "recency" else "lowest"
    points = []
    for score in scores:
        better = [own[s][end] for s in sorted(own) if s >= score]
        points.append(better[0] if better else own[max(own)][end])
    listed = CommentedSeq(_written(p) for p in sorted(points))
    listed.fa.set_flow_style()
    return listed


def _written(point: float) -> int | float:
    exact = Decimal(str(point))
    return int(exact) if exact == exact.to_integral_value() else float(exact)
