"""What is compared: the fullest record of each contact, once where several say the same."""

from importlib.resources import files

from ruamel.yaml import YAML

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.model.vault import CONTACTS_FILE, VAULT_COLUMNS
from segmentry.profiles.matching.scripts import latin
from segmentry.profiles.matching.streets import house, without_house

_TOLD = (
    "first_name_key", "last_name_key", "full_name_key", "email", "phone_key", "street_key",
    "postal_code", "city", "birth_on", "personal_number",
)  # fmt: skip
_BEFORE = "mr mrs ms miss mx dr prof professor sir herr frau mme mlle monsieur madame sr sra dott"
_AFTER = "jr sr ii iii iv phd md mba cpa esq msc bsc junior senior"
_MAILBOXES = "shared_mailboxes.yaml"


def list_persons(context: RunContext) -> None:
    """Keep `contacts_told` for every contact, and `persons` (id, contact_key, what is compared) for
    the first of those that share name and address, which `first_key` says of each; contacts of
    `kept_apart` are the first of none but themselves."""
    open_vault(context)
    context.keep("told_persons", "what the fullest record of each contact says", fullest_records())
    context.keep("named_persons", "names taken apart, addresses and numbers made alike", NAMED)
    context.keep("contacts_told", "every contact with the account it is at", _CONTACTS)
    context.keep(
        "persons",
        "contacts of one name and one address of their own are one person without a question",
        "select row_number() over (order by contact_key) as id, * from contacts_told "
        "where contact_key = first_key",
    )
    for name in ("vault_contacts", "told_persons", "named_persons"):
        context.engine.drop(name)


def open_vault(context: RunContext) -> None:
    """Register `vault_contacts`: what the vault keeps of people; empty where it keeps none."""
    file = context.vault / CONTACTS_FILE
    if file.is_file():
        context.engine.register("vault_contacts", [file])
        return
    nothing = ", ".join(f"cast(null as {c.type}) as {c.name}" for c in VAULT_COLUMNS)
    context.define("vault_contacts", "nobody is named", f"select {nothing} where false")


def fullest_records(where: str = "true") -> str:
    """SQL for the record of each contact that tells most, of `vault_contacts`."""
    fullness = " + ".join(f"(case when {f} is null then 0 else 1 end)" for f in _TOLD)
    columns = ", ".join(c.name for c in VAULT_COLUMNS)
    return f"""
        select {columns} from (
            select {columns},
                   row_number() over (partition by contact_key order by {fullness} desc,
                                      updated_at desc nulls last, {columns}) as place
            from vault_contacts where {where}
        ) as ranked where place = 1
    """


def _bare(name: str) -> str:
    """SQL for a name without titles, degrees and generations."""
    before, after = ("|".join(words.split()) for words in (_BEFORE, _AFTER))
    without = f"regexp_replace(regexp_replace({name}, '^(({before}) )+', ''), "
    return f"{without} '([ ,]+({after}))+$', '')"


def _first(name: str) -> str:
    return f"case when contains({name}, ', ') then split_part({name}, ', ', 2) else {_FIRST} end"


_FULL, _FIRST = "full_name", "nullif(regexp_extract(full_name, '^([^ ]+) ', 1), '')"
_LAST = f"""
    case when contains({_FULL}, ', ') then split_part({_FULL}, ', ', 1)
         when contains({_FULL}, ' ') then regexp_extract({_FULL}, '^[^ ]+ (.+)$', 1)
         else {_FULL} end
"""
_LETTER_BEFORE, _LETTERS_AFTER = "^([a-z] )+", "( [a-z])+$"
"""Initials of middle names, which one source writes and the other leaves out."""
_LOCAL = "regexp_replace(split_part(email, '@', 1), '[+].*$', '')"


def shared_mailboxes() -> str:
    """Names of mailboxes that nobody has alone, for `in (…)`."""
    named: list[str] = YAML(typ="safe").load((files(__package__) / _MAILBOXES).read_text("utf-8"))
    return ", ".join(map(literal, named))


NAMED = f"""
    with bare as (
        select *, {_bare("first_name_key")} as first_name, {_bare("last_name_key")} as last_name,
               {_bare("full_name_key")} as full_name, {_LOCAL} as local,
               {latin("street_key")} as street
        from (select * exclude (first_name, last_name, full_name) from told_persons) as t
    ), apart as (
        select *, coalesce(first_name, {_first(_FULL)}) as given,
               coalesce(last_name, case when first_name is null then {_LAST} end) as family
        from bare
    ), spelt as (
        select *, {latin("given")} as given_name, {latin("family")} as family_name from apart
    )
    select contact_key, source, street, postal_code, {latin("lower(city)")} as city,
           lower(region) as region, country, birth_on, email_domain as domain, local, phone_key,
           job_title is not null as has_title,
           nullif(trim(replace(regexp_replace(given_name, '{_LETTERS_AFTER}', ''), ',', '')), '')
           as given,
           nullif(trim(replace(regexp_replace(family_name, '{_LETTER_BEFORE}', ''), ',', '')), '')
           as family,
           nullif(regexp_replace(upper(personal_number), '[^A-Z0-9]', '', 'g'), '') as number,
           case when regexp_replace(local, '[^a-z]', '', 'g') not in ({shared_mailboxes()})
                then local || '@' || split_part(email, '@', 2) end as mail
    from spelt
"""
"""Of `told_persons`, the names taken apart, and addresses and numbers made alike."""
_CONTACTS = f"""
    with placed as (
        select r.contact_key, i.account_id, t.ultimate_id, r.source,
               row_number() over (
                   partition by r.contact_key
                   order by coalesce(r.updated_at, cast(r.created_on as timestamp)) desc nulls last,
                            i.account_id nulls last, r.source, r.line) as place
        from {Table.CONTACT_RECORDS} as r
        left join {Table.IDENTITY} as i using (account_key)
        left join {Table.ACCOUNT_TREE} as t using (account_id)
    )
    select p.contact_key, case when n.given is null or n.family is null or n.mail is null
                                 or k.contact_key is not null
                               then p.contact_key else min(p.contact_key) over (
                                   partition by n.given, n.family, n.mail, k.contact_key) end
                          as first_key,
           p.account_id,
           p.ultimate_id, p.source, n.given, n.family, n.mail, n.domain, n.phone_key as phone,
           case when n.mail is not null
                then regexp_replace(n.local, '[^a-z0-9]', '', 'g') end as local,
           {house("n.street")} as house,
           nullif({without_house("n.street")}, '') as street,
           regexp_replace(upper(n.postal_code), '[^A-Z0-9]', '', 'g') as postal_code,
           n.city, n.region, n.country, cast(n.birth_on as varchar) as birth, n.number,
           coalesce(n.has_title, false) as has_title
    from placed as p left join named_persons as n on n.contact_key = p.contact_key
    left join kept_apart as k on k.contact_key = p.contact_key
    where p.place = 1
"""
