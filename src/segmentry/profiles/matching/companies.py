"""What is compared: one row per key of a company, with what its fullest record says."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matching.people_in_common import list_mailboxes
from segmentry.profiles.matching.scripts import latin
from segmentry.profiles.matching.streets import house, without_house

_TOLD = (
    "name_key", "registration_id", "domain", "phone_key", "street_key", "postal_code", "city",
    "country",
)  # fmt: skip
_AT_HOME_BY = ("city", "domain", "registration_id")
LOCAL_DIGITS = 7
"""The last digits of a phone, which are the same with and without its area and country."""


def list_companies(context: RunContext, keys: str) -> None:
    """Keep `companies` (id, account_key, system, what is compared) for every key of `keys`, and
    `company_names`."""
    list_mailboxes(context, keys)
    _take_fullest(context)
    _number(context, keys)
    _number_names(context)
    _find_street_words(context)
    for name in ("told_companies", "told_twice", "numbered_keys", "numbered_companies"):
        context.engine.drop(name)


def _take_fullest(context: RunContext) -> None:
    told = " + ".join(f"(case when {field} is null then 0 else 1 end)" for field in _TOLD)
    context.keep(
        "told_twice",
        "keys that several records tell of",
        f"select account_key from {Table.ACCOUNT_RECORDS} group by account_key having count(*) > 1",
    )
    columns = ", ".join(("account_key", *_TOLD))
    context.define(
        "told_companies",
        "what the fullest record of each key says",
        f"""
        select {columns} from {Table.ACCOUNT_RECORDS} as r
        anti join told_twice as t on t.account_key = r.account_key
        union all
        select {columns} from (
            select r.*, row_number() over (partition by account_key
                                           order by {told} desc, source, line) as place
            from {Table.ACCOUNT_RECORDS} as r
            semi join told_twice as t on t.account_key = r.account_key
        ) as ranked where place = 1
        """,
    )


def _number(context: RunContext, keys: str) -> None:
    # a number over all keys holds up what is worked out with it, so it stands by itself
    context.keep(
        "numbered_keys",
        "every key with a number",
        f"select account_key, cast(row_number() over (order by account_key) as integer) as id "
        f"from {keys}",
    )
    context.keep(
        "numbered_companies",
        "what each key tells, and its street taken apart",
        f"""
        with told as (
            select account_key, {latin("name_key")} as name, {latin("street_key")} as street,
                   domain, phone_key, postal_code, {latin("lower(city)")} as city, country,
                   registration_id
            from told_companies
        )
        select k.id, k.account_key, split_part(k.account_key, ':', 1) as system,
               t.name, t.domain, t.phone_key as phone, t.street,
               right(regexp_replace(t.phone_key, '[^0-9]', '', 'g'), {LOCAL_DIGITS}) as phone_end,
               {house("t.street")} as house,
               {without_house("t.street")} as street_words,
               regexp_replace(upper(t.postal_code), '[^A-Z0-9]', '', 'g') as postal_code,
               t.city, t.country, t.registration_id,
               regexp_replace(regexp_replace(upper(t.registration_id), '[0-9]', '9', 'g'),
                              '[A-Z]', 'A', 'g') as registration_shape, m.people
        from numbered_keys as k left join told as t on t.account_key = k.account_key
        left join (
            select account_key, count(*) as people from mailboxes group by account_key
        ) as m on m.account_key = k.account_key
        """,
    )


def _number_names(context: RunContext) -> None:
    context.keep(
        "company_names",
        "every name once, with its initials and how many keys use it",
        f"""
        with homes as (
            {" union all ".join(_homes_by(field) for field in _AT_HOME_BY)}
        ), at_home as (
            select name, max(homes) as homes from homes group by name
        ), used as (
            select n.name, n.uses, coalesce(h.homes, 0) as homes from (
                select name, count(*) as uses from numbered_companies where name is not null
                group by name
            ) as n left join at_home as h on h.name = n.name
        )
        select row_number() over (order by name) as name_id, name, uses,
               dense_rank() over (order by replace(name, ' ', '')) as letters_id,
               case when homes = 1 or homes = 0 and uses <= 10 then 'same'
                    when homes between 2 and 3 then 'same, twice'
                    when homes between 4 and 10 or homes = 0 and uses <= 100 then 'same, often'
                    else 'same, usual' end as same,
               replace(name, ' ', '') as joined,
               case when regexp_matches(name, '[0-9]')
                    then regexp_replace(name, '[^0-9]', '', 'g') else '' end as digits,
               case when regexp_matches(name, '^[^ ]+ [^ ]+ [^ ]')
                    then replace(regexp_replace(name, '([^ ])[^ ]*', '\\1', 'g'), ' ', '') end
               as initials
        from used
        """,
    )


def _homes_by(field: str) -> str:
    """How many homes a name has by one field; quicker than to count what is distinct in groups."""
    return (
        f"select name, count(*) as homes from (select distinct name, {field} "
        f"from numbered_companies where name is not null and {field} is not null) as told "
        "group by name"
    )


def _find_street_words(context: RunContext) -> None:
    context.keep(
        "companies",
        "with the rarest word of the street, which tells most of it, and the number of the name",
        """
        with streets as (
            select street_words, count(*) as keys from numbered_companies
            where street_words <> '' group by street_words
        ), words as (
            select street_words, keys, unnest(string_split(street_words, ' ')) as word from streets
        ), counted as (
            select word, sum(keys) as uses from words where length(word) > 1 group by word
        ), ranked as (
            select w.street_words, w.word,
                   row_number() over (partition by w.street_words
                                      order by c.uses, w.word) as place
            from words as w join counted as c on c.word = w.word
        )
        select c.*, r.word as street_word, n.name_id from numbered_companies as c
        left join (select street_words, word from ranked where place = 1) as r
          on r.street_words = c.street_words
        left join company_names as n on n.name = c.name
        """,
    )
