"""What the checks of a review look at: small tables, read once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.model.value_measures import VALUE_MEASURES, ValueMeasure
from segmentry.review.given import given_by_the_data

_DRAFT = "draft"
Row = dict[str, Any]
Key = tuple[str, str]
"""Segmentation and segment."""


@dataclass(frozen=True)
class Evidence:
    """The segments with everything a check may ask about them."""

    as_of: date
    floor: int
    """Smallest group whose size may be told."""
    currency: str
    methods: Mapping[str, str]
    segments: Sequence[Row]
    measure: ValueMeasure | None
    differences: Mapping[Key, Sequence[Row]] = field(default_factory=dict)
    warnings: Sequence[Row] = ()
    moves: Sequence[Row] = ()
    strategies: Sequence[Row] = ()
    objectives: Sequence[Row] = ()
    given: frozenset[str] = frozenset()
    """Segmentations whose segments the data gives; nobody drew them, nobody can redraw them."""

    @cached_property
    def acted_on(self) -> frozenset[Key]:
        """Segments for which somebody does something; a draft does nothing yet."""
        return frozenset((s["segmentation"], s["segment"]) for s in self._taken)

    @property
    def _taken(self) -> Iterator[Row]:
        return (
            s
            for s in self.strategies
            if s["strategy"] and not s["is_template"] and s["status"] != _DRAFT
        )

    @cached_property
    def not_begun(self) -> frozenset[str]:
        """Strategies that begin on the date of the data or later: they can have done nothing."""
        return frozenset(
            s["strategy"] for s in self.strategies if s["start"] and s["start"] >= self.as_of
        )

    @cached_property
    def begun_for(self) -> frozenset[Key]:
        """Segments for which somebody has begun to do something."""
        begun = (s for s in self._taken if s["strategy"] not in self.not_begun)
        return frozenset((s["segmentation"], s["segment"]) for s in begun)

    def is_drawn(self, segmentation: str) -> bool:
        """Whether somebody chose how to divide, and could do it another way."""
        return segmentation not in self.given and self.methods.get(segmentation) != "list"

    def siblings(self, segment: Row) -> list[Row]:
        """The other segments of its segmentation that have members."""
        return [
            s
            for s in self.segments
            if s["segmentation"] == segment["segmentation"]
            and s["segment"] != segment["segment"]
            and s["accounts"]
        ]


def read_evidence(context: RunContext) -> Evidence:
    """Read what earlier stages wrote; a table that is not there counts as empty."""
    segments = _rows(context, Table.SEGMENT_STATS, "segmentation, position")
    named = next((s["measure"] for s in segments if s["measure"]), None)
    differences: dict[Key, list[Row]] = {}
    for row in _rows(context, Table.SEGMENT_DIFFERENCES, "segmentation, segment, rank"):
        differences.setdefault((row["segmentation"], row["segment"]), []).append(row)
    return Evidence(
        context.as_of,
        context.definitions.workspace.privacy_floor,
        context.definitions.workspace.currency,
        {d.name: d.method for d in context.definitions.segmentations},
        segments,
        next((m for m in VALUE_MEASURES if m.variable == named), None),
        differences,
        _rows(context, Table.WARNINGS, "code, subject, message"),
        _rows(context, Table.SEGMENT_MOVES, "segmentation, from_segment, to_segment"),
        _rows(context, Table.STRATEGIES, "segmentation, segment, strategy"),
        _rows(context, Table.OBJECTIVES, "name, segmentation, segment"),
        given_by_the_data(context.definitions.segmentations, _words(context)),
    )


def _words(context: RunContext) -> frozenset[str]:
    """Variables whose values are words."""
    facts = _rows(context, Table.VARIABLE_FACTS, "variable")
    return frozenset(f["variable"] for f in facts if f["type"] == ColumnType.TEXT)


def _rows(context: RunContext, table: Table, order: str) -> list[Row]:
    if not context.fed(table):
        return []
    sql = f"select * from {table} order by {order}"
    rows: list[Row] = context.query(
        f"{table}_for_review", f"{table} as a review reads it", sql
    ).to_pylist()
    return rows
