"""Columns that say who left: they are no end of a contract, and whoever gave them is told so."""

from collections.abc import Iterator, Sequence
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.hub.checks import CheckedTable
from segmentry.hub.column_text import column_text
from segmentry.hub.keys import key_of
from segmentry.hub.mapping import standardiser_of
from segmentry.hub.not_yet import if_past
from segmentry.hub.presets.preset import plain
from segmentry.hub.standardise.base import Reading, SqlStandardiser
from segmentry.model.fields import FieldKind
from segmentry.model.tables import Table

_NAMES = (
    "churn", "churnflag", "churned", "customerchurned", "haschurned", "hasleft", "ischurn",
    "ischurned",
)  # fmt: skip


def tell_of_who_left(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Note what such columns say, what the contracts say, and which of them counts."""
    tellers = {"accounts": _of_companies, "subscriptions": _of_contracts}
    for table in checked:
        if table.name not in tellers or table.table.mapping.one_row_per_key:
            continue
        for column in _unused(table):
            said = tellers[table.name](context, table, _said(table, column))
            context.notes += [f"{table.table.source.name}: '{column}' says {s}" for s in said]


def _unused(checked: CheckedTable) -> list[str]:
    """Columns of such a name that feed no field of ours; as an attribute they decide nothing."""
    used = {c for m in checked.table.mapping.fields.values() for c in m.columns}
    return [c for c in checked.table.record_columns if plain(c) in _NAMES and c not in used]


def _said(checked: CheckedTable, column: str) -> str:
    """The accepted rows with what the column says, as yes or no."""
    table, boolean = checked.table, standardiser_of(FieldKind.BOOLEAN)
    assert isinstance(boolean, SqlStandardiser)  # noqa: S101 - yes and no are read in SQL
    text = column_text(column, table.record_columns)
    return (
        f"select a.*, {boolean.expressions(text, Reading())['']} as has_left "
        f"from {identifier(table.records)} as r "
        f"join {identifier(checked.accepted)} as a on a.file = r._file and a.line = r._line"
    )


def _of_companies(context: RunContext, checked: CheckedTable, said: str) -> Iterator[str]:
    row = _counted(
        context,
        checked,
        f"""
        select count(has_left) as told, count(*) filter (where has_left) as n_left,
               count(is_over) as contracts, count(*) filter (where is_over) as over,
               count(*) filter (where has_left <> coalesce(is_over, false)) as differ
        from (
            select {key_of(checked, "s.key")} as account_key, bool_or(has_left) as has_left
            from ({said}) as s group by 1
        ) as companies
        left join (
            select account_key, bool_and(ended_on is not null) as is_over
            from {Table.SUBSCRIPTIONS} where not is_trial group by account_key
        ) as contracts using (account_key)
        """,
    )
    if not row["contracts"] and row["n_left"]:
        yield (
            f"that {row['n_left']:,} of {row['told']:,} companies left. Churn is counted from "
            "contracts that end, and there are none."
        )
    elif row["differ"] and row["told"]:
        yield (
            f"that {row['n_left']:,} of {row['told']:,} companies left; by their contracts, which "
            f"have all ended, {row['over']:,} of {row['contracts']:,} did. Churn is counted from "
            "the contracts."
        )


def _of_contracts(context: RunContext, checked: CheckedTable, said: str) -> Iterator[str]:
    end = if_past(context, "s.ended_on")
    row = _counted(
        context,
        checked,
        f"""
        select count(has_left) as told, count(*) filter (where has_left) as n_left,
               count({end}) as over,
               count(*) filter (where has_left <> ({end} is not null)) as differ
        from ({said}) as s
        """,
    )
    if row["differ"] and row["told"]:
        yield (
            f"that {row['n_left']:,} of {row['told']:,} contracts ended; {row['over']:,} have an "
            "end by the date of the data. Churn is counted from these ends."
        )


def _counted(context: RunContext, checked: CheckedTable, sql: str) -> dict[str, Any]:
    step, why = f"who_left__{checked.table.suffix}", "who left is held against the contracts"
    row: dict[str, Any] = context.query(step, why, sql).to_pylist()[0]
    return row
