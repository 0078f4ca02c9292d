"""Merges that wait: two accounts that both brought money stay two until a person says so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import Groups, Settled
from segmentry.profiles.relinking import Held, Keys, hold

_MADE = ("established", "standing")
_BROUGHT = f"""
    select account_key, amount as sold, cast(null as decimal(18, 4)) as invoiced
    from {Table.ORDERS}
    union all
    select account_key, 12 * monthly_amount, null from {Table.SUBSCRIPTIONS}
    union all
    select account_key, null, amount from {Table.INVOICES}
"""
_HELD = "held_back"
"""Table (account_key, was): keys of accounts that stay apart, and the cluster they would be."""


def hold_merges(context: RunContext, settled: Settled, threshold: int = 0) -> int:
    """Keep `held_back`, and divide `clusters` where established accounts wait; how many wait."""
    rows = _joining(context) if context.definitions.workspace.identity.merge_limit else []
    groups = _standing_groups(rows, settled)
    apart = list(_apart(rows, groups))
    waiting = {groups.first(key) for keys in apart for key in keys}
    rows = [r for r in rows if groups.first(r["account_key"]) in waiting]
    _load(context, rows)
    if apart:
        everything = [*settled.apart, *apart]
        held = Held(groups, settled.firm, everything)
        hold(context, held, within="standing", threshold=threshold)
    context.keep(
        _HELD,
        "keys of accounts that wait for a person's word",
        """
        select c.account_key, s.was from clusters as c join (
            select distinct n.cluster, s.cluster as was from standing as s
            join clusters as n using (account_key)
        ) as s on s.cluster = c.cluster
        """,
    )
    for name in _MADE:
        context.engine.drop(name)
    return len(apart)


def _joining(context: RunContext) -> Sequence[Mapping[str, str]]:
    """Keys of established accounts that now share a cluster with another one's."""
    limit = context.definitions.workspace.identity.merge_limit
    context.keep(
        "established",
        "accounts of the run before that brought money, in the clusters of now",
        f"""
        with worthy as (
            select b.account_id from ({_BROUGHT}) as t join identity_before as b using (account_key)
            group by b.account_id
            having greatest(coalesce(sum(t.sold), 0), coalesce(sum(t.invoiced), 0)) >= {limit}
        )
        select c.account_key, c.cluster, b.account_id from clusters as c
        join identity_before as b using (account_key) semi join worthy as w
          on w.account_id = b.account_id
        """,
    )
    rows: list[dict[str, str]] = context.query(
        "joining_accounts",
        "keys of such accounts that would become one",
        """
        select e.account_key, e.cluster, e.account_id from established as e join (
            select cluster from established group by cluster
            having count(distinct account_id) > 1
        ) as several using (cluster) order by e.cluster, e.account_key
        """,
    ).to_pylist()
    return rows


def _standing_groups(rows: Sequence[Mapping[str, str]], settled: Settled) -> Groups:
    """Keys that stay together: those of one account, and those that answers join."""
    groups = Groups()
    for key, first in settled.together.nodes().items():
        groups.join(key, first)
    first_of: dict[tuple[str, str], str] = {}
    for row in rows:
        first = first_of.setdefault((row["cluster"], row["account_id"]), row["account_key"])
        groups.join(row["account_key"], first)
    return groups


def _apart(rows: Sequence[Mapping[str, str]], groups: Groups) -> Iterator[Keys]:
    """Groups of one cluster, two by two."""
    within = defaultdict(set)
    for row in rows:
        within[row["cluster"]].add(groups.first(row["account_key"]))
    for firsts in within.values():
        yield from combinations(sorted(firsts), 2)


def _load(context: RunContext, rows: Sequence[Mapping[str, str]]) -> None:
    context.load_columns(
        "standing",
        [Column(name, T.TEXT, "") for name in ("account_key", "cluster")],
        {name: [row[name] for row in rows] for name in ("account_key", "cluster")},
    )
