"""The golden record: for each field one value, chosen by a rule, with the losers kept."""

from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import SCHEMAS, Table


@dataclass(frozen=True)
class Survivorship:
    """How the value of a group of fields is chosen; the fields of a group win together."""

    fields: tuple[str, ...]
    rule: str
    """believed: the source ranked first, then the newest row; newest: the other way round;
    earliest: the smallest value; any_true: true when anyone says so."""


RULES = (
    Survivorship(("name", "name_key", "legal_form"), "believed"),
    Survivorship(("registration_id",), "believed"),
    Survivorship(("domain",), "believed"),
    Survivorship(("phone",), "newest"),
    Survivorship(("street", "postal_code", "city", "region"), "newest"),
    Survivorship(("country",), "believed"),
    Survivorship(("employees", "employees_from", "employees_to"), "believed"),
    Survivorship(("annual_revenue",), "believed"),
    Survivorship(("market_capitalisation",), "believed"),
    Survivorship(("founded_year",), "believed"),
    Survivorship(
        ("industry", "industry_scheme", "industry_code", "industry_isic", "industry_group"),
        "believed",
    ),
    Survivorship(("organisation_structure",), "believed"),
    Survivorship(("business_model",), "believed"),
    Survivorship(("technology_adoption",), "newest"),
    Survivorship(("stage",), "newest"),
    Survivorship(("relation",), "believed"),
    Survivorship(("payment_terms_days",), "newest"),
    Survivorship(("do_not_contact",), "any_true"),
    Survivorship(("created_on",), "earliest"),
)

_WORDS = {
    "believed": "the source ranked first, then the newest row",
    "newest": "the newest row, then the source ranked first",
    "earliest": "the earliest value",
    "any_true": "true when any source says so",
}


def write_profiles(context: RunContext) -> None:
    """Write PROFILES, LINEAGE and ATTRIBUTES."""
    _rank_records(context)
    context.keep("merged_profiles", "accounts that several records tell about", _merged_sql())
    context.write(Table.PROFILES, "one row per account", _profiles_sql(context), order=_BY_ID)
    context.write(Table.LINEAGE, "where each value comes from", _lineage_sql(), order=_LINEAGE_KEY)
    _write_attributes(context)


_BY_ID = ("account_id",)
_LINEAGE_KEY = ("account_id", "field", "source", "line")
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


def _lineage_sql() -> str:
    """Accounts with one record need one row: every value is that record's."""
    long = " union all ".join(
        f"select account_id, {literal(rule.fields[0])} as field, "
        f"cast({rule.fields[0]} as varchar) as value, source, line, "
        f"{_place(rule)} as place, {literal(_WORDS[rule.rule])} as rule "
        f"from rivals where {rule.fields[0]} is not null"
        for rule in RULES
    )
    return f"""
        select account_id, '*' as field, 'every value' as value, source, line,
               'only one record tells about it' as rule, cast(null as varchar) as losers
        from ranked_records where siblings = 1
        union all
        select w.account_id, w.field, w.value, w.source, w.line, w.rule, l.losers
        from (
            select * from (
                select *, row_number() over (partition by account_id, field
                                             order by place, source, line) as position
                from ({long}) as told
            ) as ranked where position = 1
        ) as w
        left join (
            select account_id, field,
                   string_agg(value || ' (' || source || ', row ' || cast(line as varchar) || ')',
                              '; ' order by place, source, line) as losers
            from (
                select *, row_number() over (partition by account_id, field
                                             order by place, source, line) as position
                from ({long}) as told
            ) as ranked where position > 1
            group by account_id, field
        ) as l using (account_id, field)
    """


def _place(rule: Survivorship) -> str:
    field = rule.fields[0]
    if rule.rule == "earliest":
        return f"datediff('day', date '1970-01-01', {field})"
    if rule.rule == "any_true":
        return f"case when {field} then 0 else 1 end"
    return rule.rule


def _write_attributes(context: RunContext) -> None:
    if not context.fed(Table.ATTRIBUTE_RECORDS):
        context.write_empty(Table.ATTRIBUTES)
        return
    context.write(
        Table.ATTRIBUTES,
        "further facts, from the source believed first",
        f"""
        select account_id, attribute, min_by(value, place) as value from (
            select i.account_id, a.attribute, a.value,
                   row_number() over (partition by i.account_id, a.attribute
                                      order by r.rank, a.source, a.line, a.value) as place
            from {Table.ATTRIBUTE_RECORDS} as a
            join {Table.IDENTITY} as i using (account_key)
            left join (select distinct source, rank from ranked_records) as r using (source)
        ) as ranked
        group by account_id, attribute
        """,
        order=("account_id", "attribute"),
    )
