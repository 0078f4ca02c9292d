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


def link(context: RunContext, threshold: int = 0, watched: str = "") -> None:
    """Keep `linked` (id, cluster, half, doubt) from `weighed` (a, b, weight in hundredths,
    is_never); clusters join whose average is above the `threshold`.

    `watched` names a table (a, b) of pairs; then `heights` (a, b, average, crossing, place) tells
    at which average each pair came together, or how far apart it stayed, and how many pairs that
    join makes; pairs of one place came by one join.

    `half` (0 or 1) divides each cluster at the join that a person's answer would help most: the
    pairs it made, times how far it was in `doubt` (thousandths of even odds). Members that had no
    part in that join have no half.
    """
    context.keep(
        "linked",
        "those that may be one with another; each starts alone",
        "select distinct id, id as cluster, cast(null as bigint) as half from ("
        f"select a as id from weighed where weight > {threshold} "
        f"union all select b from weighed where weight > {threshold}) as e",
    )
    context.keep(
        "sizes",
        "members of each cluster, and its most useful doubt",
        "select cluster, cast(1 as bigint) as members, cast(0 as bigint) as doubt, "
        "cast(0 as bigint) as use from linked",
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
    if watched:
        context.keep("heights", "how likely those that are watched were to join", _NO_HEIGHTS)
    while _find_best(context, threshold):
        if watched:
            context.keep("heights", "with those of this round", _HEIGHTS.format(watched=watched))
        _join(context)
    if watched:
        context.keep("heights", "with those that stay apart", _STAYED.format(watched=watched))
    context.keep("linked", "with the doubt of each cluster", _DOUBTED)
    for name in ("sizes", "ties", "likely", "joining"):
        context.engine.drop(name)


def _find_best(context: RunContext, threshold: int) -> bool:
    """Keep `joining`: clusters that are each other's best; False where none is left."""
    context.keep("likely", "two clusters that are more likely one than not, on average",
                 _likely(threshold))  # fmt: skip
    if not context.count("likely"):
        return False
    context.keep("joining", "clusters that are each other's best, from both sides", _JOINING)
    return True


def _join(context: RunContext) -> None:
    context.keep("linked", "members after this round", _LINKED)
    context.keep("sizes", "members of each cluster after this round", _SIZES)
    context.keep("ties", "ties between the clusters after this round", _TIES)


def _likely(threshold: int) -> str:
    return f"""
        with averages as (
            select t.a, t.b, x.members * y.members as crossing, x.use as use_a, x.doubt as doubt_a,
                   y.use as use_b, y.doubt as doubt_b,
                   t.weight + {UNSEEN} * (x.members * y.members - t.pairs) as weight
            from ties as t join sizes as x on x.cluster = t.a join sizes as y on y.cluster = t.b
            where not t.is_never
        ), likely as (
            select *, cast(weight as double) / crossing as average
            from averages where weight > {threshold} * crossing
        )
        select *, cast(round(2000 / (1 + exp((average - {threshold}) / 100))) as bigint) as doubt
        from likely
    """


_JOINING = """
    with sides as (
        select a as cluster, * from likely
        union all select b, * from likely
    ), best as (
        select * from (
            select *, row_number() over (partition by cluster
                                         order by average desc, a, b) as place from sides
        ) as ranked where place = 1
    ), mutual as (
        select *, count(*) over (partition by a, b) as sides,
               greatest(doubt * crossing, use_a, use_b) as use
        from best
    )
    select cluster, a as kept, average, crossing, use,
           case when cluster = a then 0 else 1 end as half,
           case when use = doubt * crossing then 2 when use = use_a then 0 else 1 end as seam,
           case when use = doubt * crossing then doubt when use = use_a then doubt_a
                else doubt_b end as doubt
    from mutual where sides = 2
"""
"""Each of two clusters that join, with whose seam the joined one gets: 0 that of the first, 1 that
of the second, 2 the new one between them."""
_LINKED = """
    select l.id, coalesce(j.kept, l.cluster) as cluster,
           case when j.cluster is null or j.seam = j.half then l.half
                when j.seam = 2 then j.half end as half
    from linked as l left join joining as j on j.cluster = l.cluster
"""
_SIZES = """
    select coalesce(j.kept, s.cluster) as cluster, cast(sum(s.members) as bigint) as members,
           max(coalesce(j.doubt, s.doubt)) as doubt, max(coalesce(j.use, s.use)) as use
    from sizes as s left join joining as j on j.cluster = s.cluster group by 1
"""
# a cluster with no likely tie will never have one: the average of unlikely ties is unlikely
_TIES = """
    with active as (
        select a as cluster from likely union select b from likely
    ), moved as (
        select coalesce(j.kept, t.a) as a, coalesce(k.kept, t.b) as b, t.weight, t.pairs, t.is_never
        from ties as t semi join active as x on x.cluster = t.a
        semi join active as y on y.cluster = t.b
        left join joining as j on j.cluster = t.a left join joining as k on k.cluster = t.b
    )
    select least(a, b) as a, greatest(a, b) as b, cast(sum(weight) as bigint) as weight,
           cast(sum(pairs) as bigint) as pairs, bool_or(is_never) as is_never
    from moved where a <> b group by 1, 2
"""
_DOUBTED = """
    select l.id, l.cluster, l.half, s.doubt
    from linked as l join sizes as s on s.cluster = l.cluster
"""
_NO_HEIGHTS = """
    select cast(null as bigint) as a, cast(null as bigint) as b, cast(null as double) as average,
           cast(null as bigint) as crossing, cast(null as varchar) as place
    where false
"""
_HEIGHTS = """
    select * from heights
    union all
    select w.a, w.b, x.average, x.crossing,
           cast(x.kept as varchar) || ' ' || cast(x.average as varchar)
    from {watched} as w join linked as l on l.id = w.a join linked as m on m.id = w.b
    join joining as x on x.cluster = l.cluster
    join joining as y on y.cluster = m.cluster and y.kept = x.kept
    where l.cluster <> m.cluster
"""
_STAYED = f"""
    with apart as (
        select w.a, w.b, coalesce(l.cluster, w.a) as side, coalesce(m.cluster, w.b) as other
        from {{watched}} as w
        left join linked as l on l.id = w.a left join linked as m on m.id = w.b
        anti join heights as h on h.a = w.a and h.b = w.b
    ), members as (
        select s.cluster, coalesce(l.id, s.cluster) as id
        from (select side as cluster from apart union select other from apart) as s
        left join linked as l on l.cluster = s.cluster
    ), counted as (
        select cluster, count(*) as members from members group by cluster
    ), crossing as (
        select distinct p.side, p.other, x.id as a, y.id as b from apart as p
        join members as x on x.cluster = p.side join members as y on y.cluster = p.other
    ), told as (
        select c.side, c.other,
               sum(greatest({UNSEEN}, least(w.weight, {SUREST})) - {UNSEEN}) as more
        from crossing as c join weighed as w on w.a = least(c.a, c.b) and w.b = greatest(c.a, c.b)
        group by c.side, c.other
    )
    select * from heights
    union all
    select p.a, p.b, {UNSEEN} + coalesce(cast(t.more as double), 0) / (x.members * y.members),
           x.members * y.members,
           cast(p.side as varchar) || ' ' || cast(p.other as varchar)
    from apart as p join counted as x on x.cluster = p.side
    join counted as y on y.cluster = p.other
    left join told as t on t.side = p.side and t.other = p.other
"""
