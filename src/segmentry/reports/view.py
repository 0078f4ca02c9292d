"""What a report is told about a run: its facts, and its tables through SQL."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import pyarrow as pa


@dataclass(frozen=True)
class SourceFacts:
    """A source the run read."""

    name: str
    plugin: str = ""
    detail: str = ""
    """Where it lies, in words fit for a reader: a file name, never a password."""


@dataclass(frozen=True)
class DefinitionFacts:
    """A definition as it stood in the run."""

    kind: str
    name: str
    version: str
    text: str


@dataclass(frozen=True)
class SegmentationFacts:
    """What people wrote about a segmentation."""

    name: str
    title: str = ""
    description: str = ""
    method: str = ""
    assignment: str = "first_match"
    version: str = ""
    is_by_country: bool = False
    """Its segments are countries, told by their codes."""


@dataclass(frozen=True)
class MethodFacts:
    """What a method is good for."""

    name: str
    title: str = ""
    """What it does, in a sentence."""
    strong: str = ""
    weak: str = ""
    use: str = ""


@dataclass(frozen=True)
class StrategyFacts:
    """What somebody does for a segment."""

    segmentation: str
    segment: str
    objective: str
    owner: str = ""


@dataclass(frozen=True)
class DecisionFacts:
    """What somebody decided on a finding of a review."""

    finding: str
    decision: str
    reason: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True)
class StageNote:
    """Something a stage wants the reader to know."""

    stage: str
    text: str


@dataclass(frozen=True)
class RunFacts:
    """What is known about a run beside its tables."""

    workspace: str
    run_number: int
    as_of: date
    started_at: datetime
    currency: str
    privacy_floor: int
    product_version: str
    seed: int
    sources: tuple[SourceFacts, ...] = ()
    definitions: tuple[DefinitionFacts, ...] = ()
    notes: tuple[StageNote, ...] = ()
    segmentations: tuple[SegmentationFacts, ...] = ()
    methods: tuple[MethodFacts, ...] = ()
    strategies: tuple[StrategyFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    lacking: tuple[str, ...] = ()
    """Tables that the version which made the run did not write yet."""


class RunView(Protocol):
    """A finished run: every table of the run is readable by its name."""

    @property
    def facts(self) -> RunFacts: ...

    def query(self, sql: str) -> pa.Table:
        """Run a query in DuckDB's dialect over the tables of the run."""


Row = dict[str, Any]


def rows_of(run: RunView, sql: str) -> list[Row]:
    """The rows of a small result."""
    rows: list[Row] = run.query(sql).to_pylist()
    return rows
