"""Runs the profiles stage over hand-made tables of the hub."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from segmentry.engine.sql import identifier, literal
from segmentry.model.answers import Answer
from segmentry.model.definitions import Definitions, SourceDefinition, WorkspaceSettings
from segmentry.model.pins import Pin
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles import stage

Row = Mapping[str, object]


def rows_sql(table: Table, rows: Sequence[Row]) -> str:
    """Rows as SQL; a source and line are given to those that name none."""
    columns = SCHEMAS[table].columns
    selects = []
    for number, row in enumerate(rows, 1):
        said = {"source": "crm", "line": number, **row}
        assert set(said) <= {c.name for c in columns}, said
        values = ", ".join(
            f"cast({literal(said.get(c.name))} as {c.type}) as {identifier(c.name)}"  # type: ignore[arg-type]
            for c in columns
        )
        selects.append(f"select {values}")
    return " union all ".join(selects)


@pytest.fixture
def profiles(bench: Callable[..., Any]) -> Callable[..., Any]:
    """Runs the stage: `profiles({Table.ACCOUNT_RECORDS: [...]}, ranks={"crm": 10})`.

    `before` is a bench of an earlier run whose identity is continued.
    """

    def run(
        tables: Mapping[Table, Sequence[Row]],
        *,
        before: Any = None,
        ranks: Mapping[str, int] | None = None,
        as_of: date = date(2026, 6, 30),
        answers: Sequence[Answer] = (),
        pins: Sequence[Pin] = (),
        **settings: Any,
    ) -> Any:
        made = bench(as_of=as_of)
        made.context.answers, made.context.pins = answers, pins
        made.context.definitions = Definitions(
            workspace=WorkspaceSettings(name="test", **settings),
            sources=tuple(
                SourceDefinition(name=name, source="files", rank=rank, tables={})
                for name, rank in (ranks or {}).items()
            ),
        )
        for table, rows in tables.items():
            made.feed(table, rows_sql(table, rows))
        if before is not None:
            for table in (Table.IDENTITY, Table.IDENTITY_EVENTS):
                file = before.context.folder / f"{table}.parquet"
                made.context.engine.register(f"previous_{table}", [file])
                made.context.remembered.add(table)
        return made.run(stage.run)

    return run


@pytest.fixture
def known() -> Callable[..., Row]:
    """What a record says of a company: `known("crm:1", name_key="acme", country="DE")`."""

    def record(account_key: str, **said: object) -> Row:
        name = {"name": str(said["name_key"]).title()} if "name_key" in said else {}
        return {"account_key": account_key, **name, **said}

    return record


@pytest.fixture
def golden(profiles: Callable[..., Any], known: Callable[..., Row]) -> Callable[..., Any]:
    """Merges records of one company: `golden(crm={...}, erp=[{...}, {...}])`; `more` is told to
    the stage, for instance `{"golden_record": {"name": {"rule": "newest"}}}`."""

    def make(more: Mapping[str, Any] | None = None, **records: Any) -> Any:
        rows = [
            {"source": source, "line": line}
            | known(f"{source}:1", **{"registration_id": "R1"} | said)
            for source, listed in records.items()
            for line, said in enumerate(listed if isinstance(listed, list) else [listed], 5)
        ]
        ranks = {"crm": 20, "erp": 10, "web": 30}
        return profiles({Table.ACCOUNT_RECORDS: rows}, **{"ranks": ranks} | dict(more or {}))

    return make
