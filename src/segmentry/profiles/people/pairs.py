"""Writes which contacts may be one person, and which of them are in doubt."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.matching.linkage import SUREST, UNSEEN
from segmentry.profiles.pairs import LEAST, WORTH_ASKING, probability
from segmentry.profiles.people.wording import TWINS


def write_contact_pairs(context: RunContext) -> None:
    """Write CONTACT_PAIRS from PAIRS, `clusters` and `contacts_told`."""
    context.keep("decided", "pairs of contacts, and whether they are one person now", _DECIDED)
    context.keep("sized", "how many contacts each person is", _SIZED)
    context.keep("doubts", "two people, or the halves of one, and how doubtful that is", _DOUBTS)
    context.keep("asked_of", "the likeliest pair stands for all between the two", _ASKED_OF)
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
    for name in ("decided", "sized", "doubts", "asked_of"):
        context.engine.drop(name)


_DECIDED = f"""
    select p.account_key, p.other_key, p.weight, p.words, x.cluster, y.cluster as other,
           case when x.cluster = y.cluster and x.half <> y.half then x.doubt end as doubt
    from {PAIRS} as p join clusters as x on x.account_key = p.account_key
    join clusters as y on y.account_key = p.other_key
"""
_SIZED = """
    select c.cluster, count(distinct c.account_key) as persons, count(*) as contacts,
           cast(sum(c.half) as bigint) as second, count(c.half) as halves
    from contacts_told as t join clusters as c on c.account_key = t.first_key
    group by c.cluster
"""
_DOUBTS = f"""
    with ways as (
        select least(cluster, other) as side, greatest(cluster, other) as across,
               max(weight) as best, min(doubt) as doubt,
               sum(greatest({UNSEEN}, least(weight, {SUREST})) - {UNSEEN}) as more
        from decided where cluster <> other or doubt is not null
        group by least(cluster, other), greatest(cluster, other)
    )
    select w.side, w.across,
           case when w.side = w.across then x.second * (x.halves - x.second)
                else x.contacts * y.contacts end as bears_on,
           case when w.side = w.across then w.doubt / 1000.0
                else 2 / (1 + exp(abs({UNSEEN} + cast(w.more as double)
                                      / (x.persons * y.persons)) / 100)) end as doubt
    from ways as w join sized as x on x.cluster = w.side
    join sized as y on y.cluster = w.across where w.best >= {LEAST}
"""
"""As for companies: how near to even odds all pairs between two leave them on average."""
_ASKED_OF = f"""
    select account_key, other_key, round(doubt, 4) as doubt, bears_on from (
        select p.account_key, p.other_key, d.doubt, d.bears_on,
               row_number() over (partition by d.side, d.across
                   order by p.weight desc, p.account_key, p.other_key) as place
        from doubts as d join decided as p on least(p.cluster, p.other) = d.side
         and greatest(p.cluster, p.other) = d.across
         and (d.side <> d.across or p.doubt is not null)
        where d.doubt >= {WORTH_ASKING}
    ) as standing where place = 1
"""
