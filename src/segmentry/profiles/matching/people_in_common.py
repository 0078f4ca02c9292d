"""People whose own address at work two keys both have; a private one moves with its owner."""

from segmentry.engine.run_context import RunContext
from segmentry.profiles.people.known import open_vault, shared_mailboxes

MOST_EMPLOYERS = 5
"""An address that more keys have is no person's own, whatever it is called."""


def list_mailboxes(context: RunContext, keys: str) -> None:
    """Keep `mailboxes` (account_key, mail): addresses of persons at work, of the keys of `keys`."""
    open_vault(context)
    context.keep(
        "mailboxes",
        "addresses at work that are a person's own",
        f"""
        with told as (
            select distinct v.account_key, lower(v.email) as mail from vault_contacts as v
            semi join {keys} as k on k.account_key = v.account_key
            where v.email_domain is not null
              and regexp_replace(split_part(lower(v.email), '@', 1), '[^a-z]', '', 'g')
                  not in ({shared_mailboxes()})
        )
        select t.account_key, t.mail from told as t join (
            select mail from told group by mail having count(*) <= {MOST_EMPLOYERS}
        ) as own on own.mail = t.mail
        """,
    )
    context.engine.drop("vault_contacts")


def find_people_in_common(context: RunContext) -> None:
    """Keep `people_in_common` (a, b, people): by ids of `companies`, a < b."""
    context.keep(
        "people_in_common",
        "how many people two keys both know",
        """
        select x.id as a, y.id as b, count(*) as people
        from mailboxes as m join mailboxes as n on n.mail = m.mail
        join companies as x on x.account_key = m.account_key
        join companies as y on y.account_key = n.account_key
        where x.id < y.id group by x.id, y.id
        """,
    )
