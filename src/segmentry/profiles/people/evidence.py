"""What speaks for and against one person, field by field, in a few levels."""

from collections.abc import Mapping

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matching.levels import UNTOLD
from segmentry.profiles.people.nicknames import pairs_of_nicknames

FIELDS = ("source", "given", "family", "mail", "phone", "place", "birth", "number", "account")
_SAMPLE = 200_000
"""So many pairs that share nothing rare are looked at, to see what strangers have in common."""

_AGREEING = {
    "mail": ("same", "same, few", "local part"), "phone": ("same", "same, few"),
    "place": ("address", "street", "house, area", "house, street", "area", "area, other"),
    "birth": ("same", "slip"), "number": ("same", "slip"),
}  # fmt: skip


def is_kept_apart(levels: Mapping[str, str]) -> bool:
    """Whether two contacts of two companies have nothing in common but what they are called, or one
    company told two of one name apart by numbers in their addresses."""
    agree = any(levels[field] in told for field, told in _AGREEING.items())
    is_name_alone = levels["account"] in ("group", "other") and not agree
    return is_name_alone or levels["mail"] == "numbered"


def weigh_person_evidence(context: RunContext, persons: int) -> None:
    """Keep `persons_compared` (a, b, a level per field, is_drawn) for each candidate, and for a
    sample of all other pairs, which stand for what strangers have in common."""
    _count_uses(context, persons)
    pairs = [*zip(*pairs_of_nicknames(), strict=True)]
    columns = [Column("name", T.TEXT, ""), Column("other", T.TEXT, "")]
    context.load_columns("nicknames", columns, {"name": pairs[0], "other": pairs[1]})
    _draw_strangers(context, persons)
    context.keep("persons_compared", "what speaks for and against each pair", _COMPARED)
    for name in ("nicknames", "strangers", "mail_users", "line_users", "given_users",
                 "family_users"):  # fmt: skip
        context.engine.drop(name)


def _count_uses(context: RunContext, persons: int) -> None:
    for field in ("given", "family"):
        context.keep(
            f"{field}_users",
            f"how rare each {field} name is",
            f"""
            select value, case when 10 * ln({persons + 1} / uses) >= 9 * ln({persons + 1})
                               then 'same rare'
                               when 2 * ln({persons + 1} / uses) >= ln({persons + 1})
                               then 'same known' else 'same usual' end as same
            from (select {field} as value, cast(count(*) as double) as uses from persons
                  where {field} is not null group by {field}) as used
            """,
        )
    context.keep(
        "mail_users", "how many people use an address", _USED.format(field="mail", shared="false")
    )
    switchboards = f"phone in (select phone_key from {Table.ACCOUNT_RECORDS} where phone_key <> '')"
    context.keep(
        "line_users",
        "how many people use a phone; the company's own number is nobody's",
        _USED.format(field="phone", shared=switchboards),
    )


_USED = """
    select value, case when is_shared or names > 10 then 'same, many'
                       when names > 3 then 'same, few' else 'same' end as same
    from (
        select {field} as value, bool_or({shared}) as is_shared,
               count(distinct coalesce(given, '') || ' ' || coalesce(family, '')) as names
        from persons where {field} is not null group by {field}
    ) as used
"""


