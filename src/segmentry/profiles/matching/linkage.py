"""Clusters that do not chain: two join only if their members are one company on average.

Average linkage (Sokal and Michener 1958), found by joining all pairs of clusters that are each
other's best at once (Murtagh 1983), which gives the same tree as joining the best pair of all again
and again. Pairs that were never compared count as unlikely; kin never join.
"""

from segmentry.engine.run_context import RunContext

UNSEEN = -600
"""Log odds, in hundredths, of a pair that was never compared, and the lowest that counts."""
SUREST = 1200
"""The highest log odds that count, so that no single pair outvotes all others."""
NEVER = -1_000_000


def link(context: RunContext) -> None:
    """Keep `linked` (id, cluster) from `weighed` (a, b, weight in hundredths, is_never)."""
    context.keep(
        "linked",
        "those that may be one with another; each starts alone",
        "select distinct id, id as cluster from (select a as id from weighed where weight > 0 "
        "union all select b from weighed where weight > 0) as e",
    )
    context.keep(
        "sizes",
        "members of each cluster",
        "select cluster, cast(1 as bigint) as members from linked",
    )
    context.keep(
        "ties",
        "what speaks for and against joining two clusters, added up",
        f"""
        select w.a, w.b, cast(greatest({UNSEEN}, least(w.weight, {SUREST})) as bigint) as weight,
               cast(1 as bigint) as pairs, w.is_never
        from weighed as w semi join linked as x on x.id = w.a semi join linked as y on y.id = w.b
        """,
    )
    while _join_best(context):
        pass
    for name in ("sizes", "ties", "joining"):
        context.engine.drop(name)


def _join_best(context: RunContext) -> bool:
    """Join all clusters that are each other's best; False where none is left."""
    context.keep(
        "joining",
        "clusters that are each other's best",
        f"""
        with averages as (
            select t.a, t.b, x.members * y.members as crossing,
                   t.weight + {UNSEEN} * (x.members * y.members - t.pairs) as weight
            from ties as t join sizes as x on x.cluster = t.a join sizes as y on y.cluster = t.b
            where not t.is_never
        ), likely as (
            select a, b, cast(weight as double) / crossing as average from averages where weight > 0
        ), sides as (
            select a as cluster, a, b, average from likely
            union all select b, a, b, average from likely
        ), best as (
            select cluster, a, b from (
                select *, row_number() over (partition by cluster
                                             order by average desc, a, b) as place from sides
            ) as ranked where place = 1
        )
        select a as kept, b as gone from best group by a, b having count(*) = 2
        """,
    )
    if not context.engine.query("select count(*) as n from joining").column("n")[0].as_py():
        return False
    context.keep(
        "linked",
        "members after this round",
        "select l.id, coalesce(j.kept, l.cluster) as cluster from linked as l "
        "left join joining as j on j.gone = l.cluster",
    )
    context.keep(
        "sizes",
        "members of each cluster after this round",
        "select coalesce(j.kept, s.cluster) as cluster, cast(sum(s.members) as bigint) as members "
        "from sizes as s left join joining as j on j.gone = s.cluster group by 1",
    )
    context.keep(
        "ties",
        "ties between the clusters after this round",
        """
        with moved as (
            select coalesce(j.kept, t.a) as a, coalesce(k.kept, t.b) as b, t.weight, t.pairs,
                   t.is_never
            from ties as t left join joining as j on j.gone = t.a
            left join joining as k on k.gone = t.b
        )
        select least(a, b) as a, greatest(a, b) as b, cast(sum(weight) as bigint) as weight,
               cast(sum(pairs) as bigint) as pairs, bool_or(is_never) as is_never
        from moved where a <> b group by 1, 2
        """,
    )
    return True
