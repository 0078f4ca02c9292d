"""Which pairs of keys are worth a look: those that share something few others have."""

from segmentry.engine.run_context import RunContext
from segmentry.profiles.matching.names import RARE_WORDS, SLIP
from segmentry.profiles.matching.too_common import tell_of_too_common

LARGEST_BLOCK = 60
"""What more keys share is looked up only together with something else."""
LARGEST_OF_WORDS = 20
"""The same of two words, and of a word in a city: many share them, and few of those are one."""
_OF_WORDS = "'words', 'word and city'"

_RARE = f"join name_words as w on w.name_id = n.name_id and w.place <= {RARE_WORDS}"
_NAMED = "companies as c join company_names as n on n.name = c.name"
_PLACE = "coalesce(c.postal_code, c.city)"

_SHARED = f"""
    select 'registration number' as kind, registration_id as value, id from companies
    where registration_id is not null
    union all select 'domain', domain, id from companies where domain is not null
    union all select 'person', m.mail, c.id from mailboxes as m
    join companies as c on c.account_key = m.account_key
    union all select 'phone', phone, id from companies where phone is not null
    union all select 'end of phone', phone_end, id from companies where phone not like '+%'
    union all select distinct 'end of phone', c.phone_end, c.id from companies as c
    join companies as o on o.phone_end = c.phone_end and o.phone not like '+%'
    where c.phone like '+%'
    union all select 'name', name, id from companies where name is not null
    union all select 'name', n.initials, c.id from {_NAMED} where n.initials is not null
    union all select 'letters', n.joined, c.id from {_NAMED}
    union all select 'address', street_word || ' ' || house, id from companies
    where street_word is not null and house is not null
    union all select 'word', w.word, c.id from {_NAMED} {_RARE}
    union all select 'words', w.word || ' ' || v.word, c.id from {_NAMED} {_RARE}
    join name_words as v on v.name_id = n.name_id and v.place <= {RARE_WORDS} and v.word > w.word
    union all select 'word and place', w.word || ' ' || {_PLACE}, c.id from {_NAMED} {_RARE}
    where {_PLACE} is not null
    union all select 'word and city', w.word || ' ' || c.city, c.id from {_NAMED} {_RARE}
    where c.postal_code is not null and c.city is not null
    union all select 'name and place', c.name || ' ' || {_PLACE}, c.id from {_NAMED}
    where {_PLACE} is not null
    union all select 'like word', least(l.word, l.other) || ' ' || greatest(l.word, l.other), c.id
    from {_NAMED} {_RARE} join like_words as l on l.word = w.word and l.share >= {SLIP}
    where w.place <= 2
"""


def find_candidates(context: RunContext) -> None:
    """Keep `candidates` (a, b): pairs of ids to compare, a < b."""
    tell_of_too_common(context, LARGEST_BLOCK)
    context.keep("shared_facts", "what keys may share", _SHARED)
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
    context.keep(
        "candidates",
        "pairs of keys that share something few have",
        """
        select distinct x.id as a, y.id as b from blocks as x
        join blocks as y on y.kind = x.kind and y.value = x.value and y.id > x.id
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
