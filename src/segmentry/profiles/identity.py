"""Ids that last: minted once, continued by the largest overlap, retired ids stay resolvable."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.profiles.answers import Settled, settle
from segmentry.profiles.matchers import MATCHERS
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.pairs import tell_strongest, write_pairs
from segmentry.profiles.relinking import hold
from segmentry.profiles.waiting import hold_merges

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


_MADE = ("identity_before", "held_back", "strongest", "restored", PAIRS)


def resolve(context: RunContext) -> None:
    """Write IDENTITY, IDENTITY_EVENTS and IDENTITY_PAIRS."""
    fed = [t for t in _REFERRING if context.fed(t)]
    keys = " union all ".join(f"select account_key from {t}" for t in fed)
    nothing = "select cast(null as varchar) as account_key where false"
    context.keep(
        "account_keys",
        "every key that a source uses for a company, once",
        f"select distinct account_key from ({keys or nothing}) as told "
        "where account_key is not null",
    )
    _remember(context)
    matcher = MATCHERS.get(context.definitions.workspace.identity.matcher, where="segmentry.yaml")
    finder = matcher()
    context.keep(
        "clusters",
        "keys of one company by what is told of them",
        f"select * from {finder.clusters(context, 'account_keys')}",
    )
    settled = settle(context.answers)
    _hold_answers(context, settled)
    _note_waiting(context, hold_merges(context, settled))
    _continue_ids(context, "clusters")
    same = [*settled.together.nodes().items(), *settled.firm]
    tell_strongest(context, [k for k in same if k[0] != k[1]], is_probable=matcher.is_probable)
    _write_identity(context, "clusters")
    finder.relate(context)
    _write_events(context)
    write_pairs(context, is_probable=matcher.is_probable)
    for name in _MADE:
        context.engine.drop(name)


def _remember(context: RunContext) -> None:
    """Keep `identity_before`; a run of an older version does not tell of former ids."""
    previous = f"previous_{Table.IDENTITY}"
    columns = "account_key, account_id, cast(null as varchar) as former_ids"
    if Table.IDENTITY not in context.remembered:
        columns = "cast(null as varchar) as account_key, cast(null as varchar) as account_id, "
        before = f"select {columns} cast(null as varchar) as former_ids where false"
    elif "former_ids" in context.engine.columns(previous):
        before = f"select account_key, account_id, former_ids from {previous}"
    else:
        before = f"select {columns} from {previous}"
    context.keep("identity_before", "who was who in the run before", before)


def _hold_answers(context: RunContext, settled: Settled) -> None:
    """Divide the clusters as people said, and tell where they contradict each other."""
    if context.answers:
        context.say("Holding to what people said of keys")
        hold(context, together=settled.together, firm=settled.firm, apart=settled.apart)
    context.notes.extend(
        f"Answers contradict each other, so the keys said to differ stay apart: {c}. "
        "`segmentry identity answer` corrects one of them."
        for c in settled.contradictions
    )


def _note_waiting(context: RunContext, waiting: int) -> None:
    if waiting:
        merges = "1 merge" if waiting == 1 else f"{waiting:,} merges"
        context.notes.append(
            f"{merges} of accounts that both brought money wait for a person: "
            "`segmentry identity review` lists them."
        )


def _continue_ids(context: RunContext, clusters: str) -> None:
    """Give each cluster the id with which it shares most keys, or mint one."""
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
        "an id goes to the cluster with most of its keys, a cluster keeps one id: the older of two",
        f"""
        select cluster, account_id from (
            select chosen.*, row_number() over (
                partition by chosen.cluster
                order by chosen.shared desc, a.part, a.since, chosen.account_id) as place
            from (
                select *, row_number() over (partition by account_id
                                             order by shared desc, cluster) as choice
                from shared_keys
            ) as chosen left join ({_ages(context)}) as a using (account_id) where choice = 1
        ) as ranked where place = 1
        """,
    )
    context.keep("restored", "ids that were merged away go back to most of their keys", _RESTORED)
    context.keep(
        "cluster_ids",
        "clusters that continue no id are minted from their smallest key",
        f"""
        select c.cluster, coalesce(k.account_id, r.account_id, {_minted()}) as account_id,
               k.account_id is null as is_new, r.account_id is not null as is_restored
        from (select distinct cluster from {clusters}) as c
        left join continued as k using (cluster)
        left join restored as r on r.cluster = c.cluster and k.account_id is null
        left join (
            select account_id from identity_before union select account_id from restored
        ) as taken on taken.account_id = substr(md5(c.cluster), 1, 16)
        """.replace("AS_OF", literal(context.as_of.isoformat())),
    )


def _ages(context: RunContext) -> str:
    """Since when ids exist; those that are a part of another come after all that are not."""
    if Table.IDENTITY_EVENTS not in context.remembered:
        return (
            "select cast(null as varchar) as account_id, 0 as part, cast(null as date) as since "
            "where false"
        )
    return (
        "select account_id, min(case when event = 'split' then 1 else 0 end) as part, "
        f"min(as_of) as since from previous_{Table.IDENTITY_EVENTS} "
        "where event in ('minted', 'split') group by account_id"
    )


_RESTORED = """
    with former as (
        select c.cluster, f.account_id, count(*) as shared, max(f.place) as place
        from clusters as c join (
            select account_key, account_id, strpos(former_ids, account_id) as place from (
                select account_key, former_ids,
                       unnest(string_split(former_ids, ' ')) as account_id
                from identity_before where former_ids is not null
            ) as listed
        ) as f on f.account_key = c.account_key
        where c.cluster not in (select cluster from continued)
          and f.account_id not in (select account_id from identity_before)
        group by c.cluster, f.account_id
    )
    select cluster, account_id from (
        select *, row_number() over (partition by cluster
                                     order by shared desc, place desc, account_id) as rank
        from (
            select *, row_number() over (partition by account_id
                                         order by shared desc, cluster) as choice
            from former
        ) as chosen where choice = 1
    ) as ranked where rank = 1
"""
"""A key that came with several merges goes back to the account it was in first."""


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
        with alive as (select distinct account_id from cluster_ids)
        select c.account_key, i.account_id,
               coalesce(c.evidence, s.words, 'the source''s own key') as evidence, s.confidence,
               case when i.is_restored and strpos(b.former_ids, i.account_id) > 0
                    then nullif(trim(substr(b.former_ids,
                                            strpos(b.former_ids, i.account_id) + 17)), '')
                    when b.account_id <> i.account_id and a.account_id is null
                    then trim(b.account_id || ' ' || coalesce(b.former_ids, ''))
                    else b.former_ids end as former_ids
        from {clusters} as c join cluster_ids as i using (cluster)
        left join strongest as s on s.account_key = c.account_key
        left join identity_before as b on b.account_key = c.account_key
        left join alive as a on a.account_id = b.account_id
        union all
        select b.account_key, b.account_id, 'known from an earlier run' as evidence,
               cast(null as double) as confidence, b.former_ids
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
               case when i.is_restored then 'again the account it was before it was merged'
                    else 'first key ' || i.cluster end as evidence
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
