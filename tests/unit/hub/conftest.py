"""Runs the hub over hand-made records, as if sources had just landed them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from segmentry.hub import stage
from segmentry.model.definitions import (
    Definitions,
    SourceDefinition,
    WorkspaceSettings,
)
from segmentry.model.mappings import TableMapping


@dataclass(frozen=True)
class Given:
    """What a source landed: columns of values, and the tables it fills."""

    columns: Mapping[str, Sequence[object]]
    tables: Mapping[str, Mapping[str, object]]
    system: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def definition(self, name: str) -> SourceDefinition:
        mappings = {
            table: TableMapping.model_validate(said if "fields" in said else {"fields": said})
            for table, said in self.tables.items()
        }
        return SourceDefinition(name=name, source="files", system=self.system, tables=mappings)

    def records(self, name: str) -> pa.Table:
        columns = {n: _array(values) for n, values in self.columns.items()}
        rows = len(next(iter(columns.values())))
        columns["_file"] = pa.array([f"{name}.csv"] * rows)
        # the header of a delimited file is its first line
        columns["_line"] = pa.array(range(2, rows + 2), pa.int64())
        return pa.table(columns)


def _array(values: Sequence[object]) -> pa.Array:
    only_nothing = all(value is None for value in values)
    return pa.array(values, pa.string()) if only_nothing else pa.array(values)


@pytest.fixture
def given() -> type[Given]:
    return Given


@pytest.fixture
def hub(bench: Callable[..., Any]) -> Callable[..., Any]:
    """Runs the hub: `hub({"shop": given(columns, tables)})`; returns the bench to look at."""

    def run(
        sources: Mapping[str, Given],
        *,
        as_of: date | None = date(2026, 6, 30),
        fixed: date | None = None,
        **settings: Any,
    ) -> Any:
        made = bench()
        context = made.context
        context.fixed_as_of = as_of
        context.definitions = Definitions(
            workspace=WorkspaceSettings(name="test", as_of=fixed, **settings),
            sources=tuple(g.definition(name) for name, g in sources.items()),
        )
        for name, g in sources.items():
            records = g.records(name)
            context.engine.load(f"records/{name}", records)
            context.rows[f"records/{name}"] = records.num_rows
        return made.run(stage.run)

    return run
