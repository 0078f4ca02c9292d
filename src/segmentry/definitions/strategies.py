"""Checks of what people mean to do: objectives and strategies, before and after a run."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import pyarrow as pa

from segmentry.errors import UnknownName, UserError
from segmentry.kpis import KPIS
from segmentry.model.definitions import Definitions
from segmentry.model.plans import ObjectiveDefinition, StrategyDefinition
from segmentry.model.tables import Table
from segmentry.strategies.faults import faults, gone

_Query = Callable[[str], pa.Table]


def strategy_errors(definitions: Definitions) -> Iterator[UserError]:
    """Objectives and strategies that name what is not there."""
    names = [s.name for s in definitions.segmentations]
    for strategy in definitions.strategies:
        yield from faults(strategy, names, kpis=KPIS.all)
    yield from _unknown_kpis(definitions)
    for objective in definitions.objectives:
        name = objective.segmentation
        if name and name not in names:
            yield UnknownName("segmentation", name, names, where=objective.at("segmentation"))
        if objective.segment and not name:
            yield UserError(
                "A segment is named without its segmentation.",
                where=objective.at("segment"),
                next_step="Write the segmentation too: `segmentation: …`.",
            )


def refuse_unknown_kpis(definitions: Definitions) -> None:
    """Raise the first before a run begins, which would stop at it only near its end."""
    for error in _unknown_kpis(definitions):
        raise error


def _unknown_kpis(definitions: Definitions) -> Iterator[UserError]:
    for plan in _plans(definitions):
        if plan.kpi and plan.kpi not in KPIS.all:
            yield UnknownName("KPI", plan.kpi, KPIS.all, where=plan.at("kpi"))


def _plans(definitions: Definitions) -> list[StrategyDefinition | ObjectiveDefinition]:
    return [*definitions.strategies, *definitions.objectives]


def strategy_doubts(definitions: Definitions, query: _Query) -> Iterator[UserError]:
    """Objectives and strategies of segments that the last run did not find."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    rows = query(f"select segmentation, segment from {Table.SEGMENT_STATS}").to_pylist()
    for row in rows:
        known[row["segmentation"]].append(row["segment"])
    for plan in _plans(definitions):
        segments = known.get(plan.segmentation)
        # a segmentation that has not run yet tells nothing
        if plan.segment and segments and plan.segment not in segments:
            yield gone(plan.segment, plan.segmentation, segments, plan.at("segment"))
