"""Ids that last: minted once, continued by the largest overlap, given back after a merge."""

from typing import NamedTuple

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal


class LastingIds(NamedTuple):
    """Where the keys stand that have an id: now in clusters, in the run before under their ids."""

    key: str
    id: str
    clusters: str
    """Table of every key with its cluster, the smallest key in it."""
    before: str
    """Table of keys, ids and `former_ids`: ids that the key had before, the latest first."""


def continue_ids(context: RunContext, ids: LastingIds, ages: str) -> None:
    """Keep `cluster_ids`: each cluster with the id with which it shares most keys, or a new one.

    `ages` is a query of ids with `since` and `part`: those that are a part of another come after
    all that are not. `shared_keys` and `restored` say how the ids were found.
    """
    context.keep(
        "shared_keys",
        "keys that a cluster shares with an id of the run before",
        f"""
        select c.cluster, b.{ids.id}, count(*) as shared,
               sum(case when b.former_ids is null then 1 else 0 end) as native
        from {ids.clusters} as c join {ids.before} as b using ({ids.key})
        group by c.cluster, b.{ids.id}
        """,
    )
    _continue(context, ids, ages)
    context.keep(
        "restored", "ids that were merged away go back to most of their keys", _restored(ids)
    )
    context.keep(
        "cluster_ids",
        "clusters that continue no id are minted from their smallest key",
        f"""
        with new as (
            select distinct c.cluster, substr(md5(c.cluster), 1, 16) as minted
            from {ids.clusters} as c anti join continued as k on k.cluster = c.cluster
            anti join restored as r on r.cluster = c.cluster
        ), taken as (
            select distinct n.cluster from new as n join (
                select {ids.id} from {ids.before} union all select {ids.id} from restored
            ) as o on o.{ids.id} = n.minted
        )
        select cluster, {ids.id}, false as is_new, false as is_restored from continued
        union all
        select r.cluster, r.{ids.id}, true, true
        from restored as r anti join continued as k on k.cluster = r.cluster
        union all
        select n.cluster, case when t.cluster is null then n.minted else {_parted(context)} end,
               true, false
        from new as n left join taken as t on t.cluster = n.cluster
        """,
    )


def _continue(context: RunContext, ids: LastingIds, ages: str) -> None:
    """Keep `continued`: an id goes to the cluster with most of its keys, those first that came by
    no merge, so that what was merged comes apart as it was; a cluster keeps one id, the older of
    two; what is left over goes in the same way to clusters with keys that came by no merge."""
    nothing = f"select cluster, {ids.id} from shared_keys where false"
    context.keep("continued", "clusters that keep an id", nothing)
    while True:
        context.keep(
            "unsettled",
            "ids and clusters that share keys and have not found each other",
            f"select s.* from shared_keys as s "
            f"anti join continued as c on c.cluster = s.cluster "
            f"anti join continued as d on d.{ids.id} = s.{ids.id} "
            "where s.native > 0 or not exists (select 1 from continued)",
        )
        if not context.count("unsettled"):
            break
        context.keep("continued", "with the best of what is left", _chosen(ids, ages))
    context.engine.drop("unsettled")


def _chosen(ids: LastingIds, ages: str) -> str:
    return f"""
        select cluster, {ids.id} from continued
        union all
        select cluster, {ids.id} from (
            select chosen.*, row_number() over (
                partition by chosen.cluster
                order by chosen.shared desc, chosen.native desc, a.part, a.since,
                         chosen.{ids.id}) as place
            from (
                select *, row_number() over (partition by {ids.id}
                                             order by native desc, shared desc, cluster) as choice
                from unsettled
            ) as chosen left join ({ages}) as a using ({ids.id}) where choice = 1
        ) as ranked where place = 1
    """


def _restored(ids: LastingIds) -> str:
    """A key that came with several merges goes back to the id it had first."""
    return f"""
        with former as (
            select c.cluster, f.{ids.id}, count(*) as shared, max(f.place) as place
            from {ids.clusters} as c join (
                select {ids.key}, {ids.id}, strpos(former_ids, {ids.id}) as place from (
                    select {ids.key}, former_ids,
                           unnest(string_split(former_ids, ' ')) as {ids.id}
                    from {ids.before} where former_ids is not null
                ) as listed
            ) as f on f.{ids.key} = c.{ids.key}
            where c.cluster not in (select cluster from continued)
              and f.{ids.id} not in (select {ids.id} from {ids.before})
            group by c.cluster, f.{ids.id}
        )
        select cluster, {ids.id} from (
            select *, row_number() over (partition by cluster
                                         order by shared desc, place desc, {ids.id}) as rank
            from (
                select *, row_number() over (partition by {ids.id}
                                             order by shared desc, cluster) as choice
                from former
            ) as chosen where choice = 1
        ) as ranked where rank = 1
    """


def _parted(context: RunContext) -> str:
    # the part of a split that does not keep the id may hold the key the id was minted from
    return f"substr(md5(n.cluster || '/split/' || {literal(context.as_of.isoformat())}), 1, 16)"


def former_ids(ids: LastingIds) -> str:
    """SQL for the former ids of a key, from its row before `b` and the id of its cluster `i`."""
    return f"""
        case when strpos(b.former_ids, i.{ids.id}) > 0
             then nullif(trim(substr(b.former_ids, strpos(b.former_ids, i.{ids.id}) + 17)), '')
             when b.{ids.id} <> i.{ids.id}
             then trim(b.{ids.id} || ' ' || coalesce(b.former_ids, ''))
             else b.former_ids end
    """
