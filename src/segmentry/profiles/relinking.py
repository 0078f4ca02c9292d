"""Clusters made anew where somebody knows better than the evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import Groups
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.matching.linkage import NEVER, SUREST, UNSEEN, link

_MADE = (
    "held_keys", "held_nodes", "held_ties", "touched", "members", "nodes", "node_pairs", "weighed",
    "linked", "joined",
)  # fmt: skip
Keys = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """What must hold, whatever the evidence."""

    together: Groups
    """Groups of keys that are whole."""
    firm: Sequence[Keys]
    """Pairs that are very likely one."""
    apart: Sequence[Keys]
    """Pairs that never share a cluster, not even through others."""


def hold(context: RunContext, held: Held, *, within: str = "", threshold: int = 0) -> None:
    """Change `clusters` so that it holds.

    `within` names a table of clusters, each of which is divided by itself; without it, those that
    may be one with them are divided with them. Clusters join above the `threshold`, as in `link`.
    """
    nodes, firm = held.together.nodes(), held.firm
    apart = _between_groups(nodes, held.apart)
    if apart or firm:
        _load_ties(context, firm, apart)
        own = f"select distinct cluster, cluster as region from {within}"
        known = own if within else _near(threshold)
        context.keep("touched", "clusters in which somebody knows better", known)
        _divide(context, {}, threshold)
    if nodes and (disputed := _join_clusters(context, nodes, apart)):
        _load_ties(context, firm, apart)
        _load(context, "touched", ("cluster", "region"), disputed)
        _divide(context, nodes, threshold)
    for name in _MADE:
        context.engine.drop(name)


def _between_groups(nodes: Mapping[str, str], apart: Iterable[Keys]) -> list[Keys]:
    """What is said of one key of a group holds for all of them."""
    groups: dict[str, list[str]] = {}
    for key, node in nodes.items():
        groups.setdefault(node, []).append(key)
    everyone = (
        product(groups.get(nodes.get(a, ""), [a]), groups.get(nodes.get(b, ""), [b]))
        for a, b in apart
    )
    return sorted({(min(keys), max(keys)) for pairs in everyone for keys in pairs})


def _join_clusters(
    context: RunContext, nodes: Mapping[str, str], apart: Sequence[Keys]
) -> list[Keys]:
    """Make groups whole where nothing speaks against it; the other clusters, each with the group of
    clusters that it is in."""
    cluster_of = _clusters_of(context, {*nodes, *(key for keys in apart for key in keys)})
    groups = Groups()
    home: dict[str, str] = {}
    for key, node in nodes.items():
        if cluster := cluster_of.get(key):
            groups.join(cluster, home.setdefault(node, cluster))
    places = [(cluster_of.get(a, ""), cluster_of.get(b, "-")) for a, b in apart]
    disputed = {groups.first(a) for a, b in places if groups.first(a) == groups.first(b)}
    joined = list(groups.nodes().items())
    several = {first for cluster, first in joined if cluster != first} - disputed
    _load(context, "joined", ("cluster", "first"), [j for j in joined if j[1] in several])
    context.keep("clusters", "with those of one group joined", _JOINED)
    return [j for j in joined if j[1] in disputed]


def _clusters_of(context: RunContext, keys: Iterable[str]) -> dict[str, str]:
    _load(context, "held_keys", ("account_key",), [(key,) for key in sorted(keys)])
    found = context.query(
        "clusters_of_keys",
        "where the keys are that somebody knows better of",
        "select c.account_key, c.cluster from clusters as c join held_keys using (account_key)",
    ).to_pydict()
    return dict(zip(found["account_key"], found["cluster"], strict=True))


def _load(
    context: RunContext, name: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> None:
    values = {column: [row[place] for row in rows] for place, column in enumerate(columns)}
    context.load_columns(name, [Column(c, T.TEXT, "") for c in columns], values)


def _load_ties(context: RunContext, firm: Iterable[Keys], apart: Iterable[Keys]) -> None:
    ties = [(*keys, SUREST) for keys in firm] + [(*keys, NEVER) for keys in apart]
    columns = {"account_key": T.TEXT, "other_key": T.TEXT, "weight": T.INTEGER}
    context.load_columns(
        "held_ties",
        [Column(name, type_, "") for name, type_ in columns.items()],
        {name: [tie[place] for tie in ties] for place, name in enumerate(columns)},
    )


def _divide(context: RunContext, nodes: Mapping[str, str], threshold: int) -> None:
    """Divide the keys of `touched` anew, each region by itself, without breaking a node."""
    _load(context, "held_nodes", ("account_key", "node"), list(nodes.items()))
    context.keep("members", "their keys, each in its node", _MEMBERS)
    context.keep("nodes", "the nodes, numbered", _NODES)
    context.keep("node_pairs", "what is known between nodes, pair by pair", _NODE_PAIRS)
    context.keep("weighed", "each pair of nodes with its weight on average", _WEIGHED)
    link(context, threshold)
    context.keep("clusters", "with those that were divided anew", _DIVIDED)


def _near(threshold: int) -> str:
    """Clusters of the keys, and those that may be one with them."""
    return f"""
        with known as (
            select distinct c.cluster from clusters as c join (
                select account_key from held_ties union select other_key from held_ties
            ) as h on h.account_key = c.account_key
        )
        select cluster, 'all' as region from known
        union select case when t.cluster is null then x.cluster else y.cluster end, 'all'
        from {PAIRS} as p join clusters as x on x.account_key = p.account_key
        join clusters as y on y.account_key = p.other_key
        left join known as t on t.cluster = x.cluster
        left join known as u on u.cluster = y.cluster
        where p.weight > {threshold} and (t.cluster is null) <> (u.cluster is null)
    """


_JOINED = """
    select c.account_key, coalesce(j.first, c.cluster) as cluster,
           case when j.first is null then c.evidence end as evidence,
           case when j.first is null then c.confidence end as confidence,
           case when j.first is null then c.half end as half,
           case when j.first is null then c.doubt end as doubt
    from clusters as c left join joined as j on j.cluster = c.cluster
