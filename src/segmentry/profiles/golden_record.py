"""The golden record: for each field one value, chosen by a rule, with the losers kept."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.claims import choose_all, chosen_sql, claims_sql, rank_records
from segmentry.profiles.lineage import ATTRIBUTE, write_lineage
from segmentry.profiles.pins import Pinned, load_pins
from segmentry.profiles.survivorship import RULES, Survivorship


def write_profiles(context: RunContext) -> None:
    """Write PROFILES, LINEAGE and ATTRIBUTES."""
    pinned = load_pins(context)
    rank_records(context, pinned.accounts)
    rules = choose_all(context)
    context.define("merged_profiles", "accounts that needed a choice", _merged_sql(rules))
    sql = _profiles_sql(context, pinned)
    context.write(Table.PROFILES, "one row per account", sql, order=("account_id",))
    _write_attributes(context)
    write_lineage(context, rules, pinned)
    for name in (*(f"chosen_{rule.group}" for rule in rules), "pins"):
        context.engine.drop(name)


_TYPES = {c.name: c.type for c in SCHEMAS[Table.PROFILES].columns}
_FIELDS = tuple(field for rule in RULES for field in rule.fields)


def _merged_sql(rules: Sequence[Survivorship]) -> str:
    group_of = {field: rule.group for rule in rules for field in rule.fields}
    values = ", ".join(
        f"of_{group_of[f]}.{f}" if f in group_of else f"cast(null as {_TYPES[f]}) as {f}"
        for f in _FIELDS
    )
    joins = " ".join(
        f"left join chosen_{g} as of_{g} on of_{g}.account_id = c.account_id"
        for g in (rule.group for rule in rules)
    )
    return f"""
        select c.account_id, {values}, c.sources, c.records
        from (
            select account_id, count(distinct source) as sources, count(*) as records
            from rivals group by account_id
        ) as c {joins}
    """


def _profiles_sql(context: RunContext, pinned: Pinned) -> str:
    fields = ", ".join(_FIELDS)
    own = ", ".join(f"p.{c}" for c in SCHEMAS[Table.PROFILES].names if c in _FIELDS)
    return f"""
        with found as (
            select account_id, {fields}, 1 as sources, 1 as records
            from ranked_records where is_alone
            union all
            select account_id, {fields}, sources, records from merged_profiles
        ), present as (
            select i.account_id, min(i.account_key) as first_key
            from {Table.IDENTITY} as i semi join account_keys as k using (account_key)
            group by i.account_id
        ), told as ({_with_pins(pinned)})
        select a.account_id, {own},
               coalesce(p.name, substr(a.first_key, strpos(a.first_key, ':') + 1)) as label,
               coalesce(p.sources, 0) as sources, coalesce(p.records, 0) as records,
               {_excluded(context)} as excluded
        from present as a left join told as p using (account_id)
    """


def _with_pins(pinned: Pinned) -> str:
    """The word of a person counts before all records, also for an account without any."""
    if not pinned.columns:
        return "select * from found"
    rows = ", ".join(
        f"max(value) filter (where field = {literal(c)}) as {c}, "
        f"count(*) filter (where field = {literal(c)}) as is_{c}"
        for c in pinned.columns
    )
    values = ", ".join(
        f"case when s.is_{f} > 0 then cast(s.{f} as {_TYPES[f]}) else f.{f} end as {f}"
        if f in pinned.columns
        else f"f.{f}"
        for f in _FIELDS
    )
    return f"""
        select a.account_id, {values}, f.sources, f.records
        from present as a left join found as f on f.account_id = a.account_id
        left join (select account_id, {rows} from pins group by account_id) as s
        on s.account_id = a.account_id
    """


def _excluded(context: RunContext) -> str:
    exclusions = context.definitions.workspace.exclusions
    cases = []
    if exclusions.relations:
        relations = ", ".join(literal(r.lower()) for r in exclusions.relations)
        cases.append(f"when lower(p.relation) in ({relations}) then lower(p.relation)")
    if exclusions.do_not_contact:
        cases.append("when p.do_not_contact then 'do not contact'")
    return f"case {' '.join(cases)} end" if cases else "cast(null as varchar)"


def _write_attributes(context: RunContext) -> None:
    """Further facts: those of rivals are chosen, an account's only record needs no choice."""
    if not context.fed(Table.ATTRIBUTE_RECORDS):
        context.write_empty(Table.ATTRIBUTES)
        return
    keys = ("account_id", "attribute")
    rivals = f"""
        (select r.account_id, r.rank, r.age, r.updated_at, a.*
         from {Table.ATTRIBUTE_RECORDS} as a
         join rivals as r using (account_key, source, line)) as told
    """
    context.keep(
        "chosen_attributes",
        "further facts, from the record believed first",
        chosen_sql(
            claims_sql(rivals, ATTRIBUTE, keys, "0"), keys, ATTRIBUTE, literal(ATTRIBUTE.words)
        ),
    )
    context.write(
        Table.ATTRIBUTES,
        "further facts about each account",
        f"""
        select account_id, attribute, value from chosen_attributes
        union all
        select r.account_id, a.attribute, a.value from {Table.ATTRIBUTE_RECORDS} as a
        join (select * from ranked_records where is_alone) as r using (account_key, source, line)
        """,
        order=keys,
    )
