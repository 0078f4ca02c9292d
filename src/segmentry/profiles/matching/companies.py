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
LOCAL_DIGITS = 7
"""The last digits of a phone, which are the same with and without its area and country."""


def list_companies(context: RunContext, keys: str) -> None:
    """Keep `companies` (id, account_key, system, what is compared) for every key of `keys`."""
    list_mailboxes(context, keys)
    _take_fullest(context)
    _number(context, keys)
    _find_street_words(context)
    context.engine.drop("told_companies")
    context.engine.drop("numbered_companies")


def _take_fullest(context: RunContext) -> None:
    told = " + ".join(f"(case when {field} is null then 0 else 1 end)" for field in _TOLD)
    context.keep(
        "told_companies",
        "what the fullest record of each key says",
        f"""
        select * from (
            select account_key, {", ".join(_TOLD)},
                   row_number() over (partition by account_key
                                      order by {told} desc, source, line) as place
            from {Table.ACCOUNT_RECORDS}
        ) as ranked where place = 1
        """,
    )


def _number(context: RunContext, keys: str) -> None:
    context.keep(
        "numbered_companies",
        "every key with a number, and its street taken apart",
        f"""
        with told as (
            select account_key, {latin("name_key")} as name, {latin("street_key")} as street,
                   domain, phone_key, postal_code, {latin("lower(city)")} as city, country,
                   registration_id
            from told_companies
        )
        select cast(row_number() over (order by k.account_key) as integer) as id, k.account_key,
               split_part(k.account_key, ':', 1) as system,
               t.name, t.domain, t.phone_key as phone, t.street,
               right(regexp_replace(t.phone_key, '[^0-9]', '', 'g'), {LOCAL_DIGITS}) as phone_end,
               {house("t.street")} as house,
               {without_house("t.street")} as street_words,
               regexp_replace(upper(t.postal_code), '[^A-Z0-9]', '', 'g') as postal_code,
               t.city, t.country, t.registration_id,
               regexp_replace(regexp_replace(upper(t.registration_id), '[0-9]', '9', 'g'),
                              '[A-Z]', 'A', 'g') as registration_shape, m.people
        from {keys} as k left join told as t on t.account_key = k.account_key
        left join (
            select account_key, count(*) as people from mailboxes group by account_key
        ) as m on m.account_key = k.account_key
        """,
    )


def _find_street_words(context: RunContext) -> None:
    context.keep(
        "companies",
        "with the rarest word of the street, which tells most of it",
        """
        with words as (
            select id, unnest(string_split(street_words, ' ')) as word from numbered_companies
            where street_words <> ''
        ), counted as (
            select word, count(*) as uses from words where length(word) > 1 group by word
        ), ranked as (
            select w.id, w.word,
                   row_number() over (partition by w.id order by c.uses, w.word) as place
            from words as w join counted as c on c.word = w.word
        )
        select c.*, r.word as street_word from numbered_companies as c
        left join (select id, word from ranked where place = 1) as r on r.id = c.id
        """,
    )
