"""Who worked where, from when to when."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table


def write_employment(context: RunContext) -> None:
    """Write EMPLOYMENT: what sources say of days counts first, then when they told it."""
    _remember(context)
    context.keep("employment_told", "where the records of this run place people", _TOLD)
    as_of = literal(context.as_of)
    context.keep(
        "employment_spans",
        "with what the run before knew; somebody who moved came on the day that was told",
        _SPANS.format(as_of=as_of),
    )
    context.write(
        Table.EMPLOYMENT,
        "it ends when a later record places the person elsewhere, or when no record tells it",
        f"""
        with moves as (
            select s.person_id, s.account_id, min(o.from_on) as on_day
            from employment_spans as s
            join employment_spans as o on o.person_id = s.person_id and o.is_told
                and o.account_id <> s.account_id and o.from_on > s.from_on
                and o.from_on >= coalesce(s.last_told_on, s.from_on)
            group by s.person_id, s.account_id
        )
        select s.person_id, s.account_id, s.contact_key, s.account_key, s.seniority,
               s.job_function, s.from_on,
               case when s.is_told then coalesce(s.to_on, m.on_day)
                    else coalesce(s.to_on, m.on_day, {as_of}) end as to_on
        from employment_spans as s
        left join moves as m on m.person_id = s.person_id and m.account_id = s.account_id
        """,
        order=("person_id", "from_on", "account_id"),
    )
    for name in ("employment_before", "employment_told", "employment_spans"):
        context.engine.drop(name)


def _remember(context: RunContext) -> None:
    """Keep `employment_before` under the ids of today, by the keys it stands on."""
    is_known = Table.EMPLOYMENT in context.remembered
    table = (
        f"previous_{Table.EMPLOYMENT}" if is_known else f"(select * from {_NOTHING} where false)"
    )
    context.keep(
        "employment_before",
        "employment as the run before knew it",
        f"""
        select p.person_id, i.account_id, min(e.contact_key) as contact_key,
               min(e.account_key) as account_key, min(e.seniority) as seniority,
               min(e.job_function) as job_function, min(e.from_on) as from_on,
               case when count(*) = count(e.to_on) then max(e.to_on) end as to_on
        from {table} as e
        join {Table.CONTACT_IDENTITY} as p on p.contact_key = e.contact_key
        join {Table.IDENTITY} as i on i.account_key = e.account_key
        group by p.person_id, i.account_id
        """,
    )


_NOTHING = """
    (select cast(null as varchar) as contact_key, cast(null as varchar) as account_key,
            cast(null as varchar) as seniority, cast(null as varchar) as job_function,
            cast(null as date) as from_on, cast(null as date) as to_on where false)
"""
_TOLD = f"""
    with told as (
        select p.person_id, i.account_id, r.contact_key, r.account_key, r.seniority,
               r.job_function, r.employed_from, r.employed_to, r.created_on,
               cast(r.updated_at as date) as updated_on,
               row_number() over (
                   partition by p.person_id, i.account_id
                   order by coalesce(cast(r.updated_at as date), r.created_on) desc nulls last,
                            r.contact_key, r.account_key, r.source, r.line) as place
        from {Table.CONTACT_RECORDS} as r
        join {Table.CONTACT_IDENTITY} as p on p.contact_key = r.contact_key
        join {Table.IDENTITY} as i on i.account_key = r.account_key
    )
    select person_id, account_id,
           max(case when place = 1 then contact_key end) as contact_key,
           max(case when place = 1 then account_key end) as account_key,
           max(case when place = 1 then seniority end) as seniority,
           max(case when place = 1 then job_function end) as job_function,
           min(employed_from) as employed_from,
           case when count(*) = count(employed_to) then max(employed_to) end as employed_to,
           min(coalesce(created_on, updated_on)) as first_told_on,
           max(updated_on) as last_updated_on,
           max(coalesce(updated_on, created_on)) as last_told_on
    from told group by person_id, account_id
"""
_SPANS = """
    with known as (select distinct person_id from employment_before)
    select coalesce(t.person_id, b.person_id) as person_id,
           coalesce(t.account_id, b.account_id) as account_id,
           coalesce(t.contact_key, b.contact_key) as contact_key,
           coalesce(t.account_key, b.account_key) as account_key,
           coalesce(t.seniority, b.seniority) as seniority,
           coalesce(t.job_function, b.job_function) as job_function,
           t.person_id is not null as is_told, t.last_told_on,
           case when t.person_id is null then b.to_on else t.employed_to end as to_on,
           coalesce(t.employed_from, b.from_on, least(t.employed_to, case
               when k.person_id is null then t.first_told_on
               else coalesce(t.last_updated_on, t.first_told_on) end), {as_of}) as from_on
    from employment_told as t
    full join employment_before as b on b.person_id = t.person_id and b.account_id = t.account_id
    left join known as k on k.person_id = t.person_id
"""
