"""What to look at: each warning with its figure, the limit it passed, and what to do."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.model.definitions import SegmentationDefinition
from segmentry.model.tables import Table
from segmentry.model.value_measures import VALUE_MEASURES
from segmentry.segments.made_of import made_of
from segmentry.segments.numbers import NumberSums
from segmentry.segments.patterns import NamedSegment
from segmentry.segments.unknown_values import unknown_values
from segmentry.segments.variables import Variable

_MOST_SEGMENTS = 15
_SMALL_SHARE = 0.01
_MOST_SMALL = 0.5
_LARGE_SHARE = 0.25
_HIDDEN_SPREAD = 3.0  # a typical member is this many times above or below the middle
_HIDDEN_SHARE = 0.9
_FEWEST_TO_JUDGE = 100
_LOW_COVERAGE = 0.5
_MOST_UNDECIDED = 0.2

_WHO_THEY_ARE = {"demographic", "firmographic", "geographic"}
_OUTCOMES = (*(m.variable for m in VALUE_MEASURES), "annual_revenue")


@dataclass(frozen=True)
class Warned:
    """A row of WARNINGS."""

    code: str
    subject: str
    message: str
    value: float | None = None
    limit: float | None = None


@dataclass(frozen=True)
class Evidence:
    """Everything the warnings are drawn from."""

    context: RunContext
    segments: Sequence[NamedSegment]
    variables: Sequence[Variable]
    numbers: NumberSums
    sizes: Mapping[tuple[str, int], int]
    """Members by segmentation and position; position 0: everybody looked at."""

    def of(self, definition: SegmentationDefinition) -> list[NamedSegment]:
        return [s for s in self.segments if s.segmentation == definition.name]

    def size(self, segment: NamedSegment) -> int:
        return self.sizes.get((segment.segmentation, segment.position), 0)

    def looked_at(self, definition: SegmentationDefinition) -> int:
        return self.sizes.get((definition.name, 0), 0)

    def used(self, definition: SegmentationDefinition) -> list[Variable]:
        """Variables that the settings and conditions of a segmentation name."""
        names = [v.name for v in self.variables]
        used = made_of(definition, [s.condition for s in self.of(definition)], names)
        return [v for v in self.variables if v.name in used]


def write_warnings(evidence: Evidence) -> None:
    """Write WARNINGS, those about the data first."""
    found = list(_stale_data(evidence.context))
    for definition in evidence.context.definitions.segmentations:
        for check in (
            _too_many,
            _too_few,
            _small,
            _demographics_only,
            _coverage,
            _undecided,
            _values,
        ):
            found += check(evidence, definition)
    rows: list[dict[str, Any]] = [asdict(w) for w in found]
    evidence.context.write_rows(Table.WARNINGS, "what to look at, and what to do about it", rows)


def _stale_data(context: RunContext) -> Iterable[Warned]:
    definitions = context.definitions
    limits, usual = definitions.stale_after_days, definitions.workspace.stale_after_days
    rows = context.query(
        "stale_sources",
        "how old the newest row of each source is",
        "select source, min(value) as days from "
        f"{Table.DATA_QUALITY} where measure = 'freshness' and value is not null "
        "group by source order by source",
    ).to_pylist()
    for row in rows:
        limit = limits.get(row["source"], usual)
        if row["days"] > limit:
            yield Warned(
                "stale_data",
                row["source"],
                f"The newest row of {row['source']} is {row['days']:.0f} days old. Bring newer "
                "data before you act on segments that look at behaviour.",
                row["days"],
                limit,
            )


def _too_many(e: Evidence, d: SegmentationDefinition) -> Iterable[Warned]:
    sizes = [e.size(s) for s in e.of(d) if e.size(s)]
    if len(sizes) > _MOST_SEGMENTS:
        yield Warned(
            "over_segmentation",
            d.name,
            f"'{d.name}' has {len(sizes)} segments with members. Hardly anyone can act on so many "
            "differently: merge those that you would treat alike.",
            len(sizes),
            _MOST_SEGMENTS,
        )
    small = sum(size < _SMALL_SHARE * e.looked_at(d) for size in sizes)
    if len(sizes) > 2 and small > _MOST_SMALL * len(sizes):
        yield Warned(
            "over_segmentation",
            d.name,
            f"{small} of the {len(sizes)} segments of '{d.name}' hold less than 1 % of the "
            "accounts each. Merge them, or use wider bands.",
            small / len(sizes),
            _MOST_SMALL,
        )


def _too_few(e: Evidence, d: SegmentationDefinition) -> Iterable[Warned]:
    """A large segment whose members differ in money about as much as everybody does."""
    at = next(
        (i for o in _OUTCOMES for i, s in enumerate(e.numbers.scales) if s.variable.name == o), None
    )
    everybody = e.numbers.by_segment.get((d.name, 0))
    if at is None or everybody is None or everybody.n[at] < _FEWEST_TO_JUDGE:
        return
    label = e.numbers.scales[at].variable.label
    whole = everybody.deviations[at] / everybody.n[at]
    for segment in e.of(d):
        own = e.numbers.by_segment.get((d.name, segment.position))
        if own is None or own.n[at] < max(_FEWEST_TO_JUDGE, _LARGE_SHARE * everybody.n[at]):
            continue
        within = own.deviations[at] / own.n[at]
        spread = math.exp(min(math.sqrt(within) / 10_000, 50.0))
        if spread >= _HIDDEN_SPREAD and within >= _HIDDEN_SHARE * whole:
            yield Warned(
                "under_segmentation",
                f"{d.name}: {segment.segment}",
                f"'{segment.segment}' holds {own.n[at]:,.0f} accounts that differ in {label} about "
                f"as much as all accounts do: many are {spread:,.0f} times above or below the "
                "typical member. Split it, for instance by value tiers or purchase behaviour.",
                spread,
                _HIDDEN_SPREAD,
            )


def _small(e: Evidence, d: SegmentationDefinition) -> Iterable[Warned]:
    """Empty segments one by one; small ones together, so that no size is told."""
    floor = e.context.definitions.workspace.privacy_floor
    for segment in (s for s in e.of(d) if not e.size(s)):
        yield Warned(
            "empty_segment",
            f"{d.name}: {segment.segment}",
            f"Nobody is in '{segment.segment}'. Check its rule, or take it out.",
            0,
            1,
        )
    if small := sum(0 < e.size(s) < floor for s in e.of(d)):
        whose = "1 segment has" if small == 1 else f"{small} segments have"
        yield Warned(
            "small_group",
            d.name,
            f"In '{d.name}', {whose} fewer than {floor} accounts: shared reports hide the "
            "figures. Merge what you would treat alike.",
            small,
            floor,
        )


def _demographics_only(e: Evidence, d: SegmentationDefinition) -> Iterable[Warned]:
    used = e.used(d)
    asks_events = any("(" in s.condition and "count(" in s.condition for s in e.of(d))
    if d.method == "list" or asks_events or not used:
        return
    if all(v.group in _WHO_THEY_ARE for v in used):
        yield Warned(
            "demographics_only",
            d.name,
            f"'{d.name}' looks only at what companies are ({_names(used)}), not at what they do "
            "or want. Add behaviour or value, or cross it with another segmentation.",
        )


def _coverage(e: Evidence, d: SegmentationDefinition) -> Iterable[Warned]:
    for variable in e.used(d):
        if variable.coverage < _LOW_COVERAGE:
            yield Warned(
                "low_coverage",
                f"{d.name}: {variable.name}",
                f"'{d.name}' uses {variable.label}, which is known for "
                f"{100 * variable.coverage:.0f} % of the accounts. Find a source for it, or use "
                "another variable.",
                variable.coverage,
                _LOW_COVERAGE,
            )


def _undecided(e: Evidence, d: SegmentationDefinition) -> Iterable[Warned]:
    looked_at = e.looked_at(d)
    for segment in e.of(d):
        subject = f"{d.name}: {segment.segment}"
        if d.method == "list" and segment.undecided:
            yield Warned(
                "unmatched_list_rows",
                subject,
                f"{segment.undecided:,} rows of the list {segment.condition} match no account. "
                "Check their spelling, or what the list is matched by.",
                segment.undecided,
                0,
            )
        elif looked_at and segment.undecided > _MOST_UNDECIDED * looked_at:
            yield Warned(
                "many_undecided",
                subject,
                f"For {segment.undecided:,} of {looked_at:,} accounts it is unknown whether they "
                f"belong to '{segment.segment}', because a value is missing. Find a source for "
                "it, or say in the condition what shall hold without it (coalesce).",
                segment.undecided / looked_at,
                _MOST_UNDECIDED,
            )


def _values(e: Evidence, d: SegmentationDefinition) -> Iterable[Warned]:
    for subject, message in unknown_values(e.context, e.of(d), d):
        yield Warned("unknown_value", subject, message)


def _names(variables: Sequence[Variable]) -> str:
    return ", ".join(v.label[:1].lower() + v.label[1:] for v in variables)
