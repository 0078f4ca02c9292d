"""One row per person: where each value comes from; the values themselves stay in the vault."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table

_LATEST = "told_at desc nulls last, contact_key"
_CHOSEN = {
    "name": f"has_name desc, is_spelt_out desc, agreeing desc, {_LATEST}",
    "email": f"has_own_email desc, has_email desc, {_LATEST}",
    "phone": f"has_phone desc, {_LATEST}",
    "title": f"has_title desc, {_LATEST}",
    "role": f"(case when seniority is null and job_function is null then 1 else 0 end), {_LATEST}",
    "country": f"(case when country is null then 1 else 0 end), {_LATEST}",
}
"""What wins: a title and a phone by recency; a name that is whole and on which most agree."""


def write_people(context: RunContext) -> None:
    """Write PEOPLE from `contacts_told`, CONTACT_IDENTITY and EMPLOYMENT."""
    as_of = literal(context.as_of)
    is_known = Table.PEOPLE in context.remembered
    before = f"previous_{Table.PEOPLE}" if is_known else _NOBODY
    context.keep("person_facts", "what each contact tells of its person", _FACTS)
    places = ", ".join(
        f"row_number() over (partition by person_id order by {order}) as {field}_place"
        for field, order in _CHOSEN.items()
    )
    context.write(
        Table.PEOPLE,
        "each value from the contact that tells it best",
        f"""
        with ranked as (select *, {places} from person_facts), best as ({_BEST}), places as (
            select person_id, count(*) as employers,
                   min(case when place = 1 and is_there then account_id end) as account_id
            from (
                select *, row_number() over (partition by person_id
                    order by is_there desc, from_on desc, account_id) as place
                from (select *, to_on is null or to_on > {as_of} as is_there
                      from {Table.EMPLOYMENT}) as e
            ) as listed group by person_id
        )
        select b.*, e.account_id, coalesce(e.employers, 0) as employers,
               coalesce(p.since, {as_of}) as since
        from best as b left join places as e using (person_id)
        left join {before} as p using (person_id)
        """,
        order=("person_id",),
    )
    context.engine.drop("person_facts")


_NOBODY = "(select cast(null as varchar) as person_id, cast(null as date) as since where false)"
_FACTS = f"""
    with latest as (
        select contact_key, seniority, job_function, country, has_email, has_phone,
               max(coalesce(updated_at, cast(created_on as timestamp)))
                   over (partition by contact_key) as told_at,
               bool_and(email_consent) over (partition by contact_key) as email_consent,
               row_number() over (
                   partition by contact_key
                   order by coalesce(updated_at, cast(created_on as timestamp)) desc nulls last,
                            source, line, account_key) as place
        from {Table.CONTACT_RECORDS}
    )
    select c.person_id, l.*, p.given is not null and p.family is not null as has_name,
           coalesce(length(p.given) > 1, false) as is_spelt_out,
           p.mail is not null as has_own_email, p.has_title,
           count(*) over (partition by c.person_id, p.given, p.family) as agreeing
    from latest as l join {Table.CONTACT_IDENTITY} as c using (contact_key)
    join contacts_told as p using (contact_key)
    where l.place = 1
"""


def _of(field: str, value: str, told: str = "true") -> str:
    return f"max(case when {field}_place = 1 and {told} then {value} end)"


_BEST = f"""
    select person_id, count(*) as contacts,
           {_of("role", "seniority")} as seniority, {_of("role", "job_function")} as job_function,
           {_of("country", "country")} as country, bool_or(has_email) as has_email,
           bool_or(has_phone) as has_phone, bool_and(email_consent) as email_consent,
           {_of("name", "contact_key", "has_name")} as name_from,
           {_of("email", "contact_key", "has_email")} as email_from,
           {_of("phone", "contact_key", "has_phone")} as phone_from,
           {_of("title", "contact_key", "has_title")} as title_from
    from ranked group by person_id
"""
