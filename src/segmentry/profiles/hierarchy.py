"""Parents and subsidiaries as the sources give them."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table

_DOUBLINGS = 6
"""Chains up to 2^6 steps are followed; longer ones go round in a circle."""


def write_account_tree(context: RunContext) -> None:
    """Write ACCOUNT_TREE; parents that go round in a circle are left out, with a note."""
    context.keep(
        "parents",
        "each account's parent: the one most records name",
        f"""
        select account_id, parent_id from (
            select c.account_id, p.account_id as parent_id,
                   row_number() over (partition by c.account_id
                                      order by count(*) desc, p.account_id) as place
            from {Table.ACCOUNT_RECORDS} as r
            join {Table.IDENTITY} as c on c.account_key = r.account_key
            join {Table.IDENTITY} as p on p.account_key = r.parent_key
            where c.account_id <> p.account_id
            group by c.account_id, p.account_id
        ) as named where place = 1
        """,
    )
    _climb(context)
    _leave_out_circles(context)
    context.write(
        Table.ACCOUNT_TREE,
        "every account with its parent and the topmost one",
        f"""
        select p.account_id, n.parent_id, coalesce(a.ancestor_id, p.account_id) as ultimate_id,
               coalesce(a.steps, 0) as level
        from {Table.PROFILES} as p
        left join parents as n using (account_id)
        left join ancestors as a using (account_id)
        """,
        order=("account_id",),
    )


def _climb(context: RunContext) -> None:
    context.keep(
        "ancestors",
        "each account with the topmost account reached so far",
        "select account_id, parent_id as ancestor_id, cast(1 as bigint) as steps from parents",
    )
    for _ in range(_DOUBLINGS):
        context.keep(
            "ancestors",
            "twice as many steps up",
            """
            select a.account_id, coalesce(b.ancestor_id, a.ancestor_id) as ancestor_id,
                   a.steps + coalesce(b.steps, 0) as steps
            from ancestors as a left join ancestors as b on b.account_id = a.ancestor_id
            """,
        )


def _leave_out_circles(context: RunContext) -> None:
    context.keep(
        "circles",
        "accounts whose parents go round in a circle: who climbs from there never leaves it",
        "select distinct ancestor_id as account_id from ancestors "
        "where ancestor_id in (select account_id from parents)",
    )
    count = context.engine.query("select count(*) as n from circles").column("n")[0].as_py()
    if not count:
        return
    context.notes.append(
        f"{count} accounts have parents that go round in a circle; these parents are left out."
    )
    rest = "select * from parents anti join circles using (account_id)"
    context.keep("parents", "without circles", rest)
    _climb(context)
