"""Accounts of one group: what all their keys together say of it.

What tells relatives from companies that are alike by chance is told by few keys: a switchboard by
one, a domain by another. So the evidence between two accounts is, field by field, the strongest
between their keys, and the classes are learnt anew from the patterns of accounts. All but the
first: hardly two accounts are one company, so what that looks like is known from keys, and among
accounts names that are alike by chance would be taken for it.
"""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import RELATIVES
from segmentry.profiles.matching.classes import Learnt, learn
from segmentry.profiles.matching.id_pairs import first_of, one_number, second_of
from segmentry.profiles.matching.levels import FIELDS
from segmentry.profiles.matching.linkage import UNSEEN
from segmentry.profiles.matching.odds import count_patterns, load_odds
from segmentry.profiles.matching.patterns import levels_of, packed, place_of
from segmentry.profiles.matching.population import Population

_TOLD = tuple(field for field in FIELDS if field != "system")
_TELLS = {
    "name": "c.name", "phone": "c.phone", "domain": "c.domain",
    "registration": "c.registration_id", "people": "c.people",
    "place": "coalesce(c.street, c.postal_code, c.city, c.country)",
}  # fmt: skip
"""By field: what is there where a key tells it."""
_USERS = {
    "name": "select name as value, same from company_names",
    "phone": "select value, same from phone_users",
    "domain": "select value, same from domain_users",
}


def find_relatives(
    context: RunContext, keys: Learnt | None, learnt: Learnt | None = None
) -> Learnt:
    """Keep RELATIVES from `compared`, `companies` and IDENTITY; gives what was learnt, unless it is
    known. `keys` is what was learnt between keys."""
    these = "select a as id from compared union select b from compared"
    context.keep(
        "numbered_accounts",
        "keys by their number, each with its account by a number",
        f"""
        select c.id, i.account_id, dense_rank() over (order by i.account_id) as account
        from companies as c join {Table.IDENTITY} as i on i.account_key = c.account_key
        {f"semi join ({these}) as t on t.id = c.id" if learnt else ""}
        """,
    )
    strongest = {field: f"min(cast({place_of(field)} as tinyint))" for field in _TOLD}
    context.keep(
        "account_evidence",
        "the strongest evidence between any two keys of two accounts",
        f"""
        select {one_number("least(x.account, y.account)", "greatest(x.account, y.account)")}
               as both_ids, cast({packed(strongest)} as bigint) as pattern
        from compared as c join numbered_accounts as x on x.id = c.a
        join numbered_accounts as y on y.id = c.b
        where x.account <> y.account group by 1
        """,
    )
    learnt = _weigh(context, keys, learnt)
    context.keep(
        RELATIVES,
        "accounts with the log odds that they are of one group, in hundredths",
        f"""
        with named as (select distinct account, account_id from numbered_accounts)
        select x.account_id, y.account_id as other_id, o.weight, o.words
        from account_evidence as e
        join group_odds as o on o.pattern = e.pattern and o.weight > {UNSEEN}
        join named as x on x.account = {first_of("e.both_ids")}
        join named as y on y.account = {second_of("e.both_ids")}
        """,
    )
    for name in ("numbered_accounts", "account_evidence", "group_odds", "told_by_accounts"):
        context.engine.drop(name)
    return learnt


def carry_relatives(context: RunContext) -> None:
    """Add to RELATIVES those of keys not `renewed`, as they were when the matcher learnt."""
    context.keep(
        RELATIVES,
        "with those of accounts that nothing touched",
        f"""
        select * from {RELATIVES}
        union all
        select least(x.account_id, y.account_id), greatest(x.account_id, y.account_id),
               r.weight, r.evidence
        from previous_{Table.BASIS_RELATIVES} as r
        join {Table.IDENTITY} as x on x.account_key = r.account_key
        join {Table.IDENTITY} as y on y.account_key = r.other_key
        anti join renewed as c on c.account_key = r.account_key
        anti join renewed as d on d.account_key = r.other_key
        """,
    )


def _weigh(context: RunContext, keys: Learnt | None, learnt: Learnt | None) -> Learnt:
    counted = count_patterns(context, "account_evidence")
    patterns = [levels_of(pattern) for pattern in counted]
    learnt = learnt or learn(patterns, list(counted.values()), _look_at_accounts(context), keys)
    load_odds(context, "group_odds", list(counted), learnt.log_odds(patterns).group)
    return learnt


def _look_at_accounts(context: RunContext) -> Population:
    known = ", ".join(f"bool_or({_TELLS[f]} is not null) as {f}" for f in _TOLD)
    context.keep(
        "told_by_accounts",
        "what any key of an account tells",
        f"select i.account, {known} from companies as c "
        "join numbered_accounts as i on i.id = c.id group by i.account",
    )
    counts = ", ".join(f"count(*) filter (where {f}) as {f}" for f in _TOLD)
    row = context.query(
        "accounts_population",
        "how many accounts, and how many of them tell each field",
        f"select count(*) as accounts, {counts} from told_by_accounts",
    ).to_pylist()[0]
    accounts = row["accounts"]
    told = {f: row[f] / max(accounts, 1) for f in _TOLD}
    return Population(accounts, 0.0, told, _shared(context))


def _shared(context: RunContext) -> dict[tuple[str, str], float]:
    """Pairs of accounts that share a name, phone or domain, compared or not."""
    parts = [
        f"""
        select '{field}' as field, u.same, sum(cast(s.uses as double) * (s.uses - 1) / 2) as pairs
        from (select c.{field} as value, count(distinct i.account) as uses from companies as c
              join numbered_accounts as i on i.id = c.id
              where c.{field} is not null group by c.{field}) as s
        join ({users}) as u on u.value = s.value group by u.same
        """
        for field, users in _USERS.items()
    ]
    rows = context.query(
        "shared_by_accounts",
        "pairs of accounts that share a name, phone or domain, compared or not",
        " union all ".join(parts) + " order by field, same",
    ).to_pylist()
    return {(r["field"], r["same"]): r["pairs"] for r in rows}
