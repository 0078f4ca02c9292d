"""What a segmentation places: each account by itself, or those of one company or group together."""

from typing import Literal

from segmentry.model.tables import SCHEMAS, Table

Level = Literal["account", "company", "domestic", "ultimate", "group"]
UNITS: dict[Level, str] = {
    "company": "company",
    "domestic": "domestic group",
    "ultimate": "ultimate parent",
    "group": "group",
}
"""The levels above the account, and what its accounts together are called."""


def rows_of_unit(table: Table, level: Level) -> str:
    """SQL of a table's rows with the unit, named by its own account, in place of the account."""
    columns = ", ".join(f'x."{name}"' for name in SCHEMAS[table].names if name != "account_id")
    return (
        f"select t.{level}_id as account_id, {columns} from {table} as x "
        f"join {Table.ACCOUNT_TREE} as t on t.account_id = x.account_id"
    )


def view_of_unit(table: Table, level: Level) -> str:
    """Name of the view that holds these rows."""
    return f"{table}_by_{level}"
