"""Checks of launches: what they name must be there, before and after a run."""

from collections.abc import Callable, Iterator

import pyarrow as pa

from segmentry.errors import UnknownName, UserError
from segmentry.model.definitions import Definitions
from segmentry.model.tables import Table

_Query = Callable[[str], pa.Table]


def launch_errors(definitions: Definitions) -> Iterator[UserError]:
    """Launches of segmentations that nobody wrote."""
    names = [s.name for s in definitions.segmentations]
    for launch in definitions.launches:
        if launch.segmentation not in names:
            place = launch.at("segmentation")
            yield UnknownName("segmentation", launch.segmentation, names, where=place)


def launch_doubts(definitions: Definitions, query: _Query) -> Iterator[UserError]:
    """Launches on segments that no run has known; a segment that is gone by now is fine."""
    rows = query(
        f"select segmentation, segment from {Table.MEMBERSHIPS} "
        f"union select segmentation, segment from {Table.SEGMENT_STATS}"
    ).to_pylist()
    for launch in definitions.launches:
        known = [r["segment"] for r in rows if r["segmentation"] == launch.segmentation]
        for at, segment in enumerate(launch.segments):
            if known and segment not in known:
                kind = f"segment of '{launch.segmentation}'"
                yield UnknownName(kind, segment, known, where=launch.at("segments", at))
