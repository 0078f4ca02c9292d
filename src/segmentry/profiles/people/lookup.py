"""Finds people and contacts by opaque ids and keys: what they are called lies in the vault."""

import hashlib
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.model.tables import Table


def people_of(engine: Engine, account_id: str) -> list[dict[str, Any]]:
    """Everyone who worked at an account, those who are there first, with why several contacts are
    one person."""
    account = literal(account_id)
    found: list[dict[str, Any]] = engine.query(
        f"""
        with here as (select * from {Table.EMPLOYMENT} where account_id = {account}),
        reasons as (
            select person_id, count(*) as contacts, min(confidence) as confidence,
                   string_agg(distinct case when confidence is not null then evidence end, '; '
                              order by case when confidence is not null then evidence end)
                   as evidence
            from {Table.CONTACT_IDENTITY}
            where person_id in (select person_id from here) group by person_id
        )
        select h.person_id, h.seniority, h.job_function, h.from_on, h.to_on, r.contacts,
               p.employers, p.has_email, p.has_phone, r.confidence, r.evidence
        from here as h join reasons as r using (person_id)
        left join {Table.PEOPLE} as p using (person_id)
        order by h.to_on is not null, h.from_on, h.person_id
        """
    ).to_pylist()
    return found


def contact_of(engine: Engine, asked: str) -> str | None:
    """The contact that is meant: by its key, a person's id, or the key of its source, which the
    opaque one is made of; nobody where a company has that key."""
    given = literal(asked)
    made_of = literal(hashlib.md5(asked.encode(), usedforsecurity=False).hexdigest()[:20])
    found = engine.query(
        f"""
        select contact_key from {Table.CONTACT_IDENTITY}
        where contact_key = {given} or person_id = {given} or contact_key = {made_of}
          and not exists (select 1 from {Table.IDENTITY} where account_key = {given})
        order by contact_key <> {given}, contact_key limit 1
        """
    ).to_pylist()
    return str(found[0]["contact_key"]) if found else None


def looks_like_contact(asked: str) -> bool:
    """Whether it is written as the opaque key of a contact is."""
    return len(asked) == 20 and set(asked) <= set("0123456789abcdef")
