"""What happened to accounts: which were minted, merged and split, and why."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.answers import DIFFERENT, SAME, Answer
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import in_force


def write_events(context: RunContext) -> None:
    """Write IDENTITY_EVENTS from `cluster_ids`, `shared_keys`, `clusters` and `identity_before`."""
    _list_said(context, in_force(context.answers))
    context.write(
        Table.IDENTITY_EVENTS,
        "what happened to the ids in this run, after all that happened before",
        f"{_history(context)} {_MINTED_OR_SPLIT.format(as_of=literal(context.as_of))} union all "
        f"{_MERGED.format(as_of=literal(context.as_of))}",
        order=("as_of", "account_id", "event", "other_id"),
    )
    context.engine.drop("said_of_keys")


def _list_said(context: RunContext, answers: Sequence[Answer]) -> None:
    """Keep `said_of_keys` (account_key, other_key, said): answers in force, from both sides."""
    both = [(key, other, a.said) for a in answers for key, other in (a.keys, a.keys[::-1])]
    names = ("account_key", "other_key", "said")
    context.load_columns(
        "said_of_keys",
        [Column(name, T.TEXT, "") for name in names],
        {name: [row[place] for row in both] for place, name in enumerate(names)},
    )


def _history(context: RunContext) -> str:
    if Table.IDENTITY_EVENTS not in context.remembered:
        return ""
    columns = "account_id, event, other_id, as_of, evidence"
    return f"select {columns} from previous_{Table.IDENTITY_EVENTS} union all"


def _said(are: str) -> str:
    return (
        "min('a person said that ' || least(s.account_key, s.other_key) || ' and ' "
        f"|| greatest(s.account_key, s.other_key) || ' are {are}') as words"
    )


_MINTED_OR_SPLIT = f"""
    select i.account_id, case when o.account_id is null then 'minted' else 'split' end as event,
           o.account_id as other_id, {{as_of}} as as_of,
           case when i.is_restored then 'again the account it was before it was merged'
                                        || coalesce(': ' || w.words, '')
                else coalesce(w.words, 'first key ' || i.cluster) end as evidence
    from cluster_ids as i
    left join (
        select s.cluster, s.account_id,
               row_number() over (partition by s.cluster
                                  order by s.shared desc, s.account_id) as place
        from shared_keys as s semi join (
            select cluster from cluster_ids where is_new
        ) as n on n.cluster = s.cluster
    ) as o on o.cluster = i.cluster and o.place = 1
    left join (
        select x.cluster, b.account_id, {_said("two")} from said_of_keys as s
        join clusters as x on x.account_key = s.account_key
        join clusters as y on y.account_key = s.other_key and y.cluster <> x.cluster
        join identity_before as b on b.account_key = s.other_key
        where s.said = '{DIFFERENT}' group by x.cluster, b.account_id
    ) as w on w.cluster = i.cluster and w.account_id = o.account_id
    where i.is_new
"""
_MERGED = f"""
    select o.account_id, 'merged' as event, i.account_id as other_id, {{as_of}} as as_of,
           coalesce(w.words, 'shares evidence with ' || o.cluster) as evidence
    from shared_keys as o join cluster_ids as i using (cluster)
    left join (
        select x.cluster, b.account_id, {_said("one")} from said_of_keys as s
        join clusters as x on x.account_key = s.other_key
        join identity_before as b on b.account_key = s.account_key
        where s.said = '{SAME}' group by x.cluster, b.account_id
    ) as w on w.cluster = o.cluster and w.account_id = o.account_id
    where o.account_id <> i.account_id
      and o.account_id not in (select account_id from cluster_ids)
"""
