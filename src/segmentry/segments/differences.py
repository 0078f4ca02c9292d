"""What makes each segment differ from the rest of the accounts that were looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.segments.levels import LevelCounts
from segmentry.segments.made_of import made_of
from segmentry.segments.numbers import NumberSums
from segmentry.segments.patterns import NamedSegment
from segmentry.segments.restating import with_restating
from segmentry.statistics.differences import (
    Difference,
    Numbers,
    Sums,
    certain_effect,
    difference_of_means,
    difference_of_shares,
)

_LEVELS_SHOWN = 3


@dataclass(frozen=True)
class _Found:
    """A difference in one variable, or in one value of it."""

    variable: str
    level: str | None
    inside: float
    outside: float
    effect: float
    low: float
    high: float
    n_inside: int
    n_outside: int
    certain: float


def write_differences(
    context: RunContext,
    segments: Sequence[NamedSegment],
    numbers: NumberSums,
    levels: LevelCounts,
) -> None:
    """Differences of every segment, the strongest that is certain first."""
    rows: list[dict[str, object]] = []
    defining = _defining(context, segments, numbers, levels)
    for segment in segments:
        found = [*_in_numbers(segment, numbers), *_in_words(segment, levels)]
        found.sort(key=lambda f: (-f.certain, -abs(f.effect), f.variable, f.level or ""))
        known = defining[segment.segmentation]
        rows += [
            _row(segment, f, rank) | {"defines": f.variable in known}
            for rank, f in enumerate(found, 1)
        ]
    context.write_rows(
        Table.SEGMENT_DIFFERENCES, "what makes each segment differ from the rest", rows
    )


def _defining(
    context: RunContext,
    segments: Sequence[NamedSegment],
    numbers: NumberSums,
    levels: LevelCounts,
) -> dict[str, frozenset[str]]:
    """By segmentation the variables that make it or restate those: differing in them is no news."""
    words = {name for counts in levels.by_segment.values() for name, _ in counts}
    names = words | {scale.variable.name for scale in numbers.scales}
    made_by = {
        d.name: made_of(d, [s.condition for s in segments if s.segmentation == d.name], names)
        for d in context.definitions.segmentations
    }
    return with_restating(context, made_by, words)


def _in_numbers(segment: NamedSegment, numbers: NumberSums) -> Iterable[_Found]:
    inside = numbers.by_segment.get((segment.segmentation, segment.position))
    if inside is None:
        return
    outside = numbers.by_segment[segment.segmentation, 0] - inside
    means = difference_of_means(inside, outside)
    shares = _of_shares(numbers, inside, outside)
    for at, scale in enumerate(numbers.scales):
        one = _at(shares if scale.is_share else means, at)
        if np.isfinite(one.effect[0]):
            yield _Found(
                scale.variable.name,
                None,
                scale.mean(inside.mean[at]),
                scale.mean(outside.mean[at]),
                float(one.effect[0]),
                float(one.low[0]),
                float(one.high[0]),
                int(inside.n[at]),
                int(outside.n[at]),
                float(certain_effect(one)[0]),
            )


def _of_shares(numbers: NumberSums, inside: Sums, outside: Sums) -> Difference:
    """Yes-or-no variables only; all others stay unknown."""
    chosen = np.array([scale.is_share for scale in numbers.scales])
    ours = (np.where(chosen, part, 0.0) for part in (inside.total, inside.n))
    others = (np.where(chosen, part, 0.0) for part in (outside.total, outside.n))
    return difference_of_shares(*ours, *others)


def _at(difference: Difference, at: int) -> Difference:
    chosen = slice(at, at + 1)
    return Difference(difference.effect[chosen], difference.low[chosen], difference.high[chosen])


def _in_words(segment: NamedSegment, levels: LevelCounts) -> Iterable[_Found]:
    """The values of each variable whose shares differ most."""
    everybody = levels.by_segment.get((segment.segmentation, 0), {})
    names = [(variable, level) for variable, level in everybody if level]
    if not names or (segment.segmentation, segment.position) not in levels.by_segment:
        return
    found = _shares(segment, levels, names)
    found.sort(key=lambda f: (f.variable, -f.certain, -abs(f.effect), f.level))
    shown: dict[str, int] = {}
    for one in found:
        shown[one.variable] = shown.get(one.variable, 0) + 1
        if shown[one.variable] <= _LEVELS_SHOWN:
            yield one


def _shares(
    segment: NamedSegment, levels: LevelCounts, names: Sequence[tuple[str, str]]
) -> list[_Found]:
    own, everybody = (segment.segmentation, segment.position), (segment.segmentation, 0)
    count = _counts(levels, own, names)
    rest = _counts(levels, everybody, names) - count
    n_count = _known(levels, own, names)
    n_rest = _known(levels, everybody, names) - n_count
    difference = difference_of_shares(count, n_count, rest, n_rest)
    certain = certain_effect(difference)
    return [
        _Found(
            variable,
            level,
            float(count[at] / n_count[at]),
            float(rest[at] / n_rest[at]),
            float(difference.effect[at]),
            float(difference.low[at]),
            float(difference.high[at]),
            int(n_count[at]),
            int(n_rest[at]),
            float(certain[at]),
        )
        for at, (variable, level) in enumerate(names)
        if np.isfinite(difference.effect[at])
    ]


def _counts(levels: LevelCounts, key: tuple[str, int], names: Sequence[tuple[str, str]]) -> Numbers:
    found = levels.by_segment.get(key, {})
    return np.array([float(found.get(name, 0)) for name in names])


def _known(levels: LevelCounts, key: tuple[str, int], names: Sequence[tuple[str, str]]) -> Numbers:
    known = {variable: levels.known(key, variable) for variable in {v for v, _ in names}}
    return np.array([float(known[variable]) for variable, _ in names])


def _row(segment: NamedSegment, found: _Found, rank: int) -> dict[str, object]:
    return {
        "segmentation": segment.segmentation,
        "segment": segment.segment,
        "variable": found.variable,
        "level": found.level,
        "inside": found.inside,
        "outside": found.outside,
        "effect": found.effect,
        "effect_low": found.low,
        "effect_high": found.high,
        "n_inside": found.n_inside,
        "n_outside": found.n_outside,
        "rank": rank,
    }
