"""What the records of an account claim, which claim is chosen, and how many records agree."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.profiles.survivorship import Survivorship, rules_of
from segmentry.profiles.validity import invalid

OF_ADDRESS = "the country of the address that was chosen"
_LAST = 1000
"""Comes after every rank."""
_RECENCY = "updated_at desc nulls last"
_SAME = "account_key, source, line"


def rank_records(context: RunContext, pinned: Sequence[str]) -> None:
    """Keep `ranked_records` of all accounts, and `rivals`: those of accounts that need a choice,
    because several records tell about them or a person pinned a value."""
    told = " ".join(f"when {literal(s.name)} then {s.rank}" for s in context.definitions.sources)
    rank = f"case r.source {told} else 99 end" if told else "99"
    context.keep(
        "ranked_records",
        "every record with its account and how far it is to be believed",
        f"""
        select r.*, i.account_id, {rank} as rank,
               count(*) over (partition by i.account_id) = 1{_unpinned(pinned)} as is_alone
        from {Table.ACCOUNT_RECORDS} as r
        join {Table.IDENTITY} as i using (account_key)
        """,
    )
    context.keep(
        "rivals",
        "records of accounts that need a choice, in the order they are believed",
        f"select *, {_positions('believed', 'rank')}, {_positions('newest', 'rank')} "
        "from ranked_records where not is_alone",
    )


def _unpinned(pinned: Sequence[str]) -> str:
    ids = ", ".join(map(literal, pinned))
    return f" and i.account_id not in ({ids})" if pinned else ""


def _positions(name: str, rank: str, first: str = "") -> str:
    """Records that the order does not tell apart share a position; their numbers differ."""
    order = f"{rank}, {_RECENCY}" if name == "believed" else f"{first}{_RECENCY}, {rank}"
    over = f"over (partition by account_id order by {order}"
    return f"rank() {over}) as {name}, row_number() {over}, {_SAME}) as {name}_number"


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
    counts = ", ".join(f"count(*) filter (where {r.told}) as {r.group}" for r in rules)
    row = context.query(
        "told_groups", "what nobody tells needs no choice", f"select {counts} from rivals"
    ).to_pylist()[0]
    return [rule for rule in rules if row[rule.group]]


def _chosen_sql(rule: Survivorship, context: RunContext, *, has_address: bool) -> str:
    claims = claims_sql(_ranked_by(rule), rule, ("account_id",), invalid(rule.group, context))
    if rule.in_pieces:
        claims = _with_parts(claims, rule)
    order, words = ("invalid", *rule.order), literal(rule.words)
    if rule.rule != "with_address" or not has_address:
        return chosen_sql(claims, ("account_id",), rule.claimed, order, words)
    claims = (
        f"select c.*, a.country as of_address from ({claims}) as c "
        "left join chosen_address as a using (account_id)"
    )
    order = ("case when country = of_address then 0 else 1 end", *order)
    words = f"case when max(of_address) is null then {words} else {literal(OF_ADDRESS)} end"
    return chosen_sql(claims, ("account_id",), rule.claimed, order, words)


def _ranked_by(rule: Survivorship) -> str:
    """The rivals, in an order of their own where the group believes other sources."""
    if not rule.sources:
        return "rivals"
    listed = ", ".join(map(literal, rule.sources))
    cases = " ".join(f"when {literal(s)} then {n}" for n, s in enumerate(rule.sources))
    rank = f"case source {cases} else {_LAST} + rank end"
    other = f"case when source in ({listed}) then 0 else 1 end"
    fields = ", ".join((*_RECORD, *rule.claimed))
    positions = _positions(rule.position, rank, f"{other}, ")
    return f"(select {fields}, {other} as is_other, {positions} from rivals) as ranked"


_RECORD = ("account_id", "account_key", "source", "line", "updated_at")


def claims_sql(rivals: str, rule: Survivorship, keys: Sequence[str], invalid: str) -> str:
    """SQL of what the records claim: equal words are one claim, told by its best record."""
    grouped, number = ", ".join((*keys, *rule.claimed)), f"{rule.position}_number"
    other = "min(is_other) as is_other, " if rule.sources else ""
    return f"""
        select {grouped}, {other}{invalid} as invalid, count(*) as records, count(*) as support,
               min({rule.position}) as position,
               min_by(source, {number}) as source, min_by(line, {number}) as line,
               min_by(account_key, {number}) as account_key,
               (min_by({{'value': updated_at}}, {number})).value as observed_at
        from {rivals} where {rule.told} group by {grouped}
    """


def _with_parts(claims: str, rule: Survivorship) -> str:
    """A record that knows a part only, and nothing else, speaks for the whole: a newer 'Ulm' does
    not take the street away."""
    fields = ", ".join(f"c.{f}" for f in rule.claimed)
    fits = " and ".join(f"(p.{f} is null or p.{f} = c.{f})" for f in rule.claimed)
    other = ("is_other",) if rule.sources else ()
    own = ", ".join(f"c.{column}" for column in (*other, "invalid", "records", *ORIGIN))
    return f"""
        with claims as ({claims})
        select c.account_id, {fields}, {own}, sum(p.support) as support,
               min(p.position) as position
        from claims as c join claims as p on p.account_id = c.account_id and {fits}
        group by c.account_id, {fields}, {own}
    """


def chosen_sql(
    claims: str, keys: Sequence[str], fields: Sequence[str], order: Sequence[str], words: str
) -> str:
    """SQL of the first claim of each account with its origin; by field the value, how many
    records agree and tell one, and the other values."""
    by = ", ".join(keys)
    over = f"over (partition by {by} order by {', '.join(order)})"
    won = ", ".join(f"first_value({f}) {over} as won_{f}" for f in fields)
    origin = ", ".join(f"max({c}) filter (where place = 1) as {c}" for c in ORIGIN)
    values = ", ".join(map(_told_of, fields))
    return f"""
        select {by}, {origin}, {values}, {words} as rule
        from (select *, row_number() {over} as place, {won} from ({claims}) as claims) as placed
        group by {by}
    """


ORIGIN = ("source", "line", "account_key", "observed_at")
"""The record that a value comes from."""


def _told_of(field: str) -> str:
    more = (
        "case when records > 1 then ' and ' || cast(records - 1 as varchar) || ' more' else '' end"
    )
    doubt = "case when invalid = 1 then ', not valid' else '' end"
    loser = (
        f"cast({field} as varchar) || ' (' || source || ', row ' || cast(line as varchar) "
        f"|| {more} || {doubt} || ')'"
    )
    return (
        f"max(won_{field}) as {field}, "
        f"sum(records) filter (where {field} = won_{field}) as agreeing_{field}, "
        f"sum(records) filter (where {field} is not null) as telling_{field}, "
        f"string_agg({loser}, '; ' order by place) "
        f"filter (where {field} <> won_{field}) as losers_{field}"
    )
