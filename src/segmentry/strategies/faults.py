"""What keeps a strategy from doing anything: its segment is gone, its target has no measure."""

from collections.abc import Collection, Iterator, Mapping

from segmentry.errors import InvalidDefinition, UnknownName, UserError
from segmentry.model.plans import StrategyDefinition
from segmentry.strategies.filling import filled

Segments = Mapping[str, Collection[str]]
"""The segments of each segmentation, as the last run found them."""


def faults(
    strategy: StrategyDefinition,
    segmentations: Collection[str],
    segments: Segments | None = None,
    kpis: Collection[str] = (),
) -> Iterator[UserError]:
    """Everything wrong with a strategy; without `segments`, what can be told before a run.

    `kpis` are the names to offer.
    """
    name = strategy.segmentation
    if name not in segmentations:
        yield UnknownName("segmentation", name, segmentations, where=strategy.at("segmentation"))
    elif segments is not None and strategy.segment not in segments.get(name, ()):
        yield gone(strategy.segment, name, segments.get(name, ()), strategy.at("segment"))
    try:
        whole = filled(strategy)
    except UnknownName as error:
        yield error
        return
    if (whole.target is not None or whole.by) and not whole.kpi:
        yield InvalidDefinition(
            "A target without a KPI cannot be measured.",
            where=strategy.at("target"),
            next_step=f"Name the measure as `kpi`{_offered(kpis)}.",
        )


def _offered(kpis: Collection[str]) -> str:
    return f": {', '.join(sorted(kpis))}" if kpis else "; `segmentry check` lists them"


def gone(segment: str, segmentation: str, known: Collection[str], where: str) -> UnknownName:
    """The error of a segment that the last run did not find."""
    return UnknownName(f"segment of '{segmentation}'", segment, known, where=where)
