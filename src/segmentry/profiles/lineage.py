"""Where each value of a profile comes from, and which values lost."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.survivorship import RULES, Survivorship

_WORDS = {
    "believed": "the source ranked first, then the newest row",
    "newest": "the newest row, then the source ranked first",
    "earliest": "the earliest value",
    "any_true": "true when any source says so",
}
_ATTRIBUTE_RULE = "the source ranked first"
_ORDER = ("account_id", "field", "source", "line")


def write_lineage(context: RunContext) -> None:
    """Write LINEAGE: a row per value of accounts that several records tell about."""
    told = [_told(rule, field) for rule in RULES for field in rule.fields]
    if context.fed(Table.ATTRIBUTE_RECORDS):
        told.append(_told_of_attributes())
    why, sql = "where each value comes from", _lineage_sql(" union all ".join(told))
    context.write(Table.LINEAGE, why, sql, order=_ORDER)


def _lineage_sql(told: str) -> str:
    """Accounts with one record need one row: every value is that record's."""
    return f"""
        select account_id, '*' as field, 'every value' as value, source, line,
               'only one record tells about it' as rule, cast(null as varchar) as losers
        from ranked_records where siblings = 1
        union all
        select account_id, field, max(value) filter (where position = 1) as value,
               max(source) filter (where position = 1) as source,
               max(line) filter (where position = 1) as line, max(rule) as rule,
               string_agg(value || ' (' || source || ', row ' || cast(line as varchar) || ')',
                          '; ' order by position) filter (where value <> won) as losers
        from (
            select account_id, field, value, source, line, rule,
                   row_number() over (partition by account_id, field
                                      order by place, source, line, value) as position,
                   first_value(value) over (partition by account_id, field
                                            order by place, source, line, value) as won
            from ({told}) as told
        ) as ranked
        where won is not null
        group by account_id, field
    """


def _told(rule: Survivorship, field: str) -> str:
    # the fields of a group win together, so a record with any of them stands for all
    any_of_them = " or ".join(f"{f} is not null" for f in rule.fields)
    return (
        f"select account_id, {literal(field)} as field, cast({field} as varchar) as value, "
        f"source, line, {_place(rule)} as place, {literal(_WORDS[rule.rule])} as rule "
        f"from rivals where {any_of_them}"
    )


def _place(rule: Survivorship) -> str:
    field = rule.fields[0]
    if rule.rule == "earliest":
        return f"datediff('day', date '1970-01-01', {field})"
    if rule.rule == "any_true":
        return f"case when {field} then 0 else 1 end"
    return rule.rule


def _told_of_attributes() -> str:
    """A further column that is called like a field of the profile goes by another name."""
    taken = ", ".join(literal(n) for n in SCHEMAS[Table.PROFILES].names)
    return (
        f"select account_id, attribute || case when attribute in ({taken}) then '_given' "
        f"else '' end as field, value, source, line, place, {literal(_ATTRIBUTE_RULE)} as rule "
        "from ranked_attributes semi join rivals using (account_id)"
    )