def _draw_strangers(context: RunContext, persons: int) -> None:
    # keys are hashes, so neighbours by key have been drawn at random
    steps = max(1, min(_SAMPLE // max(persons, 1), persons // 2))
    columns = (Column("step", T.INTEGER, ""),)
    context.load("steps", columns, [{"step": step} for step in range(1, steps + 1)])
    context.keep(
        "strangers",
        "pairs drawn from all that share nothing rare",
        f"""
        with drawn as (
            select p.id as a, (p.id + s.step - 1) % {max(persons, 1)} + 1 as b
            from persons as p cross join steps as s where p.id <= {_SAMPLE}
        ), ordered as (
            select distinct least(a, b) as a, greatest(a, b) as b from drawn where a <> b
        )
        select o.a, o.b from ordered as o
        anti join person_candidates as c on c.a = o.a and c.b = o.b
        """,
    )
    context.engine.drop("steps")


def _slip(a: str, b: str) -> str:
    """Whether two words are one slip apart, or two where they are long."""
    x, y = f"replace({a}, ' ', '')", f"replace({b}, ' ', '')"
    near = f"case when least(length({x}), length({y})) >= 5 then 2 else 1 end"
    return (
        f"case when least(length({x}), length({y})) < 3 or greatest(length({x}), length({y})) > 40 "
        f"or abs(length({x}) - length({y})) > 2 then {x} = {y} "
        f"else levenshtein({x}, {y}) <= {near} end"
    )


_SWAPPED = f"""
    coalesce((x.given = y.family or x.family = y.given)
             and {_slip("x.given", "y.family")} and {_slip("x.family", "y.given")}, false)
"""
_SHORT = """
    (nicknames.name is not null
     or length(x.given) = 1 and y.given like x.given || '%'
     or length(y.given) = 1 and x.given like y.given || '%'
     or length(x.given) >= 3 and starts_with(y.given, x.given)
     or length(y.given) >= 3 and starts_with(x.given, y.given))
"""
_GIVEN = f"""
    case when x.given = y.given then given_users.same
         when p.is_swapped then 'swapped'
         when x.given is null or y.given is null then '{UNTOLD}'
         when {_SHORT} then 'short'
         when {_slip("x.given", "y.given")} then 'near' else 'other' end
"""
_FAMILY = f"""
    case when x.family = y.family then family_users.same
         when p.is_swapped or x.family is null or y.family is null then '{UNTOLD}'
         when {_slip("x.family", "y.family")} then 'near'
         when contains(' ' || x.family || ' ', ' ' || y.family || ' ')
           or contains(' ' || y.family || ' ', ' ' || x.family || ' ') then 'part'
         else 'other' end
"""
_TELLING_LOCAL = """
    length(x.local) >= 5
    and not regexp_matches(coalesce(x.given, '') || coalesce(x.family, ''), '[^a-z0-9 ]')
    and not contains(x.local, left(coalesce(x.family, x.local), 4))
    and not contains(x.local, left(coalesce(x.given, x.local), 4))
"""
"""What stands before the @ and is not made of the name, which has been compared; a name in a script
that does not spell by letters does not tell."""
_NUMBERED = """
    x.domain = y.domain and x.local <> y.local
    and regexp_replace(x.local, '[0-9]', '', 'g') = regexp_replace(y.local, '[0-9]', '', 'g')
"""
_MAIL = f"""
    case when x.mail = y.mail then mail_users.same
         when x.local = y.local and {_TELLING_LOCAL} then 'local part'
         when {_NUMBERED} then 'numbered'
         when x.domain = y.domain then 'domain'
         when x.mail is null or y.mail is null then '{UNTOLD}' else 'other' end
"""
_PHONE = f"""
    case when x.phone = y.phone then line_users.same
         when x.phone is null or y.phone is null then '{UNTOLD}' else 'other' end
"""
_STREET = f"(x.street = y.street or {_slip('x.street', 'y.street')})"
_AREA = f"(x.postal_code = y.postal_code or {_slip('x.city', 'y.city')})"
_PLACE = f"""
    case when p.is_street and x.house = y.house and coalesce(p.is_area, true) then 'address'
         when p.is_street and p.is_area then 'street'
         when x.house = y.house and p.is_area then 'house, area'
         when p.is_street and x.house = y.house then 'house, street'
         when p.is_area and (x.street is null or y.street is null) then 'area'
         when p.is_area then 'area, other'
         when x.country <> y.country then 'other land'
         when x.postal_code <> y.postal_code or x.city <> y.city then 'other'
         when x.street <> y.street then 'other' else '{UNTOLD}' end
"""
_BIRTH = f"""
    case when x.birth = y.birth then 'same'
         when x.birth is null or y.birth is null then '{UNTOLD}'
         when levenshtein(x.birth, y.birth) <= 2 then 'slip'
         when left(x.birth, 4) = left(y.birth, 4)
              and substring(x.birth, 6, 2) = substring(y.birth, 9, 2)
              and substring(x.birth, 9, 2) = substring(y.birth, 6, 2) then 'slip'
         else 'other' end
"""
_NUMBER = f"""
    case when x.number = y.number then 'same'
         when x.number is null or y.number is null then '{UNTOLD}'
         when length(x.number) between 6 and 40 and length(x.number) = length(y.number)
              and levenshtein(x.number, y.number) <= 2 then 'slip'
         else 'other' end
"""
_ACCOUNT = f"""
    case when x.account_id = y.account_id then 'same'
         when x.ultimate_id = y.ultimate_id then 'group'
         when x.account_id is null or y.account_id is null then '{UNTOLD}' else 'other' end
"""
_COMPARED = f"""
    with looked_at as (
        select a, b, false as is_drawn from person_candidates
        union all select a, b, true from strangers
    ), pairs as (
        select c.a, c.b, c.is_drawn, {_SWAPPED} as is_swapped, {_STREET} as is_street,
               {_AREA} as is_area
        from looked_at as c join persons as x on x.id = c.a join persons as y on y.id = c.b
    )
    select p.a, p.b, p.is_drawn,
           case when x.source = y.source then 'same' else 'other' end as source,
           {_GIVEN} as given, {_FAMILY} as family, {_MAIL} as mail, {_PHONE} as phone,
           {_PLACE} as place, {_BIRTH} as birth, {_NUMBER} as number, {_ACCOUNT} as account
    from pairs as p
    join persons as x on x.id = p.a join persons as y on y.id = p.b
    left join given_users on given_users.value = x.given
    left join family_users on family_users.value = x.family
    left join mail_users on mail_users.value = x.mail
    left join line_users on line_users.value = x.phone
    left join nicknames on nicknames.name = x.given and nicknames.other = y.given
"""
