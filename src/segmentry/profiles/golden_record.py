"""The golden record: for each field one value, chosen by a rule, with the losers kept."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.lineage import write_lineage
from segmentry.profiles.survivorship import RULES, Survivorship


def write_profiles(context: RunContext) -> None:
    """Write PROFILES, LINEAGE and ATTRIBUTES."""
    _rank_records(context)
    context.keep("merged_profiles", "accounts that several records tell about", _merged_sql())
    context.write(Table.PROFILES, "one row per account", _profiles_sql(context), order=_BY_ID)
    _write_attributes(context)
    write_lineage(context)


_BY_ID = ("account_id",)
_FIELDS = tuple(field for rule in RULES for field in rule.fields)


def _rank_records(context: RunContext) -> None:
    told = " ".join(f"when {literal(s.name)} then {s.rank}" for s in context.definitions.sources)
    rank = f"case r.source {told} else 99 end" if told else "99"
    context.keep(
        "ranked_records",
        "every record with its account and how far it is to be believed",
        f"""
        select r.*, i.account_id, count(*) over (partition by i.account_id) as siblings,
               {rank} as rank
        from {Table.ACCOUNT_RECORDS} as r
        join {Table.IDENTITY} as i using (account_key)
        """,
    )
    context.keep(
        "rivals",
        "records of accounts that have several, in the order they are believed",
        """
        select *, row_number() over (partition by account_id order by rank,
                      updated_at desc nulls last, source, line, account_key) as believed,
                  row_number() over (partition by account_id order by updated_at desc nulls last,
                      rank, source, line, account_key) as newest
        from ranked_records where siblings > 1
        """,
    )


def _merged_sql() -> str:
    values = ", ".join(_merged_value(rule, field) for rule in RULES for field in rule.fields)
    return (
        f"select account_id, {values}, count(distinct source) as sources, count(*) as records "
        "from rivals group by account_id"
    )


def _merged_value(rule: Survivorship, field: str) -> str:
    if rule.rule == "any_true":
        return f"bool_or({field}) as {field}"
    if rule.rule == "earliest":
        return f"min({field}) as {field}"
    # the whole group comes from the first record that has any of it
    told = " or ".join(f"{f} is not null" for f in rule.fields)
    if len(rule.fields) == 1:
        return f"min_by({field}, {rule.rule}) filter (where {told}) as {field}"
    return f"(min_by({{'value': {field}}}, {rule.rule}) filter (where {told})).value as {field}"


def _profiles_sql(context: RunContext) -> str:
    fields = ", ".join(_FIELDS)
    own = ", ".join(f"p.{c}" for c in SCHEMAS[Table.PROFILES].names if c in _FIELDS)
    return f"""
        with told as (
            select account_id, {fields}, 1 as sources, 1 as records
            from ranked_records where siblings = 1
            union all
            select account_id, {fields}, sources, records from merged_profiles
        ), present as (
            select i.account_id, min(i.account_key) as first_key
            from {Table.IDENTITY} as i semi join account_keys as k using (account_key)
            group by i.account_id
        )
        select a.account_id, {own},
               coalesce(p.name, substr(a.first_key, strpos(a.first_key, ':') + 1)) as label,
               coalesce(p.sources, 0) as sources, coalesce(p.records, 0) as records,
               {_excluded(context)} as excluded
        from present as a left join told as p using (account_id)
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
    if not context.fed(Table.ATTRIBUTE_RECORDS):
        context.write_empty(Table.ATTRIBUTES)
        return
    context.keep(
        "ranked_attributes",
        "further facts, those of the source believed first before the others",
        f"""
        select i.account_id, a.attribute, a.value, a.source, a.line,
               row_number() over (partition by i.account_id, a.attribute
                                  order by r.rank, a.source, a.line, a.value) as place
        from {Table.ATTRIBUTE_RECORDS} as a
        join {Table.IDENTITY} as i using (account_key)
        left join (select distinct source, rank from ranked_records) as r using (source)
        """,
    )
    context.write(
        Table.ATTRIBUTES,
        "further facts, from the source believed first",
        "select account_id, attribute, value from ranked_attributes where place = 1",
        order=("account_id", "attribute"),
    )
