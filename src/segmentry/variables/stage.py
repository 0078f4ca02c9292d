"""Computes what to segment by, for every account."""

from collections.abc import Sequence

from segmentry.conditions import Word
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.errors import NumberTooLarge
from segmentry.model.activity import REORDER_CYCLE, active_window
from segmentry.model.definitions import VariableDefinition
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.written import content_hash
from segmentry.variables.catalogue_files import RESERVED, Figures, all_variables, shipped
from segmentry.variables.compute import Computed, compute
from segmentry.variables.facts import write_facts
from segmentry.variables.fit_scores import Fits, add_fits
from segmentry.variables.months import write_months
from segmentry.variables.profile_fields import MOST_ATTRIBUTES, prepare_base
from segmentry.variables.rolling_up import check_rolled_up
from segmentry.variables.units import levels_in_use, write_units


def run(context: RunContext) -> None:
    """Write VARIABLE_VALUES, UNIT_VALUES, VARIABLE_FACTS, IDEAL_CUSTOMERS and ACCOUNT_MONTHS."""
    context.say("Computing the variables")
    own = context.definitions.variables
    figures = Figures(context.definitions.workspace, _active_window(context))
    definitions = all_variables(own, figures)
    base = prepare_base(context, {d.name for d in definitions} | RESERVED)
    attributes = [w for w in base if w not in SCHEMAS[Table.PROFILES].names]
    every = [*definitions, *_given(attributes, base, definitions)]
    view, computed = compute(context, every, base)
    for one in computed:
        check_rolled_up(one.definition, one.word.type)
    named = {d.name for d in own}
    kept = [c for c in computed if c.is_fed or c.definition.name in named]
    _keep(context, view, kept)
    fed = _with_values(context, kept)
    fits = add_fits(context, "variables_kept", computed, fed)
    unknown = [c for c in (*computed, *fits.variables) if c not in fed and c not in fits.scored]
    fed = [*fed, *fits.scored]
    _write_values(context, fed, fits)
    write_units(context, every, base, fed, fits)
    context.engine.drop("variables_kept")
    write_facts(context, fed, unknown)
    context.say("Adding up the months")
    write_months(context)


def fingerprint(context: RunContext) -> str:
    """Changes when a segmentation places accounts at a level that none did before."""
    return content_hash(list(levels_in_use(context.definitions)))


def _active_window(context: RunContext) -> int:
    """Days without order after which an account counts as lapsed: three usual reorder cycles."""
    if fixed := context.definitions.workspace.active_window_days:
        return fixed
    row = context.query(
        "reorder_cycle", "the usual time from one order to the next", REORDER_CYCLE
    ).to_pylist()[0]
    window = active_window(row["days"])
    if row["days"] is None:
        return window
    context.notes.append(
        f"An account is active within {window} days of an order: three times the usual "
        f"{row['days']:.0f} days between orders ({row['accounts']:,} accounts)."
    )
    return window


def _given(
    attributes: Sequence[str], base: dict[str, Word], definitions: Sequence[VariableDefinition]
) -> list[VariableDefinition]:
    """The sources' further columns are variables as well."""
    named = {d.field for d in definitions}
    return [
        VariableDefinition(name=name, field=name, group="given", meaning=base[name].meaning)
        for name in attributes
        if name not in named
    ]


def _keep(context: RunContext, view: str, computed: Sequence[Computed]) -> None:
    try:
        context.keep("variables_kept", "counted, then written", _columns_sql(view, computed))
    except NumberTooLarge as error:
        raise _blamed(context, view, computed, error) from error


def _blamed(
    context: RunContext, view: str, computed: Sequence[Computed], error: NumberTooLarge
) -> NumberTooLarge:
    """The error with the variable whose calculation it is."""
    for definition in (c.definition for c in computed):
        try:
            context.engine.keep("tried", f"select {identifier(definition.name)} from {view}")
        except NumberTooLarge:
            return NumberTooLarge(
                f"The variable '{definition.name}' gives a number beyond what can be stored.",
                where=definition.where,
                next_step=error.next_step,
            )
    return error


def _columns_sql(view: str, computed: Sequence[Computed], further: Sequence[str] = ()) -> str:
    columns = ", ".join(identifier(n) for n in (*(c.definition.name for c in computed), *further))
    return f"select account_id, label, excluded, {columns} from {view}"


def _with_values(context: RunContext, computed: Sequence[Computed]) -> list[Computed]:
    """Variables that at least one account has: the rest only takes place."""
    counts = ", ".join(
        f"bool_or({identifier(c.definition.name)} is not null) as {identifier(c.definition.name)}"
        for c in computed
    )
    found = context.query(
        "variables_with_values",
        "variables that the data feeds",
        f"select {counts} from variables_kept",
    ).to_pylist()[0]
    needs = {c.definition.name: c.definition.needs for c in computed if c.definition.needs}
    missing_needs = {n for n in sorted(set(needs.values())) if not _has(context, n)}
    missing = {name for name, need in needs.items() if need in missing_needs}
    own = {d.name for d in context.definitions.variables}
    return [
        c
        for c in computed
        if c.definition.name in own
        or (found[c.definition.name] and c.definition.name not in missing)
    ]


def _has(context: RunContext, need: str) -> bool:
    """Whether anything is known at all: a field of the orders, or a kind of engagement."""
    table, _, what = need.partition(".")
    if table == "engagements":
        told = f"count(*) filter (where kind = {literal(what)})"
        sql = f"select {told} > 0 as known from {Table.ACCOUNT_ENGAGEMENTS}"
    else:
        sql = f"select count({identifier(what)}) > 0 as known from {Table.ACCOUNT_ORDERS}"
    found = context.query(f"has_{table}_{what}", "whether it is known at all", sql)
    return bool(found.to_pylist()[0]["known"])


def _write_values(context: RunContext, computed: Sequence[Computed], fits: Fits) -> None:
    context.write(
        Table.VARIABLE_VALUES,
        f"{len(computed)} of {len(shipped())} shipped and "
        f"{len(context.definitions.variables)} own variables; the others have no data "
        f"(at most {MOST_ATTRIBUTES} further columns are taken)",
        _columns_sql(fits.table, computed, fits.reasons),
        order=("account_id",),
    )
