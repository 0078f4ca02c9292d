"""What the records of an account claim, which claim is chosen, and how many records agree."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.profiles.survivorship import Survivorship, rules_of
from segmentry.profiles.validity import invalid

OF_ADDRESS = "the country of the address that was chosen"
_OLDEST = 2**40
"""The age of a record whose source does not say when it changed."""


def rank_records(context: RunContext, pinned: Sequence[str]) -> None:
    """Keep `ranked_records` of all accounts; `rivals` are those of accounts that need a choice,
    because several records tell about them or a person pinned a value."""
    context.keep("account_sizes", "whether an account needs a choice", _sizes_sql(pinned))
    context.keep(
        "ranked_records",
        "every record with its account and how far it is to be believed",
        _ranked_sql(context),
    )
    context.engine.drop("account_sizes")
    context.define(
        "rivals",
        "records of accounts that need a choice",
        "select * from ranked_records where not is_alone",
    )


def _sizes_sql(pinned: Sequence[str]) -> str:
    ids = ", ".join(map(literal, pinned))
    unpinned = f" and i.account_id not in ({ids})" if pinned else ""
    return f"""
        select i.account_id, count(*) = 1{unpinned} as is_alone
        from {Table.ACCOUNT_RECORDS} as r join {Table.IDENTITY} as i using (account_key)
        group by i.account_id
    """


def _ranked_sql(context: RunContext) -> str:
    told = " ".join(f"when {literal(s.name)} then {s.rank}" for s in context.definitions.sources)
    rank = f"case r.source {told} else 99 end" if told else "99"
    return f"""
        with moments as (
            select updated_at, row_number() over (order by updated_at desc) as age from (
                select distinct updated_at from {Table.ACCOUNT_RECORDS}
                where updated_at is not null
            ) as told
        )
        select r.*, i.account_id, s.is_alone, {rank} as rank, coalesce(m.age, {_OLDEST}) as age
        from {Table.ACCOUNT_RECORDS} as r
        join {Table.IDENTITY} as i using (account_key)
        join account_sizes as s on s.account_id = i.account_id
        left join moments as m on m.updated_at = r.updated_at
    """


def choose_all(context: RunContext) -> list[Survivorship]:
    """Keep `chosen_GROUP` for every group that somebody tells; returns their rules."""
    rules = _told_rules(context)
    for rule in rules:
        context.keep(
            f"chosen_{rule.group}",
            f"by account the {rule.group.replace('_', ' ')} that is chosen, and who agrees",
            _chosen_sql(rule, context, has_address=any(r.group == "address" for r in rules)),
        )
    return rules


def _told_rules(context: RunContext) -> list[Survivorship]:
    rules = rules_of(context.definitions)
    first_told = (
        f"select * from (select {literal(r.group)} as told from rivals where {r.told} limit 1) as r"
        for r in rules
    )
    found = context.query(
        "told_groups", "what nobody tells needs no choice", " union all ".join(first_told)
    )
    told = set(found["told"].to_pylist())
    return [rule for rule in rules if rule.group in told]


def _chosen_sql(rule: Survivorship, context: RunContext, *, has_address: bool) -> str:
    claims = claims_sql("rivals", rule, ("account_id",), invalid(rule.group, context))
    words = literal(rule.words)
    if rule.rule != "with_address" or not has_address:
        return chosen_sql(claims, ("account_id",), rule, words)
    claims = (
        f"select c.*, a.country as of_address from ({claims}) as c "
        "left join chosen_address as a using (account_id)"
    )
    words = f"case when of_address is null then {words} else {literal(OF_ADDRESS)} end"
    first = "case when country = of_address then 0 else 1 end"
    return chosen_sql(claims, ("account_id",), rule, words, first)


def claims_sql(rivals: str, rule: Survivorship, keys: Sequence[str], invalid: str) -> str:
    """SQL of what the records claim: equal words are one claim, told by its best record."""
    grouped = ", ".join((*keys, *rule.claimed))
    other = f", min({rule.is_other}) as is_other" if rule.sources else ""
    told = f"{grouped}, is_other" if rule.sources else grouped
    return f"""
        select {told}, {invalid} as invalid, records, records as support,
               (best).position as position, (best).source as source, (best).line as line,
               (best).account_key as account_key, (best).updated_at as observed_at
        from (
            select {grouped}{other}, count(*) as records,
                   min({{'position': {rule.position}, 'account_key': account_key,
                        'source': source, 'line': line, 'updated_at': updated_at}}) as best
            from {rivals} where {rule.told} group by {grouped}
        ) as told
    """


def _with_parts(rule: Survivorship) -> str:
    """A record that knows a part only, and nothing else, speaks for the whole: a newer 'Ulm' does
    not take the street away."""
    fields = ", ".join(f"c.{f}" for f in rule.claimed)
    fits = " and ".join(f"(p.{f} is null or p.{f} = c.{f})" for f in rule.claimed)
    other = ("is_other",) if rule.sources else ()
    own = ", ".join(f"c.{column}" for column in (*other, "invalid", "records", *ORIGIN))
    return f"""
        select c.account_id, {fields}, {own}, sum(p.support) as support,
               min(p.position) as position
        from contested as c join contested as p on p.account_id = c.account_id and {fits}
        group by c.account_id, {fields}, {own}
    """


def chosen_sql(
    claims: str, keys: Sequence[str], rule: Survivorship, words: str, *first: str
) -> str:
    """SQL of the first claim of each account with its origin; by field the value, how many
    records agree and tell one, and the other values."""
    by, claimed, beside = ", ".join(keys), rule.claimed, rule.beside
    over = f"over (partition by {by} order by {', '.join(('invalid', *first, *rule.order))})"
    won = ", ".join(f"first_value({f}) {over} as won_{f}" for f in claimed)
    lost = ", ".join(f"{_lost(f)} as lost_{f}" for f in rule.fields)
    first_told = (f"max({c}) filter (where place = 1) as {c}" for c in ORIGIN)
    beside_won = (f"max(won_{f}) as {f}" for f in beside)
    # the lineage puts many long rows in order: it is sooner done when they come in order
    return f"""
        with claims as ({claims}), rivalry as (
            select {by} from claims group by {by} having count(*) > 1
        ), contested as (
            select * from claims semi join rivalry using ({by})
        ), placed as (
            select *, {words} as rule, row_number() {over} as place, {won}
            from ({_with_parts(rule) if rule.in_pieces else "select * from contested"}) as rivals
        ), compared as (
            select *, {lost} from placed
        )
        select {", ".join((by, *first_told, *beside_won, *map(_contested, rule.fields)))},
               max(rule) as rule
        from compared group by {by}
        union all
        select {", ".join((by, *ORIGIN, *beside, *map(_agreed, rule.fields)))}, {words} as rule
        from claims anti join rivalry using ({by})
        order by {by}
    """


ORIGIN = ("source", "line", "account_key", "observed_at")
"""The record that a value comes from."""


def _agreed(field: str) -> str:
    records = f"case when {field} is not null then records end"
    return (
        f"{field}, {records} as agreeing_{field}, {records} as telling_{field}, "
        f"cast(null as varchar) as losers_{field}"
    )


def _contested(field: str) -> str:
    # few have more than two losers, and putting many short lists in order is dear
    shown = ", ".join(f"max(lost_{field}) filter (where place = {n})" for n in (2, 3))
    rest = f"string_agg(lost_{field}, '; ' order by place) filter (where place > 3)"
    return (
        f"max(won_{field}) as {field}, "
        f"sum(records) filter (where {field} = won_{field}) as agreeing_{field}, "
        f"sum(records) filter (where {field} is not null) as telling_{field}, "
        f"nullif(concat_ws('; ', {shown}, {rest}), '') as losers_{field}"
    )


def _lost(field: str) -> str:
    more = (
        "case when records > 1 then ' and ' || cast(records - 1 as varchar) || ' more' else '' end"
    )
    doubt = "case when invalid = 1 then ', not valid' else '' end"
    return (
        f"case when {field} <> won_{field} then cast({field} as varchar) || ' (' || source "
        f"|| ', row ' || cast(line as varchar) || {more} || {doubt} || ')' end"
    )
