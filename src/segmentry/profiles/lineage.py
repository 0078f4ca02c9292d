"""Where each value of a profile comes from, which values lost, and how many records agree."""

from collections.abc import Iterator, Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.claims import ORIGIN
from segmentry.profiles.pins import Pinned
from segmentry.profiles.survivorship import Survivorship

ATTRIBUTE = Survivorship("attributes", ("value",), "believed")
_ORIGIN = ", ".join(ORIGIN)
_TYPES = {c.name: c.type for c in SCHEMAS[Table.PROFILES].columns}


def write_lineage(context: RunContext, rules: Sequence[Survivorship], pinned: Pinned) -> None:
    """Write LINEAGE: a row per value of accounts that needed a choice, one for each other."""
    told = [_but_pinned(part, pinned) for part in _told(context, rules)]
    parts = [_of_lone_records(), *told, *map(_of_pins, pinned.columns)]
    why, sql = "where each value comes from", " union all ".join(parts)
    context.write(Table.LINEAGE, why, sql, order=("account_id", "field"))


def _told(context: RunContext, rules: Sequence[Survivorship]) -> Iterator[str]:
    for rule in rules:
        yield from (_of_field(rule.group, field) for field in rule.fields)
    if context.fed(Table.ATTRIBUTE_RECORDS):
        yield _of_attributes()


def _of_lone_records() -> str:
    """Accounts with one record need one row: every value is that record's."""
    return """
        select account_id, '*' as field, 'every value' as value, source, line, account_key,
               updated_at as observed_at, 1 as agreeing, 1 as telling,
               'only one record tells about it' as rule, cast(null as varchar) as losers
        from ranked_records where is_alone
    """


def _of_field(group: str, field: str) -> str:
    return (
        f"select account_id, {literal(field)} as field, cast({field} as varchar) as value, "
        f"{_ORIGIN}, agreeing_{field} as agreeing, telling_{field} as telling, rule, "
        f"losers_{field} as losers from chosen_{group} where {field} is not null"
    )


def _of_attributes() -> str:
    """A further column that is called like a field of the profile goes by another name."""
    taken = ", ".join(literal(n) for n in SCHEMAS[Table.PROFILES].names)
    return (
        f"select account_id, attribute || case when attribute in ({taken}) then '_given' "
        f"else '' end as field, value, {_ORIGIN}, agreeing_value as agreeing, "
        "telling_value as telling, rule, losers_value as losers from chosen_attributes"
    )


def _but_pinned(told: str, pinned: Pinned) -> str:
    if not pinned.columns:
        return told
    return (
        f"select t.* from ({told}) as t left join pins as p "
        "on p.account_id = t.account_id and p.field = t.field where p.field is null"
    )


def _of_pins(field: str) -> str:
    """A pin comes from no record; all that records say else has lost against it."""
    value = f"cast(p.value as {_TYPES[field]})"
    loser = (
        f"cast(r.{field} as varchar) || ' (' || r.source || ', row ' "
        "|| cast(r.line as varchar) || ')'"
    )
    return f"""
        select p.account_id, p.field, cast({value} as varchar) as value,
               cast(null as varchar) as source, cast(null as bigint) as line,
               cast(null as varchar) as account_key, cast(null as timestamp) as observed_at,
               count(*) filter (where r.{field} = {value}) as agreeing,
               count(r.{field}) as telling, p.rule,
               string_agg({loser}, '; ' order by r.rank, r.age, r.account_key, r.source, r.line)
                 filter (where r.{field} <> {value}) as losers
        from pins as p left join rivals as r on r.account_id = p.account_id
        where p.field = {literal(field)} and p.value is not null
        group by p.account_id, p.field, p.value, p.rule
    """
