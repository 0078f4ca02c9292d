"""A run to report on, made by SQL."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from segmentry.model.tables import SCHEMAS
from segmentry.reports import (
    DefinitionFacts,
    MethodFacts,
    RunFacts,
    SegmentationFacts,
    SourceFacts,
    StageNote,
    StrategyFacts,
)

_SQL = Path(__file__).with_name("sample_run.sql")
_MANY = Path(__file__).with_name("many_segments.sql")
_PLAN = """\
method: reference_plan
assignment: first_match
settings:
  frequency: {quantiles: [0.33, 0.67]}  # <levels> & limits
"""

FACTS = RunFacts(
    workspace="Acme Industrial Supply",
    run_number=12,
    as_of=date(2026, 6, 15),
    started_at=datetime(2026, 6, 15, 4, 5, tzinfo=UTC),
    currency="EUR",
    privacy_floor=5,
    product_version="0.1.0",
    seed=7,
    sources=(SourceFacts("crm", "files", "accounts.csv, contacts.csv"), SourceFacts("shop", "sql")),
    definitions=(
        DefinitionFacts("segmentation", "plan", "f3a9c2d1", _PLAN),
        DefinitionFacts("source", "crm", "01ab33e0", "source: files\npath: crm/*.csv\n"),
    ),
    notes=(StageNote("segmentation", "RFM: 5 groups by value; equal values score alike."),),
    segmentations=(
        SegmentationFacts("plan", "Reference plan", "Company size by industry.", "reference_plan"),
        SegmentationFacts("rfm", "RFM", "When last, how often, how much.", "rfm"),
        SegmentationFacts("tiers", "Value tiers", "", "value_tiers"),
    ),
    methods=(
        MethodFacts("rfm", "RFM", "simple, finds valuable customers", "only purchases", "win-back"),
    ),
    strategies=(StrategyFacts("rfm", "Champions", "Keep them: early access", "Ana Ruiz"),),
)


@dataclass
class SampleRun:
    """A run in memory; `change` bends it to a test's need."""

    facts: RunFacts
    connection: duckdb.DuckDBPyConnection

    def query(self, sql: str) -> pa.Table:
        return self.connection.sql(sql).to_arrow_table()

    def change(self, sql: str) -> "SampleRun":
        self.connection.execute(sql).fetchall()
        return self

    @classmethod
    def empty(cls, facts: RunFacts = FACTS) -> "SampleRun":
        connection = duckdb.connect(":memory:")
        for name, schema in SCHEMAS.items():
            columns = ", ".join(f'"{c.name}" {c.type}' for c in schema.columns)
            connection.execute(f"create table {name} ({columns})").fetchall()
        return cls(facts, connection)

    @classmethod
    def filled(cls, accounts: int = 300, months: int = 30, facts: RunFacts = FACTS) -> "SampleRun":
        run = cls.empty(facts)
        script = _SQL.read_text("utf-8").replace("$accounts", str(accounts))
        script = script.replace("$months", str(months))
        return run.change(script.replace("$as_of", f"'{facts.as_of.isoformat()}'"))


@pytest.fixture
def empty_run() -> Iterator[SampleRun]:
    run = SampleRun.empty()
    yield run
    run.connection.close()


@pytest.fixture
def make_run() -> Iterator[Callable[..., SampleRun]]:
    """Makes runs of any size: `make_run(accounts=1)`."""
    made: list[SampleRun] = []

    def make(accounts: int = 300, months: int = 30, facts: RunFacts = FACTS) -> SampleRun:
        made.append(SampleRun.filled(accounts, months, facts))
        return made[-1]

    yield make
    for run in made:
        run.connection.close()


@pytest.fixture
def run(make_run: Callable[..., SampleRun]) -> SampleRun:
    return make_run()


@pytest.fixture
def crowded_run(make_run: Callable[..., SampleRun]) -> SampleRun:
    """Sixty segments with hostile names, beside the usual ones."""
    return make_run(accounts=400).change(_MANY.read_text("utf-8"))
