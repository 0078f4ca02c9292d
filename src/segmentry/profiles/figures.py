"""Figures about identity: duplicates of each system, merges that wait, places that are unsure."""

from typing import Any

from segmentry.engine.contract import Engine
from segmentry.model.tables import Table

Row = dict[str, Any]
UNSURE = 0.9
"""Below this probability the place of a key is worth a look."""


def duplicates(engine: Engine) -> list[Row]:
    """By system: its keys, and those that share an account with another key of the system."""
    rows: list[Row] = engine.query(
        f"""
        with told as (
            select split_part(account_key, ':', 1) as system, account_id from {Table.IDENTITY}
            where evidence <> 'known from an earlier run'
        ), counted as (
            select system, account_id, count(*) as keys from told group by system, account_id
        )
        select system, cast(sum(keys) as bigint) as keys,
               cast(sum(keys - 1) as bigint) as duplicates
        from counted group by system order by system
        """
    ).to_pylist()
    return rows


def waiting(engine: Engine) -> list[Row]:
    """Merges that wait for a person: two accounts, and the pair that speaks most for it."""
    rows: list[Row] = engine.query(
        f"""
        select account_key, other_key, probability, evidence, account_id, label, other_id,
               other_label
        from (
            select p.account_key, p.other_key, p.probability, p.evidence, x.account_id, a.label,
                   y.account_id as other_id, b.label as other_label,
                   row_number() over (
                       partition by least(x.account_id, y.account_id),
                                    greatest(x.account_id, y.account_id)
                       order by p.probability desc, p.account_key, p.other_key
                   ) as place
            from {Table.IDENTITY_PAIRS} as p
            join {Table.IDENTITY} as x on x.account_key = p.account_key
            join {Table.IDENTITY} as y on y.account_key = p.other_key
            left join {Table.PROFILES} as a on a.account_id = x.account_id
            left join {Table.PROFILES} as b on b.account_id = y.account_id
            where p.decision = 'waiting'
        ) as ranked where place = 1 order by probability desc, account_key, other_key
        """
    ).to_pylist()
    return rows


def unsure(engine: Engine) -> list[Row]:
    """Keys whose place in an account of several keys is less than sure, the least sure first."""
    rows: list[Row] = engine.query(
        f"""
        select i.account_key, i.account_id, p.label, i.confidence, i.evidence
        from {Table.IDENTITY} as i left join {Table.PROFILES} as p using (account_id)
        where i.confidence < {UNSURE} order by i.confidence, i.account_key
        """
    ).to_pylist()
    return rows


def unsure_contacts(engine: Engine) -> list[Row]:
    """Contacts that are less than surely the person they are taken for, the least sure first."""
    rows: list[Row] = engine.query(
        f"""
        select contact_key, other_key, person_id, confidence, evidence from {Table.CONTACT_IDENTITY}
        where confidence < {UNSURE} order by confidence, contact_key
        """
    ).to_pylist()
    return rows


_TELLING = ("name", "registration_id", "domain", "phone", "street", "parent")
"""Fields of a company that tell who it is."""


def rejects(engine: Engine) -> list[Row]:
    """What was set aside of companies' names, numbers and keys: by source and reason, with one."""
    fields = ", ".join(f"'{field}'" for field in _TELLING)
    rows: list[Row] = engine.query(
        f"""
        with aside as (
            select *, row_number() over (partition by source, rule, reason
                                         order by line, file, value) as place,
                   count(*) over (partition by source, rule, reason) as rows
            from {Table.REJECTED}
            where target = 'accounts' and (effect = 'row' or field in ({fields}))
        )
        select source, rule, field, value, reason, effect, line, rows from aside where place = 1
        order by effect, rows desc, source, rule, reason
        """
    ).to_pylist()
    return rows
