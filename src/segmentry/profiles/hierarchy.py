"""Parents and subsidiaries as the sources give them, and the company an account counts as."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.groups import find_groups, write_group_links

_DOUBLINGS = 6
"""Chains up to 2^6 steps are followed; longer ones go round in a circle."""
_NAMED = 3
_MADE = ("parents", "ancestors", "sites", "domestic", "tree", "groups")


def write_account_tree(context: RunContext) -> None:
    """Write ACCOUNT_TREE and GROUP_LINKS; parents that cannot be are left out, with a note."""
    context.keep(
        "parents",
        "each account's parent: the one most records name",
        f"""
        select account_id, parent_id, sources from (
            select c.account_id, p.account_id as parent_id,
                   string_agg(distinct r.source, ', ' order by r.source) as sources,
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
    _note_own_parents(context)
    _note_absent_parents(context)
    _climb(context, "parents", "ancestors")
    _leave_out_circles(context)
    _find_companies(context)
    _find_domestic(context)
    context.keep("tree", "every account with its place", _TREE)
    find_groups(context, "tree")
    write_group_links(context)
    context.write(
        Table.ACCOUNT_TREE,
        "every account with its parent, and what it counts as at each level",
        "select t.*, g.group_id from tree as t join groups as g using (ultimate_id)",
        order=("account_id",),
    )
    for name in _MADE:
        context.engine.drop(name)


def _note_own_parents(context: RunContext) -> None:
    found = context.query(
        "own_parents",
        "keys that name themselves as their parent",
        f"select distinct account_key from {Table.ACCOUNT_RECORDS} "
        "where parent_key = account_key order by account_key",
    )
    if keys := found["account_key"].to_pylist():
        told = "1 key is its" if len(keys) == 1 else f"{len(keys):,} keys are their"
        context.notes.append(f"{told} own parent, which is left out: {_some(keys)}.")


def _note_absent_parents(context: RunContext) -> None:
    found = context.query(
        "absent_parents",
        "parents that no source has, each with a key that names it",
        f"""
        select r.parent_key, min(r.account_key) as account_key
        from {Table.ACCOUNT_RECORDS} as r
        left join {Table.IDENTITY} as i on i.account_key = r.parent_key
        where r.parent_key is not null and i.account_key is null
        group by r.parent_key order by r.parent_key
        """,
    ).to_pylist()
    if found:
        told = "1 parent is" if len(found) == 1 else f"{len(found):,} parents are"
        named = _some([f"{r['parent_key']} (parent of {r['account_key']})" for r in found])
        context.notes.append(
            f"{told} in no source, so nothing stands above their subsidiaries: {named}."
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" and so on" if len(names) > _NAMED else "")


_TREE = f"""
    select p.account_id, n.parent_id, coalesce(s.ancestor_id, p.account_id) as company_id,
           coalesce(d.domestic_id, p.account_id) as domestic_id,
           coalesce(a.ancestor_id, p.account_id) as ultimate_id, coalesce(a.steps, 0) as level
    from {Table.PROFILES} as p
    left join parents as n using (account_id)
    left join ancestors as a using (account_id)
    left join sites as s using (account_id)
    left join domestic as d using (account_id)
"""


def _find_companies(context: RunContext) -> None:
    context.keep(
        "site_parents",
        "sites: accounts that bear the name of their parent",
        f"""
        select n.account_id, n.parent_id
        from ({_with("parents", "name_key")}) as n
        join {Table.PROFILES} as p on p.account_id = n.parent_id and p.name_key = n.name_key
        """,
    )
    _climb(context, "site_parents", "sites")
    context.engine.drop("site_parents")


def _find_domestic(context: RunContext) -> None:
    """Keep `domestic` (account_id, domestic_id): the topmost ancestor in the account's country."""
    context.keep(
        "above",
        "each account with its parent",
        "select account_id, parent_id as ancestor_id, cast(1 as bigint) as steps from parents",
    )
    for _ in range(_DOUBLINGS):
        context.keep(
            "above",
            "each account with all above it, twice as many steps up",
            """
            select distinct account_id, ancestor_id, steps from (
                select * from above
                union all
                select a.account_id, b.ancestor_id, a.steps + b.steps as steps
                from above as a join above as b on b.account_id = a.ancestor_id
            ) as reached
            """,
        )
    context.keep(
        "domestic",
        "the topmost of them in the account's own country",
        f"""
        select account_id, ancestor_id as domestic_id from (
            select a.account_id, a.ancestor_id,
                   row_number() over (partition by a.account_id order by a.steps desc) as place
            from ({_with("above", "country")}) as a
            join {Table.PROFILES} as p on p.account_id = a.ancestor_id and p.country = a.country
        ) as ranked where place = 1
        """,
    )
    context.engine.drop("above")


def _with(links: str, field: str) -> str:
    """Links with a field of the account; grouped, lest an engine joins profiles by the field."""
    return (
        f"select l.*, max(c.{field}) over (partition by l.account_id) as {field} from {links} as l "
        f"join {Table.PROFILES} as c on c.account_id = l.account_id"
    )


def _climb(context: RunContext, parents: str, to: str) -> None:
    context.keep(
        to,
        "each account with the topmost account reached so far",
        f"select account_id, parent_id as ancestor_id, cast(1 as bigint) as steps from {parents}",
    )
    for _ in range(_DOUBLINGS):
        context.keep(
            to,
            "twice as many steps up",
            f"""
            select a.account_id, coalesce(b.ancestor_id, a.ancestor_id) as ancestor_id,
                   a.steps + coalesce(b.steps, 0) as steps
            from {to} as a left join {to} as b on b.account_id = a.ancestor_id
            """,
        )


def _leave_out_circles(context: RunContext) -> None:
    context.keep(
        "circles",
        "accounts whose parents go round in a circle: who climbs from there never leaves it",
        "select distinct ancestor_id as account_id from ancestors "
        "where ancestor_id in (select account_id from parents)",
    )
    found = context.query(
        "circle_names",
        "what to call them",
        f"select p.label from circles as c join {Table.PROFILES} as p using (account_id) "
        "order by p.label, p.account_id",
    )
    labels = found["label"].to_pylist()
    if labels:
        named = _some([f"'{label}'" for label in labels])
        context.notes.append(
            f"{len(labels):,} accounts have parents that go round in a circle; these parents are "
            f"left out: {named}."
        )
        rest = "select * from parents anti join circles using (account_id)"
        context.keep("parents", "without circles", rest)
        _climb(context, "parents", "ancestors")
    context.engine.drop("circles")
