"""The hub: map, standardise, check, set aside, and write the standard tables."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.errors import NoData
from segmentry.hub.checks import CheckedTable, check
from segmentry.hub.companies_to_come import leave_out_companies_to_come
from segmentry.hub.mapping import MappedTable, mapped_tables
from segmentry.hub.orders import write_orders
from segmentry.hub.presets import with_presets
from segmentry.hub.quality import look_at_all
from segmentry.hub.rates import prepare_rates
from segmentry.hub.rejected import write_rejected
from segmentry.hub.reused_keys import tell_of_reused_keys
from segmentry.hub.said_to_have_left import tell_of_who_left
from segmentry.hub.same_keys import tell_of_same_keys
from segmentry.hub.targets import write_targets
from segmentry.hub.vault import write_vault
from segmentry.hub.without_account import tell_of_rows_without_account
from segmentry.hub.without_ids import give_keys

KEPT_ROWS = 2_000_000
"""Standardised rows up to this number are held; more are computed again where they are read."""


def run(context: RunContext) -> None:
    """Bring all records into the standard tables."""
    context.definitions = give_keys(with_presets(context), context.notes)
    tables = mapped_tables(context)
    for table in tables:
        context.say(f"Standardising {table.target.name} of {table.source.name}")
        _prepare(context, table)
    prepare_rates(context, tables)
    context.say("Checking")
    checked = check(context, tables)
    quality = look_at_all(context, checked)
    asked = context.fixed_as_of or context.definitions.workspace.as_of
    context.fixed_as_of = asked or quality.newest_day()
    if context.fixed_as_of is None:
        raise NoData(
            "No source has a row with a readable date of an order, contract, deal or the like, so "
            "the day of the data is unknown; when companies and people were entered or changed "
            "does not tell it.",
            next_step="Map such a date, or set the day as a line such as `as_of: 2026-06-30` in "
            "segmentry.yaml; after a run `segmentry rejects` shows the rows set aside.",
        )
    context.say("Writing the standard tables")
    write_targets(context, checked)
    write_orders(context, checked)
    write_rejected(context, checked, quality)
    quality.write(context.as_of)
    write_vault(context, checked)
    tell_of_rows_without_account(context)
    if asked:
        leave_out_companies_to_come(context)
    tell_of_who_left(context, checked)
    tell_of_reused_keys(context, checked)
    context.notes += tell_of_same_keys(context.definitions.sources, context.query)
    _forget(context, checked)


def _prepare(context: RunContext, table: MappedTable) -> None:
    table.prepare()
    if context.rows.get(table.records, 0) <= KEPT_ROWS:
        context.keep(
            f"kept__{table.suffix}",
            "read more than once",
            f"select * from {identifier(table.mapped)}",
        )
        context.define(
            table.mapped, "as kept", f"select * from {identifier('kept__' + table.suffix)}"
        )


def _forget(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Give the memory of intermediate steps back before the next stage."""
    for c in checked:
        for name in (f"kept__{c.table.suffix}", f"duplicates__{c.table.suffix}"):
            context.engine.drop(name)
