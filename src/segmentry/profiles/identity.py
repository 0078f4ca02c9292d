"""Ids that last: minted once, continued by the largest overlap, retired ids stay resolvable."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.profiles.matchers import MATCHERS

_REFERRING = (
    Table.ACCOUNT_RECORDS,
    Table.CONTACT_RECORDS,
    Table.ORDERS,
    Table.INVOICES,
    Table.SUBSCRIPTIONS,
    Table.OPPORTUNITIES,
    Table.ENGAGEMENTS,
    Table.CAMPAIGN_TOUCHES,
    Table.SURVEY_ANSWERS,
    Table.TECHNOLOGIES,
)


def resolve(context: RunContext) -> None:
    """Write IDENTITY and IDENTITY_EVENTS."""
    fed = [t for t in _REFERRING if context.fed(t)]
    keys = " union all ".join(f"select account_key from {t}" for t in fed)
    nothing = "select cast(null as varchar) as account_key where false"
    context.keep(
        "account_keys",
        "every key that a source uses for a company, once",
        f"select distinct account_key from ({keys or nothing}) as told "
        "where account_key is not null",
    )
    matcher = MATCHERS.get(context.definitions.workspace.identity.matcher, where="segmentry.yaml")
    clusters = matcher().clusters(context, "account_keys")
    _continue_ids(context, clusters)
    _write_identity(context, clusters)
    _write_events(context)


def _continue_ids(context: RunContext, clusters: str) -> None:
    """Give each cluster the id with which it shares most keys, or mint one."""
    if Table.IDENTITY in context.remembered:
        before = f"select account_key, account_id from previous_{Table.IDENTITY}"
    else:
        before = "select cast(null as varchar) as account_key, cast(null as varchar) as account_id "
        before += "where false"
    context.keep("identity_before", "who was who in the run before", before)
    context.keep(
        "shared_keys",
        "keys that a cluster shares with an id of the run before",
        f"""
        select c.cluster, b.account_id, count(*) as shared
        from {clusters} as c join identity_before as b using (account_key)
        group by c.cluster, b.account_id
        """,
    )
    context.keep(
        "continued",
        "an id goes to the cluster with most of its keys, a cluster keeps one id",
        """
        select cluster, account_id from (
            select *, row_number() over (partition by cluster order by shared desc, account_id)
                      as place
            from (
                select *, row_number() over (partition by account_id
                                             order by shared desc, cluster) as choice
                from shared_keys
            ) as chosen where choice = 1
        ) as ranked where place = 1
        """,
    )
    context.keep(
        "cluster_ids",
        "clusters that continue no id are minted from their smallest key",
        f"""
        select c.cluster, coalesce(k.account_id, {_minted()}) as account_id,
               k.account_id is null as is_new
        from (select distinct cluster from {clusters}) as c
        left join continued as k using (cluster)
        left join (select distinct account_id from identity_before) as taken
          on taken.account_id = substr(md5(c.cluster), 1, 16)
        """.replace("AS_OF", literal(context.as_of.isoformat())),
    )


def _minted() -> str:
    # the part of a split that does not keep the id may hold the key the id was minted from
    return (
        "case when taken.account_id is null then substr(md5(c.cluster), 1, 16) "
        "else substr(md5(c.cluster || '/split/' || AS_OF), 1, 16) end"
    )


def _write_identity(context: RunContext, clusters: str) -> None:
    context.write(
        Table.IDENTITY,
        "every key with its account; keys that sources no longer use keep theirs",
        f"""
        select c.account_key, i.account_id, c.evidence
        from {clusters} as c join cluster_ids as i using (cluster)
        union all
        select b.account_key, b.account_id, 'known from an earlier run' as evidence
        from identity_before as b anti join {clusters} as c using (account_key)
        """,
        order=("account_key",),
    )


def _write_events(context: RunContext) -> None:
    as_of = literal(context.as_of)
    history = (
        f"select account_id, event, other_id, as_of, evidence "
        f"from previous_{Table.IDENTITY_EVENTS} union all "
        if Table.IDENTITY_EVENTS in context.remembered
        else ""
    )
    context.write(
        Table.IDENTITY_EVENTS,
        "what happened to the ids in this run, after all that happened before",
        f"""
        {history}
        select i.account_id, case when o.account_id is null then 'minted' else 'split' end as event,
               o.account_id as other_id, {as_of} as as_of,
               'first key ' || i.cluster as evidence
        from cluster_ids as i
        left join (select cluster, max_by(account_id, shared) as account_id
                   from shared_keys group by cluster) as o using (cluster)
        where i.is_new
        union all
        select o.account_id, 'merged' as event, i.account_id as other_id, {as_of} as as_of,
               'shares evidence with ' || o.cluster as evidence
        from shared_keys as o join cluster_ids as i using (cluster)
        where o.account_id <> i.account_id
          and o.account_id not in (select account_id from cluster_ids)
        """,
        order=("as_of", "account_id", "event", "other_id"),
    )
