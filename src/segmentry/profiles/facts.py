"""What happened, by account: the events with the account in place of the source's key."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import SCHEMAS, Table

_FACTS = (
    (Table.ACCOUNT_ORDERS, Table.ORDERS),
    (Table.ACCOUNT_INVOICES, Table.INVOICES),
    (Table.ACCOUNT_SUBSCRIPTIONS, Table.SUBSCRIPTIONS),
    (Table.ACCOUNT_OPPORTUNITIES, Table.OPPORTUNITIES),
    (Table.ACCOUNT_ENGAGEMENTS, Table.ENGAGEMENTS),
    (Table.ACCOUNT_TOUCHES, Table.CAMPAIGN_TOUCHES),
    (Table.ACCOUNT_ANSWERS, Table.SURVEY_ANSWERS),
    (Table.ACCOUNT_TECHNOLOGIES, Table.TECHNOLOGIES),
)
EVENTS = (*_FACTS, (Table.ACCOUNT_CONTACTS, Table.CONTACT_RECORDS))
"""Each table by account with the hub's table it is made of."""


def write_facts(context: RunContext) -> None:
    """Write the events of every account; rows without a company stay in the hub's tables."""
    for target, hub in _FACTS:
        if not context.fed(hub):
            context.write_empty(target)
            continue
        columns = ", ".join(identifier(n) for n in SCHEMAS[target].names if n != "account_id")
        context.write(
            target,
            f"{hub} with the account in place of the source's key",
            f"select i.account_id, h.source, h.line, {columns} from {hub} as h "
            f"join {Table.IDENTITY} as i using (account_key)",
            order=("line", "source", *SCHEMAS[target].names),
        )
    _write_contacts(context)


def _write_contacts(context: RunContext) -> None:
    if not context.fed(Table.CONTACT_RECORDS):
        context.write_empty(Table.ACCOUNT_CONTACTS)
        return
    columns = ", ".join(
        f"c.{n}"
        for n in SCHEMAS[Table.ACCOUNT_CONTACTS].names
        if n not in ("account_id", "person_id", "email_consent", "left_on")
    )
    context.write(
        Table.ACCOUNT_CONTACTS,
        "people by account; a consent withdrawn counts more than one given",
        f"""
        select i.account_id, p.person_id, {columns},
               case when s.granted = false then false
                    else coalesce(c.email_consent, s.granted) end as email_consent,
               case when e.to_on <= {literal(context.as_of)} then e.to_on end as left_on
        from {Table.CONTACT_RECORDS} as c
        join {Table.IDENTITY} as i using (account_key)
        join {Table.CONTACT_IDENTITY} as p using (contact_key)
        left join {Table.EMPLOYMENT} as e on e.person_id = p.person_id
                                          and e.account_id = i.account_id
        left join (
            select contact_key, max_by(granted, told) as granted from (
                select contact_key, granted,
                       row_number() over (partition by contact_key
                           order by occurred_at nulls first, granted desc, source, line) as told
                from {Table.CONSENTS}
                where contact_key is not null and (channel is null or contains(channel, 'mail'))
            ) as ordered group by contact_key
        ) as s using (contact_key)
        """,
        order=("account_id", "contact_key"),
    )
