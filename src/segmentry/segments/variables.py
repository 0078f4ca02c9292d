"""The variables of this run, as the catalogue describes them."""

from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType


@dataclass(frozen=True)
class Variable:
    """A variable with its type and how many accounts have it."""

    name: str
    label: str
    group: str
    type: ColumnType
    coverage: float


def read_variables(context: RunContext) -> tuple[Variable, ...]:
    columns = context.engine.columns(Table.VARIABLE_VALUES)
    rows = context.query(
        "variables_at_hand",
        "the variables that segments are compared by",
        f'select variable, label, "group", coalesce(coverage, 0) as coverage '
        f"from {Table.VARIABLE_FACTS} order by variable",
    ).to_pylist()
    return tuple(
        Variable(
            r["variable"],
            r["label"],
            r["group"],
            ColumnType(columns[r["variable"]]),
            float(r["coverage"]),
        )
        for r in rows
        if r["variable"] in columns
    )
