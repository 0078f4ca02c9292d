"""The variables of accounts that are placed together: a company, a group.

What is computed is computed anew, over all that happened to the accounts of the unit, so that a
ratio is one of sums and an average one of all their events. What sources tell of each account is
rolled up.
"""

from collections.abc import Mapping, Sequence

from segmentry.conditions import Word
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.model.definitions import Definitions, VariableDefinition
from segmentry.model.levels import UNITS, Level, rows_of_unit, view_of_unit
from segmentry.model.tables import SCHEMAS, Table
from segmentry.variables.compute import Computed, Subject, compute
from segmentry.variables.fit_scores import Fits
from segmentry.variables.profile_fields import BASE
from segmentry.variables.rolling_up import rolled_up, usual

_EVENTS = (
    Table.ACCOUNT_ORDERS, Table.ACCOUNT_INVOICES, Table.ACCOUNT_SUBSCRIPTIONS,
    Table.ACCOUNT_OPPORTUNITIES, Table.ACCOUNT_ENGAGEMENTS, Table.ACCOUNT_TOUCHES,
    Table.ACCOUNT_ANSWERS, Table.ACCOUNT_TECHNOLOGIES, Table.ACCOUNT_CONTACTS,
)  # fmt: skip
_OWN = ("account_id", "label", "excluded")


def levels_in_use(definitions: Definitions) -> tuple[Level, ...]:
    """Levels above the account that a segmentation asks for."""
    asked = {s.level for s in definitions.segmentations}
    return tuple(level for level in UNITS if level in asked)


def write_units(
    context: RunContext,
    definitions: Sequence[VariableDefinition],
    base: Mapping[str, Word],
    written: Sequence[Computed],
    fits: Fits,
) -> None:
    """Write UNIT_VALUES: the variables that accounts have, per unit of every level in use."""
    levels = levels_in_use(context.definitions)
    if not levels:
        context.write_empty(Table.UNIT_VALUES)
        return
    asked = {d.name: d.rolled_up for d in definitions if d.rolled_up}
    types = {c.definition.name: c.word for c in written if c.definition.name in asked}
    ready = [
        d.model_copy(update={"expression": "", "field": d.name}) if d.name in types else d
        for d in definitions
    ]
    parts = [
        _unit_sql(context, level, ready, {**base, **types}, asked, written, fits)
        for level in levels
    ]
    context.write(
        Table.UNIT_VALUES,
        "the variables of accounts that a segmentation places together",
        " union all ".join(parts),
        order=("unit_level", "account_id"),
    )


def _unit_sql(
    context: RunContext,
    level: Level,
    definitions: Sequence[VariableDefinition],
    words: Mapping[str, Word],
    asked: Mapping[str, str],
    written: Sequence[Computed],
    fits: Fits,
) -> str:
    base = _base(context, level, words, asked, fits.table)
    for table in _EVENTS:
        why = f"{table} with the unit in place of the account"
        context.define(view_of_unit(table, level), why, rows_of_unit(table, level))
    views = {table: view_of_unit(table, level) for table in _EVENTS}
    subject = Subject(base, views, f"_of_{level}")
    view, _ = compute(context, definitions, words, subject)
    fitted = {c.definition.name for c in fits.variables}
    names = [c.definition.name for c in written if c.definition.name not in fitted]
    names += [n for n in SCHEMAS[Table.PROFILES].names if n not in (*names, *_OWN)]
    columns = ", ".join(f"v.{identifier(n)}" for n in names)
    fits_sql = f", {fits.columns}" if fits.columns else ""
    return (
        f"select '{level}' as unit_level, v.account_id, v.unit_accounts, v.label, "
        f"v.excluded, {columns}{fits_sql} from {view} as v"
    )


def _base(
    context: RunContext,
    level: Level,
    words: Mapping[str, Word],
    asked: Mapping[str, str],
    values: str,
) -> str:
    """Make `units_of_LEVEL`, one row per unit with all that is known before anything is computed;
    double underscores are in no name of a source's column."""
    rolled = ", ".join(
        f"{rolled_up(name, asked.get(name) or usual(name, word.type), word.type)} "
        f"as {identifier(name)}"
        for name, word in words.items()
        if name not in _OWN
    )
    given = "".join(f", v.{identifier(name)}" for name in asked if name in words)
    return context.define(
        f"units_of_{level}",
        f"what is known of the accounts of each {UNITS[level]}, rolled up",
        f"""
        select unit__id as account_id, count(*) as unit_accounts, min_by(label, unit__place)
                 as label, case when count(excluded) = count(*) then min_by(excluded, unit__place)
                 end as excluded, {rolled}
        from (
            select b.*{given}, t.{level}_id as unit__id,
                   row_number() over (
                       partition by t.{level}_id
                       order by case when t.account_id = t.{level}_id then 0 else 1 end, t.level,
                                t.account_id) as unit__place
            from {BASE} as b
            join {Table.ACCOUNT_TREE} as t on t.account_id = b.account_id
            join {values} as v on v.account_id = b.account_id
        ) as placed group by unit__id
        """,
    )
