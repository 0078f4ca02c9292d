"""What speaks for and against one company, field by field, in a few levels.

Street, house, postal code, city and country are one piece of evidence, because they hang together;
taken singly they would count the same fact three times.
"""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matching.people_in_common import find_people_in_common

FIELDS = ("system", "name", "place", "phone", "domain", "registration", "people")
UNTOLD = "-"
"""Level of a field that one of the two does not tell: it says nothing."""


def weigh_evidence(context: RunContext) -> None:
    """Keep `compared` (a, b, a level per field, is_kin) for each candidate."""
    count_users(context)
    compare_fields(context)
    context.engine.drop("mailboxes")


def count_users(context: RunContext) -> None:
    """Keep `phone_users` and `domain_users`."""
    for field in ("phone", "domain"):
        context.keep(
            f"{field}_users",
            f"by how many names a {field} is used",
            f"""
            select value, uses, case when names <= 3 then 'same' when names <= 10 then 'same, few'
                                     else 'same, many' end as same
            from (select {field} as value, count(*) as uses, count(distinct name) as names
                  from companies where {field} is not null group by {field}) as used
            """,
        )


def compare_fields(context: RunContext) -> None:
    """Keep `compared` from `candidates`, once names are compared and users counted."""
    list_kin(context)
    find_people_in_common(context)
    context.keep("compared", "what speaks for and against each pair", _COMPARED)
    for name in ("kin", "people_in_common"):
        context.engine.drop(name)


def list_kin(context: RunContext) -> None:
    """Keep `kin` (a, b): ids of parents and their own subsidiaries, a < b."""
    context.keep(
        "kin",
        "parents and their subsidiaries are two companies",
        f"""
        select distinct least(c.id, p.id) as a, greatest(c.id, p.id) as b
        from {Table.ACCOUNT_RECORDS} as r
        join companies as c on c.account_key = r.account_key
        join companies as p on p.account_key = r.parent_key
        where c.id <> p.id
        """,
    )


# a number written without its area is the same as the whole one that ends in it
_SAME = {
    "domain": "x.domain = y.domain",
    "phone": "(x.phone = y.phone or x.phone_end = y.phone_end and "
    "case when x.phone like '+%' and y.phone not like '+%' "
    "then x.phone like '%' || ltrim(y.phone, '0') "
    "when y.phone like '+%' and x.phone not like '+%' "
    "then y.phone like '%' || ltrim(x.phone, '0') else false end)",
}


def _used(field: str) -> str:
    return f"""
        case when x.{field} is null or y.{field} is null then '{UNTOLD}'
             when not {_SAME[field]} then 'other'
             else {field}_users.same end
    """


_SAME_AREA = "coalesce(x.postal_code = y.postal_code, x.city = y.city, x.country = y.country, true)"
_A_STREET_UNTOLD = "(x.street is null or y.street is null)"
_PLACE = f"""
    case when x.house = y.house and x.street_word = y.street_word and {_SAME_AREA} then 'address'
         when x.house = y.house and (x.street_word = y.street_word
              or case when greatest(length(x.street_words), length(y.street_words)) <= 60
                      then levenshtein(x.street_words, y.street_words) <= 2 else false end)
              then 'street'
         when x.postal_code = y.postal_code and {_A_STREET_UNTOLD} then 'postal code'
         when x.postal_code = y.postal_code and x.street_word = y.street_word then 'post, street'
         when x.postal_code = y.postal_code then 'post, other'
         when x.city = y.city and {_A_STREET_UNTOLD} then 'city'
         when x.city = y.city then 'city, other'
         when x.country <> y.country then 'other land'
         when x.city <> y.city then 'other city'
         when x.postal_code <> y.postal_code or x.street <> y.street then 'other'
         else '{UNTOLD}' end
"""
_NAME = f"""
    case when x.name is null or y.name is null then '{UNTOLD}'
         when x.name = y.name then m.same
         else l.likeness end
"""
_REGISTRATION = f"""
    case when x.registration_id = y.registration_id then 'same'
         when x.registration_shape = y.registration_shape then 'other' else '{UNTOLD}' end
"""
_PEOPLE = f"""
    case when q.people is not null then 'same'
         when x.people is null or y.people is null then '{UNTOLD}' else 'other' end
"""
_COMPARED = f"""
    select p.a, p.b, case when x.system = y.system then 'same' else 'other' end as system,
           {_NAME} as name, {_PLACE} as place, {_used("phone")} as phone,
           {_used("domain")} as domain, {_REGISTRATION} as registration,
           {_PEOPLE} as people,
           kin.a is not null as is_kin
    from candidates as p
    join companies as x on x.id = p.a join companies as y on y.id = p.b
    left join company_names as m on m.name = x.name
    left join company_names as n on n.name = y.name
    left join name_likeness as l on l.a = least(m.name_id, n.name_id)
                                and l.b = greatest(m.name_id, n.name_id)
    left join phone_users on phone_users.value = x.phone
    left join domain_users on domain_users.value = x.domain
    left join kin on kin.a = p.a and kin.b = p.b
    left join people_in_common as q on q.a = p.a and q.b = p.b
"""
