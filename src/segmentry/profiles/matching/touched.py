"""Which keys a change touches: those that it may join or part, and no others.

Clusters join only where some pair of theirs is likely one company. So what a new key can change is
what likely pairs connect with it, and all else is as it was.
"""

import math
from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import in_force

MOST = 0.05
"""Where more of the keys have changed since the matcher learnt, it learns anew."""
_BASIS = f"previous_{Table.IDENTITY_BASIS}"
_MADE = ("left_clusters", "answered_keys", "edges", "touched_nodes")


@dataclass(frozen=True)
class Changes:
    """Keys that are otherwise than when the matcher learnt."""

    known: int
    new: int
    changed: int
    gone: int

    @property
    def are_few(self) -> bool:
        return self.new + self.changed + self.gone <= MOST * self.known

    def __str__(self) -> str:
        counts = {"new": self.new, "changed": self.changed, "gone": self.gone}
        told = [f"{count:,} {what}" for what, count in counts.items() if count]
        return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:]))) or "no changed"


def find_changes(context: RunContext) -> Changes:
    """Keep `places` (id, account_key, node, cluster) of all keys: the cluster of those that are as
    they were; `node` is that, or the key itself."""
    context.keep(
        "told_then_and_now",
        "what each key tells, and where it was by what it told before",
        f"""
        select t.id, coalesce(t.account_key, b.account_key) as account_key, b.cluster as was,
               coalesce(b.told = t.told, false) as is_same
        from told_keys as t full join {_BASIS} as b on b.account_key = t.account_key
        """,
    )
    context.keep(
        "places",
        "where each key was, if what it tells is the same",
        "select id, account_key, case when is_same then was else account_key end as node, "
        "case when is_same then was end as cluster from told_then_and_now where id is not null",
    )
    context.keep(
        "left_clusters",
        "where keys were that are gone, or tell something else",
        "select account_key, was as cluster from told_then_and_now "
        "where was is not null and not is_same",
    )
    row = context.query("changes", "how many keys are new, changed or gone", _COUNTED).to_pylist()
    context.engine.drop("told_then_and_now")
    return Changes(**row[0])


def find_touched(context: RunContext, threshold: int) -> None:
    """Keep `touched` (id) and `renewed` (account_key; those that are gone too) from `weighed` pairs
    of keys that are new or changed."""
    answers = [key for a in in_force(context.answers) for key in a.keys]
    context.load_columns(
        "answered_keys", [Column("account_key", T.TEXT, "")], {"account_key": answers}
    )
    context.keep("edges", "clusters that likely pairs connect, both ways", _edges(threshold))
    context.keep("touched_nodes", "clusters to look at anew, to begin with", _SEEDS)
    reached, now = -1, context.count("touched_nodes")
    while reached < now:
        context.keep("touched_nodes", "with those connected to them", _SPREAD)
        reached, now = now, context.count("touched_nodes")
    context.keep(
        "touched",
        "the keys of those clusters",
        "select p.id from places as p semi join touched_nodes as t on t.node = p.node",
    )
    context.keep("renewed", "those and what is gone; all others stay where they were", _RENEWED)
    for name in _MADE:
        context.engine.drop(name)


def told_touched(context: RunContext, changes: Changes) -> str:
    """What was looked at, in words."""
    row = context.query(
        "touched_of",
        "how many keys are looked at, of how many",
        "select (select count(*) from touched) as touched, (select count(*) from places) as keys",
    ).to_pylist()[0]
    return (
        f"Since the matches were learnt, {changes} keys touched {row['touched']:,} of "
        f"{row['keys']:,}; the rest keeps its accounts. `segmentry run --fresh` learns anew."
    )


_COUNTED = """
    select count(was) as known,
           count(*) filter (where was is null) as new,
           count(*) filter (where id is not null and was is not null and not is_same) as changed,
           count(*) filter (where id is null) as gone
    from told_then_and_now
"""


# clusters that answers put together are looked at anyway, so only pairs that stayed apart count
def _edges(threshold: int) -> str:
    even = round(1 / (1 + math.exp(-threshold / 100)), 4)
    return f"""
        with likely as (
            select x.node, y.node as other from previous_{Table.BASIS_PAIRS} as p
            join places as x on x.account_key = p.account_key
            join places as y on y.account_key = p.other_key
            where p.decision <> 'together' and p.probability > {even}
              and x.cluster is not null and y.cluster is not null
            union all
            select x.node, y.node from weighed as w
            join places as x on x.id = w.a join places as y on y.id = w.b
            where w.weight > {threshold}
        )
        select node, other from likely where node <> other
        union select other, node from likely where node <> other
    """


# where people or waiting merges overruled the evidence, they do so again, and need to see it
_SEEDS = f"""
    select node from places where cluster is null
    union select cluster from left_clusters
    union select cluster from {_BASIS} where is_held
    union select p.node from places as p semi join answered_keys as a
                                           on a.account_key = p.account_key
    union select p.node from places as p
          join identity_before as b on b.account_key = p.account_key
          group by p.node having min(b.account_id) <> max(b.account_id)
"""
_SPREAD = """
    select node from touched_nodes
    union select e.other from edges as e semi join touched_nodes as t on t.node = e.node
"""
_RENEWED = """
    select account_key from left_clusters
    union select p.account_key from places as p join touched as t on t.id = p.id
"""
