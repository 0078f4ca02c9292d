"""Checks of launches: what they name must be there, before and after a run."""

from collections.abc import Callable, Iterator
from datetime import date

import pyarrow as pa

from segmentry.errors import UnknownName, UserError
from segmentry.model.definitions import Definitions
from segmentry.model.plans import LaunchDefinition
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
    """Launches on segments that no run has known, to come, or without a cost; a segment that is
    gone by now is fine."""
    rows = query(
        f"select segmentation, segment from {Table.MEMBERSHIPS} "
        f"union select segmentation, segment from {Table.SEGMENT_STATS}"
    ).to_pylist()
    costs = f"select 1 as one from {Table.COSTS} where lower(kind) = 'segmentation' limit 1"
    is_booked = query(costs).num_rows > 0
    for launch in definitions.launches:
        yield from _to_come(launch)
        yield from _without_cost(launch, is_booked=is_booked)
        known = [r["segment"] for r in rows if r["segmentation"] == launch.segmentation]
        for at, segment in enumerate(launch.segments):
            if known and segment not in known:
                kind = f"segment of '{launch.segmentation}'"
                yield UnknownName(kind, segment, known, where=launch.at("segments", at))


def _to_come(launch: LaunchDefinition) -> Iterator[UserError]:
    if launch.launched_on > date.today():
        yield UserError(
            f"The launch lies ahead: it is measured after {launch.launched_on}.",
            where=launch.at("launched_on"),
            next_step="Nothing needs to be done if that day is meant.",
        )


def _without_cost(launch: LaunchDefinition, *, is_booked: bool) -> Iterator[UserError]:
    if launch.cost is None and is_booked:
        return
    if not launch.cost:
        what = "No cost is known" if launch.cost is None else "The cost is 0"
        yield UserError(
            f"{what}, so no return on it can be told.",
            where=launch.at("cost"),
            next_step="Write `cost: …`, or bring costs of the kind 'segmentation' without it.",
        )
