"""Runs the variables stage over hand-made tables of the profiles stage."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from segmentry.engine.sql import identifier, literal
from segmentry.model.definitions import Definitions, VariableDefinition, WorkspaceSettings
from segmentry.model.tables import SCHEMAS, Table
from segmentry.variables import stage

Row = Mapping[str, object]
AS_OF = date(2026, 7, 1)
_PROFILE = {"sources": 1, "records": 1}
_ORDER = {
    "order_key": "o",
    "ordered_at": "2026-01-01",
    "ordered_on": "2026-01-01",
    "kind": "sale",
    "list_amount": 0,
    "amount": 0,
}
_USUAL: Mapping[Table, Row] = {Table.PROFILES: _PROFILE, Table.ACCOUNT_ORDERS: _ORDER}


@pytest.fixture
def variables(bench: Callable[..., Any]) -> Callable[..., Any]:
    """Runs the stage: `variables({Table.PROFILES: [...]}, own={"twice": "orders * 2"})`."""

    def run(
        tables: Mapping[Table, Sequence[Row]],
        *,
        own: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> Any:
        made = bench(as_of=AS_OF)
        made.context.definitions = Definitions(
            workspace=WorkspaceSettings(name="test", **settings),
            variables=tuple(
                VariableDefinition(name=n, expression=e) for n, e in (own or {}).items()
            ),
        )
        for table, rows in tables.items():
            made.feed(table, " union all ".join(_select(table, row) for row in rows))
        if Table.ACCOUNT_TREE not in tables:
            made.feed(
                Table.ACCOUNT_TREE,
                "select account_id, cast(null as varchar) as parent_id, account_id as ultimate_id, "
                "0 as level from profiles",
            )
        return made.run(stage.run)

    return run


def _select(table: Table, row: Row) -> str:
    said = {**_USUAL.get(table, {}), **row}
    if table is Table.PROFILES:
        said = {"label": said["account_id"], **said}
    columns = SCHEMAS[table].columns
    assert set(said) <= {c.name for c in columns}, said
    values = (
        f"cast({literal(said.get(c.name))} as {c.type}) as {identifier(c.name)}"  # type: ignore[arg-type]
        for c in columns
    )
    return f"select {', '.join(values)}"