"""
_MEMBERS = """
    select c.account_key, t.region, coalesce(h.node, c.account_key) as node
    from clusters as c join touched as t on t.cluster = c.cluster
    left join held_nodes as h on h.account_key = c.account_key
"""
_NODES = """
    select node, row_number() over (order by node) as id, count(*) as keys
    from members group by node
"""
_NODE_PAIRS = f"""
    with told as (
        select account_key, other_key,
               cast(greatest({UNSEEN}, least(weight, {SUREST})) as bigint) as weight,
               is_never, 1 as pairs
        from {PAIRS}
        union all
        select account_key, other_key, cast(greatest({UNSEEN}, weight) as bigint) as weight,
               weight = {NEVER} as is_never, case when weight = {NEVER} then 0 else 1 end as pairs
        from held_ties
    )
    select least(m.id, n.id) as a, greatest(m.id, n.id) as b, m.keys * n.keys as crossing,
           t.weight * t.pairs as weight, t.is_never, t.pairs
    from told as t join members as x on x.account_key = t.account_key
    join members as y on y.account_key = t.other_key and y.region = x.region
    join nodes as m on m.node = x.node join nodes as n on n.node = y.node
    where x.node <> y.node
"""
_WEIGHED = f"""
    select a, b, cast(floor((sum(weight) + {UNSEEN} * greatest(max(crossing) - sum(pairs), 0))
                            / max(crossing)) as bigint) as weight,
           bool_or(is_never) as is_never
    from node_pairs group by a, b
"""
_DIVIDED = """
    with placed as (
        select m.account_key, coalesce(l.cluster, n.id) as place, l.half, l.doubt
        from members as m join nodes as n on n.node = m.node left join linked as l on l.id = n.id
    ), firsts as (
        select place, min(account_key) as cluster from placed group by place
    )
    select p.account_key, f.cluster, cast(null as varchar) as evidence,
           cast(null as double) as confidence, p.half, p.doubt
    from placed as p join firsts as f on f.place = p.place
    union all
    select c.account_key, c.cluster, c.evidence, c.confidence, c.half, c.doubt
    from clusters as c anti join touched as t on t.cluster = c.cluster
"""
