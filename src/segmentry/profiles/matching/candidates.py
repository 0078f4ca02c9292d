"""Which pairs of keys are worth a look: those that share something few others have."""

from segmentry.engine.run_context import RunContext
from segmentry.profiles.matching.names import RARE_WORDS, SLIP

LARGEST_BLOCK = 60
"""What more keys share is looked up only together with something else."""
LARGEST_OF_WORDS = 20
"""The same of two words, and of a word in a city: many share them, and few of those are one."""
_OF_WORDS = "'words', 'word and city'"

_RARE = f"join name_words as w on w.name_id = n.name_id and w.place <= {RARE_WORDS}"
_PLACE = "coalesce(c.postal_code, c.city)"


def find_candidates(context: RunContext, among: str = "") -> None:
    """Keep `candidates` (a, b): pairs of ids to compare, a < b; `among` names a table of ids, at
    least one of which is in each pair."""
    ours = "blocks"
    if among:
        context.keep(
            "told_here",
            "what these keys tell",
            f"select c.* from companies as c semi join {among} as t on t.id = c.id",
        )
        context.keep(
            "shared_facts", "what others may share with these keys", _shared_with("told_here")
        )
        ours = f"(select * from blocks semi join {among} using (id))"
    else:
        context.keep("shared_facts", "what keys may share", _shared())
    context.keep(
        "blocks",
        "what a few keys share",
        f"""
        select s.kind, s.value, s.id from shared_facts as s join (
            select kind, value from shared_facts group by kind, value
            having count(*) between 2 and case when kind in ({_OF_WORDS}) then {LARGEST_OF_WORDS}
                                               else {LARGEST_BLOCK} end
        ) as few on few.kind = s.kind and few.value = s.value
        """,
    )
    context.engine.drop("shared_facts")
    context.engine.drop("told_here")
    context.keep(
        "candidates",
        "pairs of keys that share something few have",
        f"""
        select distinct least(x.id, y.id) as a, greatest(x.id, y.id) as b from {ours} as x
        join blocks as y on y.kind = x.kind and y.value = x.value
                        and y.id {"<>" if among else ">"} x.id
        """,
    )
    context.engine.drop("blocks")
    context.keep(
        "name_pairs",
        "pairs of names among them, each once",
        """
        select distinct least(m.name_id, n.name_id) as a, greatest(m.name_id, n.name_id) as b
        from candidates as p
        join companies as x on x.id = p.a join company_names as m on m.name = x.name
        join companies as y on y.id = p.b join company_names as n on n.name = y.name
        where m.name_id <> n.name_id
        """,
    )


def _shared_with(keys: str) -> str:
    return f"""
        select s.kind, s.value, s.id from ({_shared()}) as s
        semi join ({_shared(keys)}) as t on t.kind = s.kind and t.value = s.value
    """


def _shared(keys: str = "companies") -> str:
    """What the keys of a table may share with any other."""
    named = f"{keys} as c join company_names as n on n.name = c.name"
    return f"""
        select 'registration number' as kind, registration_id as value, id from {keys}
        where registration_id is not null
        union all select 'domain', domain, id from {keys} where domain is not null
        union all select 'person', m.mail, c.id from mailboxes as m
        join {keys} as c on c.account_key = m.account_key
        union all select 'phone', phone, id from {keys} where phone is not null
        union all select 'end of phone', phone_end, id from {keys} where phone not like '+%'
        union all select distinct 'end of phone', c.phone_end, c.id from {keys} as c
        join companies as o on o.phone_end = c.phone_end and o.phone not like '+%'
        where c.phone like '+%'
        union all select 'name', name, id from {keys} where name is not null
        union all select 'name', n.initials, c.id from {named} where n.initials is not null
        union all select 'letters', n.joined, c.id from {named}
        union all select 'address', street_word || ' ' || house, id from {keys}
        where street_word is not null and house is not null
        union all select 'word', w.word, c.id from {named} {_RARE}
        union all select 'words', w.word || ' ' || v.word, c.id from {named} {_RARE}
        join name_words as v on v.name_id = n.name_id and v.place <= {RARE_WORDS}
                            and v.word > w.word
        union all select 'word and place', w.word || ' ' || {_PLACE}, c.id from {named} {_RARE}
        where {_PLACE} is not null
        union all select 'word and city', w.word || ' ' || c.city, c.id from {named} {_RARE}
        where c.postal_code is not null and c.city is not null
        union all select 'name and place', c.name || ' ' || {_PLACE}, c.id from {named}
        where {_PLACE} is not null
        union all select 'like word',
                         least(l.word, l.other) || ' ' || greatest(l.word, l.other), c.id
        from {named} {_RARE} join like_words as l on l.word = w.word and l.share >= {SLIP}
        where w.place <= 2
    """
