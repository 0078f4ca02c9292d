"""Who agreed to a purpose. What nobody said is no agreement, and a refusal counts most."""

from datetime import datetime

from segmentry.engine.sql import literal
from segmentry.model.tables import Table

_GENERAL = "marketing"
"""The purpose of an agreement to receive e-mail that names none."""


def agreed_sql(purpose: str, moment: datetime) -> str:
    """Contact key and word: 'granted' or 'refused'; contacts without a row said nothing.

    An agreement counts for the purpose it names, one that names none for marketing. A refusal
    that names no purpose, or no day, counts for all; so does one of the whole company.
    """
    asked = literal(purpose.strip().lower())
    fits = f"lower(trim(purpose)) = {asked}"
    granted = f"({fits} or purpose is null)" if _is_general(purpose) else fits
    now = literal(moment.isoformat(sep=" "))
    told = " or ".join(
        (
            "bool_or(not granted and occurred_at is null)",
            "max(occurred_at) filter (where not granted) >= "
            "coalesce(max(occurred_at) filter (where granted), timestamp '0001-01-01')",
        )
    )
    return f"""
        with said as (
            select contact_key, granted, occurred_at from ({_said_sql()}) as every
            where contact_key is not null
              and (channel is null or contains(lower(channel), 'mail'))
              and case when granted
                  then {granted} and coalesce(occurred_at <= cast({now} as timestamp), true)
                  else {fits} or purpose is null end
        ), flags as (
            select contact_key, bool_or(email_consent = false) as refused,
                   bool_or(email_consent) as granted
            from {Table.CONTACT_RECORDS} where email_consent is not null group by contact_key
        ), judged as (
            select contact_key, coalesce({told}, false) as refused, bool_or(granted) as granted
            from said group by contact_key
        )
        select contact_key,
               case when coalesce(j.refused, false) or coalesce(f.refused, false) then 'refused'
                    else 'granted' end as word
        from judged as j full join flags as f using (contact_key)
        where coalesce(j.refused, false) or coalesce(f.refused, false)
           or coalesce(j.granted, false) or {_flag(purpose)}
    """


def _is_general(purpose: str) -> bool:
    return purpose.strip().lower() == _GENERAL


def _flag(purpose: str) -> str:
    return "coalesce(f.granted, false)" if _is_general(purpose) else "false"


def _said_sql() -> str:
    """What people said themselves, and what their company refused for all of them."""
    said = "granted, occurred_at, purpose, channel"
    return f"""
        select contact_key, {said} from {Table.CONSENTS} where contact_key is not null
        union all
        select k.contact_key, {", ".join("c." + n for n in said.split(", "))}
        from {Table.CONSENTS} as c
        join {Table.IDENTITY} as i using (account_key)
        join {Table.ACCOUNT_CONTACTS} as k using (account_id)
        where c.contact_key is null and not c.granted
    """
