"""Writes which contacts may be one person, and which of them are in doubt."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.pairs import LEAST, asked_of, probability
from segmentry.profiles.people.wording import TWINS


def write_contact_pairs(context: RunContext) -> None:
    """Write CONTACT_PAIRS from PAIRS, `clusters` and `contacts_told`."""
    context.keep("decided", "pairs of contacts, and whether they are one person now", _DECIDED)
    context.keep(
        "asked_of", "pairs that stand for two people or the halves of one", asked_of(_SIZED, 0)
    )
    context.write(
        Table.CONTACT_PAIRS,
        "pairs of contacts that may be one person, and what became of them",
        f"""
        select p.account_key as contact_key, p.other_key, {probability("p.weight")} as probability,
               p.words as evidence,
               case when p.cluster = p.other then 'together' else 'apart' end as decision,
               a.doubt, a.bears_on
        from decided as p left join asked_of as a
          on a.account_key = p.account_key and a.other_key = p.other_key
        where p.weight >= {LEAST}
        union all
        select first_key, contact_key, 1.0, '{TWINS}', 'together', null, null
        from contacts_told where contact_key <> first_key
        """,
        order=("contact_key", "other_key"),
    )
    for name in ("decided", "asked_of"):
        context.engine.drop(name)


_DECIDED = f"""
    select p.account_key, p.other_key, p.weight, p.words, x.cluster, y.cluster as other,
           case when x.cluster = y.cluster and x.half <> y.half then x.doubt end as doubt
    from {PAIRS} as p join clusters as x on x.account_key = p.account_key
    join clusters as y on y.account_key = p.other_key
"""
_SIZED = """
    select c.cluster, count(distinct c.account_key) as members, count(*) as keys,
           cast(sum(c.half) as bigint) as second, count(c.half) as halves
    from contacts_told as t join clusters as c on c.account_key = t.first_key
    group by c.cluster
"""
