"""Keys that share hard evidence.

These join: a registration number; a web domain together with the same name or country; the same
name (without legal form) in the same country. Evidence that speaks against it counts more: two
different registration numbers, or one being the parent of the other, keep companies apart.
"""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import PAIRS, Matcher
from segmentry.profiles.matching.linkage import SUREST
from segmentry.profiles.matching.too_common import note_too_common

LARGEST_GROUP = 50
"""Evidence shared by more keys is no evidence: a placeholder, a web host, a franchise."""


class Exact(Matcher):
    """Joins keys by hard evidence only."""

    is_probable = False

    def clusters(self, context: RunContext, keys: str) -> None:
        groups = self._groups(context)
        context.define(PAIRS, "keys that share evidence, two by two", _PAIRS)
        context.keep(
            "clusters",
            "every key with its cluster",
            f"""
            select k.account_key, coalesce(g.cluster, k.account_key) as cluster,
                   coalesce(e.evidence, 'the source''s own key') as evidence,
                   cast(null as double) as confidence, cast(null as bigint) as half,
                   cast(null as bigint) as doubt
            from {keys} as k
            left join {groups} as g using (account_key)
            left join (
                select account_key, string_agg(distinct kind, ', ' order by kind) as evidence
                from evidence_left group by account_key
            ) as e using (account_key)
            """,
        )

    def _groups(self, context: RunContext) -> str:
        """Keys that evidence connects; less and less evidence counts where it is contradicted."""
        note_too_common(context, _TOO_COMMON)
        context.keep("evidence", "what two keys may share", _EVIDENCE)
        groups = self._connect(context, "evidence")
        context.keep("contradicted", "clusters in which evidence speaks against it", _CONTRADICTED)
        context.keep("evidence_left", "there only registration numbers join", _EVIDENCE_LEFT)
        if self._any(context, "contradicted"):
            groups = self._connect(context, "evidence_left")
            context.keep("kin_joined", "a parent and its subsidiary share even that", _KIN_JOINED)
            if self._any(context, "kin_joined"):
                context.keep("evidence_left", "there only the keys themselves count", _NONE_LEFT)
                groups = self._connect(context, "evidence_left")
            context.engine.drop("kin_joined")
        return groups

    def _any(self, context: RunContext, table: str) -> bool:
        return bool(context.engine.query(f"select count(*) as n from {table}")["n"][0].as_py())

    def _connect(self, context: RunContext, evidence: str) -> str:
        """Connected components: each key takes the smallest label among those it shares with."""
        context.keep(
            "components",
            "every key starts as its own cluster",
            f"select distinct account_key, account_key as cluster from {evidence}",
        )
        while True:
            context.keep(
                "spread",
                "each key takes the smallest label of those it shares evidence with",
                f"""
                select c.account_key, min(g.cluster) as cluster from components as c
                join {evidence} as e using (account_key)
                join (
                    select e.kind, e.value, min(c.cluster) as cluster
                    from {evidence} as e join components as c using (account_key)
                    group by e.kind, e.value
                ) as g on g.kind = e.kind and g.value = e.value
                group by c.account_key
                """,
            )
            changed = context.engine.query(
                "select count(*) as n from spread as s join components as c using (account_key) "
                "where s.cluster <> c.cluster"
            )
            context.keep("components", "labels after this round", "select * from spread")
            if not changed.column("n")[0].as_py():
                return "components"


_GIVEN = f"""
    with told as (
        select distinct account_key, registration_id, domain, name_key, country
        from {Table.ACCOUNT_RECORDS}
    ), given as (
        select account_key, 'registration number' as kind, registration_id as value
        from told where registration_id is not null
        union
        select account_key, 'domain and name', domain || '|' || name_key
        from told where domain is not null and name_key is not null
        union
        select account_key, 'domain and country', domain || '|' || country
        from told where domain is not null and country is not null
        union
        select account_key, 'name and country', name_key || '|' || country
        from told where name_key is not null and country is not null
    )
"""
_TOO_COMMON = f"""
    {_GIVEN} select kind, value, count(*) as keys from given
    group by kind, value having count(*) > {LARGEST_GROUP}
"""
_EVIDENCE = f"""
    {_GIVEN}
    select g.kind, g.value, g.account_key from given as g
    join (
        select kind, value from given group by kind, value
        having count(*) between 2 and {LARGEST_GROUP}
    ) as shared using (kind, value)
"""

_KIN_JOINED = f"""
    select distinct c.cluster from components as c
    join {Table.ACCOUNT_RECORDS} as r using (account_key)
    join components as p on p.account_key = r.parent_key and p.cluster = c.cluster
    where r.parent_key <> r.account_key
"""

_CONTRADICTED = f"""
    select c.cluster from components as c
    join {Table.ACCOUNT_RECORDS} as r using (account_key)
    where r.registration_id is not null
    group by c.cluster having count(distinct r.registration_id) > 1
    union
    {_KIN_JOINED}
"""

_EVIDENCE_LEFT = """
    select e.* from evidence as e join components as c using (account_key)
    where e.kind in ('registration number', 'domain and name')
       or c.cluster not in (select cluster from contradicted)
"""

_NONE_LEFT = """
    select e.* from evidence_left as e join components as c using (account_key)
    where c.cluster not in (select cluster from kin_joined)
"""

_PAIRS = f"""
    select x.account_key, y.account_key as other_key, {SUREST} as weight,
           string_agg(distinct x.kind, ', ' order by x.kind) as words, false as is_never
    from evidence_left as x
    join evidence_left as y on y.kind = x.kind and y.value = x.value
                           and y.account_key > x.account_key
    group by x.account_key, y.account_key
"""
