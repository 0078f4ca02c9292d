"""Which pairs of contacts are worth a look: those that share something few others have."""

from segmentry.engine.run_context import RunContext

LARGEST_BLOCK = 40
"""What more contacts share is looked up only together with something else."""

_NAMES = "least(given, family) || ' ' || greatest(given, family)"
_AREA = "coalesce(postal_code, city)"
_NAMED = "given is not null and family is not null"

_SHARED = f"""
    select 'number' as kind, number as value, id from persons where number is not null
    union all select 'mail', mail, id from persons where mail is not null
    union all select 'local part', local, id from persons where length(local) >= 5
    union all select 'phone', phone, id from persons where phone is not null
    union all select 'birth', birth, id from persons where birth is not null
    union all select 'birth and name', birth || ' ' || left(given, 2), id from persons
    where birth is not null and given is not null
    union all select 'names', {_NAMES}, id from persons where {_NAMED}
    union all select 'names and area', {_NAMES} || ' ' || {_AREA}, id from persons
    where {_NAMED} and {_AREA} is not null
    union all select 'names and account', {_NAMES} || ' ' || account_id, id from persons
    where {_NAMED} and account_id is not null
    union all select 'family', family, id from persons where family is not null
    union all select 'family and given', family || ' ' || left(given, 1), id from persons
    where {_NAMED}
    union all select 'account', account_id, id from persons where account_id is not null
    union all select 'family and account', family || ' ' || account_id, id from persons
    where family is not null and account_id is not null
    union all select 'given and account', given || ' ' || account_id, id from persons
    where given is not null and account_id is not null
    union all select 'initials and account',
                     left(given, 1) || left(family, 1) || ' ' || account_id, id from persons
    where {_NAMED} and account_id is not null
    union all select 'family and area', family || ' ' || {_AREA}, id from persons
    where family is not null and {_AREA} is not null
    union all select 'given and area', given || ' ' || {_AREA}, id from persons
    where given is not null and {_AREA} is not null
    union all select 'address', street || ' ' || house, id from persons
    where street is not null and house is not null
    union all select 'street and given', street || ' ' || left(given, 1), id from persons
    where street is not null and given is not null
"""


def find_person_candidates(context: RunContext) -> None:
    """Keep `person_candidates` (a, b): pairs of ids to compare, a < b."""
    context.keep("shared_by_persons", "what contacts may share", _SHARED)
    context.keep(
        "person_blocks",
        "what a few contacts share",
        f"""
        select s.kind, s.value, s.id from shared_by_persons as s join (
            select kind, value from shared_by_persons group by kind, value
            having count(*) between 2 and {LARGEST_BLOCK}
        ) as few on few.kind = s.kind and few.value = s.value
        """,
    )
    context.engine.drop("shared_by_persons")
    context.keep(
        "person_candidates",
        "pairs of contacts that share something few have",
        """
        select distinct x.id as a, y.id as b from person_blocks as x
        join person_blocks as y on y.kind = x.kind and y.value = x.value and y.id > x.id
        """,
    )
    context.engine.drop("person_blocks")
