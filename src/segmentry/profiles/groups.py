"""Groups of companies: the trees that sources tell of, and trees that are probably one group.

Trees are joined as keys are, by average linkage: one likely pair never chains two groups together,
and a pair of accounts that was never compared counts as unlikely.
"""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import RELATIVES
from segmentry.profiles.matching.linkage import SUREST, UNSEEN, link
from segmentry.profiles.pairs import probability

_MADE = ("trees", "tree_pairs", "weighed", "linked")


def find_groups(context: RunContext, tree: str) -> None:
    """Keep `groups` (ultimate_id, group_id) of the accounts of `tree` (account_id, ultimate_id)."""
    context.keep(
        "trees",
        "topmost accounts, numbered, with the accounts below and since when they are known",
        f"""
        select t.ultimate_id, t.accounts, row_number() over (order by t.ultimate_id) as id,
               coalesce(e.since, {literal(context.as_of)}) as since
        from (select ultimate_id, count(*) as accounts from {tree} group by ultimate_id) as t
        left join (
            select account_id, min(as_of) as since from {Table.IDENTITY_EVENTS}
            where event <> 'merged' group by account_id
        ) as e on e.account_id = t.ultimate_id
        """,
    )
    context.keep(
        "tree_pairs",
        "what speaks for one group between accounts of two trees",
        f"""
        select least(x.id, y.id) as a, greatest(x.id, y.id) as b, x.accounts * y.accounts as pairs,
               cast(least(r.weight, {SUREST}) as bigint) as weight
        from {RELATIVES} as r
        join {tree} as t on t.account_id = r.account_id
        join {tree} as u on u.account_id = r.other_id
        join trees as x on x.ultimate_id = t.ultimate_id
        join trees as y on y.ultimate_id = u.ultimate_id
        where x.id <> y.id
        """,
    )
    context.keep(
        "weighed",
        "two trees with their average; accounts that were never compared count as unlikely",
        f"""
        select a, b, false as is_never,
               cast(floor((sum(weight) + {UNSEEN} * (max(pairs) - count(*))) / max(pairs))
                    as bigint) as weight
        from tree_pairs group by a, b
        """,
    )
    link(context)
    context.keep("groups", "each tree with its group, named after the oldest of its tops", _GROUPS)
    for name in _MADE:
        context.engine.drop(name)


_GROUPS = """
    with placed as (
        select t.ultimate_id, t.since, coalesce(l.cluster, t.id) as cluster
        from trees as t left join linked as l on l.id = t.id
    ), oldest as (
        select cluster, ultimate_id as group_id from (
            select *, row_number() over (partition by cluster order by since, ultimate_id) as place
            from placed
        ) as ranked where place = 1
    )
    select p.ultimate_id, o.group_id from placed as p join oldest as o on o.cluster = p.cluster
"""


def write_group_links(context: RunContext) -> None:
    """Write GROUP_LINKS: parents as the sources give them, then what is inferred."""
    context.write(
        Table.GROUP_LINKS,
        "who is of one group with whom: told by sources, or more likely than not",
        f"""
        select account_id, parent_id as other_id, 'parent' as kind,
               cast(null as double) as confidence, 'its parent in ' || sources as evidence
        from parents
        union all
        select r.account_id, r.other_id, 'inferred' as kind, {probability("r.weight")}, r.words
        from {RELATIVES} as r
        left join parents as p on p.account_id = r.account_id and p.parent_id = r.other_id
        left join parents as q on q.account_id = r.other_id and q.parent_id = r.account_id
        where r.weight > 0 and p.account_id is null and q.account_id is null
        """,
        order=("account_id", "other_id"),
    )
