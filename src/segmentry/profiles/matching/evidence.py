"""What speaks for and against one company, field by field, in a few levels.

Street, house, postal code, city and country are one piece of evidence, because they hang together;
taken singly they would count the same fact three times.
"""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matching.levels import UNTOLD
from segmentry.profiles.matching.patterns import packed, places
from segmentry.profiles.matching.people_in_common import find_people_in_common

_NAME, _PLACE, _PHONE, _DOMAIN, _REGISTRATION, _PEOPLE, _SYSTEM = (
    places(f) for f in ("name", "place", "phone", "domain", "registration", "people", "system")
)
_SIDE = (
    "id", "system", "name_id", "street", "house", "street_word", "street_words", "postal_code",
    "city", "country", "phone", "phone_end", "domain", "registration_id", "registration_shape",
    "people",
)  # fmt: skip
_LEVELS = {"name": _NAME, "phone": _PHONE, "domain": _DOMAIN}


def list_relations(context: RunContext) -> None:
    """Keep what keys have to do with others: `phone_users`, `domain_users`, `kin` and
    `people_in_common`."""
    list_kin(context)
    find_people_in_common(context)
    for field in ("phone", "domain"):
        context.keep(
            f"{field}_users",
            f"by how many names a {field} is used",
            f"""
            select value, uses, case when names <= 3 then 'same' when names <= 10 then 'same, few'
                                     else 'same, many' end as same
            from (
                select value, cast(sum(uses) as bigint) as uses, count(name_id) as names from (
                    select {field} as value, name_id, count(*) as uses from companies
                    where {field} is not null group by {field}, name_id
                ) as named group by value
            ) as used
            """,
        )


def compare_fields(context: RunContext, among: str = "") -> None:
    """Keep `compared` (a, b, pattern, is_kin) from `candidates`, once names are compared and
    relations listed; `among` names a table of ids, at least one of which is in each pair."""
    context.keep("sides", "what is compared of each key, and what it says if it is the same",
                 _sides(among))  # fmt: skip
    context.keep("compared", "what speaks for and against each pair", _COMPARED)
    context.engine.drop("sides")


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


def _sides(among: str) -> str:
    these = "select a as id from candidates union select b from candidates"
    level = {
        field: f"case {field}_same.same "
        + " ".join(f"when '{name}' then {n}" for name, n in numbers.items() if "same" in name)
        + f" end as {field}_level"
        for field, numbers in _LEVELS.items()
    }
    return f"""
        select {", ".join(f"c.{name}" for name in _SIDE)}, {", ".join(level.values())}
        from companies as c
        {f"semi join ({these}) as t on t.id = c.id" if among else ""}
        left join company_names as name_same on name_same.name_id = c.name_id
        left join phone_users as phone_same on phone_same.value = c.phone
        left join domain_users as domain_same on domain_same.value = c.domain
    """


# what takes time stands in branches of its own, which are looked into only where they are needed
_ENDS_IN_THE_OTHER = """
    case when x.phone like '+%' and y.phone not like '+%'
         then x.phone like '%' || ltrim(y.phone, '0')
         when y.phone like '+%' and x.phone not like '+%'
         then y.phone like '%' || ltrim(x.phone, '0') else false end
"""
"""A number written without its area is the same as the whole one that ends in it."""
_LIKE_STREETS = """
    case when x.street_word = y.street_word then true
         when greatest(length(x.street_words), length(y.street_words)) <= 60
         then levenshtein(x.street_words, y.street_words) <= 2 else false end
"""
_SAME_AREA = "coalesce(x.postal_code = y.postal_code, x.city = y.city, x.country = y.country, true)"
_A_STREET_UNTOLD = "(x.street is null or y.street is null)"
_TOLD = {
    "system": f"case when x.system = y.system then {_SYSTEM['same']} else {_SYSTEM['other']} end",
    "name": f"""
    case when x.name_id is null or y.name_id is null then {_NAME[UNTOLD]}
         when x.name_id = y.name_id then x.name_level else l.level end
""",
    "place": f"""
    case when x.house = y.house and x.street_word = y.street_word and {_SAME_AREA}
         then {_PLACE["address"]}
         when case when x.house = y.house then {_LIKE_STREETS} else false end
         then {_PLACE["street"]}
         when x.postal_code = y.postal_code and {_A_STREET_UNTOLD} then {_PLACE["postal code"]}
         when x.postal_code = y.postal_code and x.street_word = y.street_word
         then {_PLACE["post, street"]}
         when x.postal_code = y.postal_code then {_PLACE["post, other"]}
         when x.city = y.city and {_A_STREET_UNTOLD} then {_PLACE["city"]}
         when x.city = y.city then {_PLACE["city, other"]}
         when x.country <> y.country then {_PLACE["other land"]}
         when x.city <> y.city then {_PLACE["other city"]}
         when x.postal_code <> y.postal_code or x.street <> y.street then {_PLACE["other"]}
         else {_PLACE[UNTOLD]} end
""",
    "phone": f"""
    case when x.phone is null or y.phone is null then {_PHONE[UNTOLD]}
         when x.phone = y.phone then x.phone_level
         when x.phone_end <> y.phone_end then {_PHONE["other"]}
         when {_ENDS_IN_THE_OTHER} then x.phone_level else {_PHONE["other"]} end
""",
    "domain": f"""
    case when x.domain is null or y.domain is null then {_DOMAIN[UNTOLD]}
         when x.domain <> y.domain then {_DOMAIN["other"]} else x.domain_level end
""",
    "registration": f"""
    case when x.registration_id = y.registration_id then {_REGISTRATION["same"]}
         when x.registration_shape = y.registration_shape then {_REGISTRATION["other"]}
         else {_REGISTRATION[UNTOLD]} end
""",
    "people": f"""
    case when q.people is not null then {_PEOPLE["same"]}
         when x.people is null or y.people is null then {_PEOPLE[UNTOLD]}
         else {_PEOPLE["other"]} end
""",
}
_COMPARED = f"""
    select p.a, p.b, cast({packed(_TOLD)} as bigint) as pattern, kin.a is not null as is_kin
    from candidates as p join sides as x on x.id = p.a join sides as y on y.id = p.b
    left join name_likeness as l on l.a = least(x.name_id, y.name_id)
                                and l.b = greatest(x.name_id, y.name_id)
    left join kin on kin.a = p.a and kin.b = p.b
    left join people_in_common as q on q.a = p.a and q.b = p.b
"""
