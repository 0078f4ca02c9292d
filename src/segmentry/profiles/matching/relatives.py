"""Accounts of one group: what all their keys together say of it.

What tells relatives from companies that are alike by chance is told by few keys: a switchboard by
one, a domain by another. So the evidence between two accounts is, field by field, the strongest
between their keys, and the classes are learnt anew from the patterns of accounts.
"""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matchers.base import RELATIVES
from segmentry.profiles.matching.classes import Learnt, by_kinship, learn
from segmentry.profiles.matching.evidence import FIELDS, UNTOLD
from segmentry.profiles.matching.linkage import UNSEEN
from segmentry.profiles.matching.population import Population
from segmentry.profiles.matching.wording import worded

_TOLD = tuple(field for field in FIELDS if field != "system")
_UNTOLD_PLACE = 99
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


def find_relatives(context: RunContext, learnt: Learnt | None = None) -> Learnt:
    """Keep RELATIVES from `compared`, `companies` and IDENTITY; gives what was learnt, unless it is
    known."""
    context.keep(
        "numbered_accounts",
        "every key by its number, with its account by a number",
        f"""
        select c.id, i.account_id, dense_rank() over (order by i.account_id) as account
        from companies as c join {Table.IDENTITY} as i on i.account_key = c.account_key
        """,
    )
    places = ", ".join(f"min({_place(field)}) as {field}" for field in _TOLD)
    context.keep(
        "account_evidence",
        "the strongest evidence between any two keys of two accounts, by its place",
        f"""
        select least(x.account, y.account) as a, greatest(x.account, y.account) as b, {places}
        from compared as c join numbered_accounts as x on x.id = c.a
        join numbered_accounts as y on y.id = c.b
        where x.account <> y.account group by 1, 2
        """,
    )
    learnt = _weigh(context, learnt)
    same = " and ".join(f"o.{field} = e.{field}" for field in _TOLD)
    context.keep(
        RELATIVES,
        "accounts with the log odds that they are of one group, in hundredths",
        f"""
        with named as (select distinct account, account_id from numbered_accounts)
        select x.account_id, y.account_id as other_id, o.weight, o.words
        from account_evidence as e join group_odds as o on {same} and o.weight > {UNSEEN}
        join named as x on x.account = e.a join named as y on y.account = e.b
        """,
    )
    for name in ("numbered_accounts", "account_evidence", "group_odds", "told_by_accounts"):
        context.engine.drop(name)
    return learnt


def carry_relatives(context: RunContext) -> None:
    """Add to RELATIVES those of the `carried` keys, as they were when the matcher learnt."""
    context.keep(
        RELATIVES,
        "with those of accounts that nothing touched",
        f"""
        select * from {RELATIVES}
        union all
        select least(x.account_id, y.account_id), greatest(x.account_id, y.account_id),
               r.weight, r.evidence
        from previous_{Table.BASIS_RELATIVES} as r
        join carried as c on c.account_key = r.account_key
        join carried as d on d.account_key = r.other_key
        join {Table.IDENTITY} as x on x.account_key = c.account_key
        join {Table.IDENTITY} as y on y.account_key = d.account_key
        """,
    )


def _place(field: str) -> str:
    tests = " ".join(
        f"when {literal(level)} then {place}" for place, level in enumerate(by_kinship(field))
    )
    return f"case c.{field} {tests} else {_UNTOLD_PLACE} end"


def _weigh(context: RunContext, learnt: Learnt | None) -> Learnt:
    fields = ", ".join(_TOLD)
    found = context.query(
        "account_patterns",
        "how often each pattern of evidence occurs between accounts",
        f"select {fields}, count(*) as pairs from account_evidence group by {fields} "
        f"order by {fields}",
    ).to_pydict()
    levels = {f: dict(enumerate(by_kinship(f))) for f in _TOLD}
    told = [
        {f: levels[f].get(place, UNTOLD) for f, place in zip(_TOLD, places, strict=True)}
        for places in zip(*(found[f] for f in _TOLD), strict=True)
    ]
    patterns = [tuple(t.get(f, UNTOLD) for f in FIELDS) for t in told]
    learnt = learnt or learn(patterns, found["pairs"], _look_at_accounts(context))
    odds = learnt.log_odds(patterns).group.tolist()
    columns = [Column(f, T.INTEGER, "") for f in (*_TOLD, "weight")]
    values = {f: found[f] for f in _TOLD} | {
        "weight": [round(100 * o) for o in odds],
        "words": [worded(t | {"system": UNTOLD}) for t in told],
    }
    context.load_columns("group_odds", [*columns, Column("words", T.TEXT, "")], values)
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
