"""What happened to accounts: which were minted, merged and split, which keys moved, and why."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.answers import DIFFERENT, SAME, Answer
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import in_force
from segmentry.profiles.matchers.base import PAIRS


def write_events(context: RunContext) -> None:
    """Write IDENTITY_EVENTS from `cluster_ids`, `shared_keys`, `clusters`, `strongest`, PAIRS and
    `identity_before`."""
    _list_said(context, in_force(context.answers))
    context.keep("merging", "accounts of before that are a part of another now", _MERGING)
    context.keep("merging_pairs", "the pair that speaks most for each merge", _MERGING_PAIRS)
    context.write(
        Table.IDENTITY_EVENTS,
        "what happened to the ids in this run, after all that happened before",
        f"{_history(context)} {_MINTED_OR_SPLIT.format(as_of=literal(context.as_of))} union all "
        f"{_MERGED.format(as_of=literal(context.as_of))} union all "
        f"{_MOVED.format(as_of=literal(context.as_of))}",
        order=("as_of", "account_id", "event", "other_id", "evidence"),
    )
    for name in ("said_of_keys", "merging", "merging_pairs"):
        context.engine.drop(name)


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
_MERGING = """
    select o.account_id, o.cluster, i.account_id as other_id from shared_keys as o
    join cluster_ids as i using (cluster)
    anti join cluster_ids as n on n.account_id = o.account_id
    where o.account_id <> i.account_id
"""
_MERGING_PAIRS = f"""
    with sides as (
        select account_key, other_key, weight, words from {PAIRS} where not is_never
        union all select other_key, account_key, weight, words from {PAIRS} where not is_never
    ), across as (
        select m.account_id, m.cluster, p.*,
               row_number() over (partition by m.account_id, m.cluster
                                  order by p.weight desc, p.account_key, p.other_key) as place
        from merging as m join identity_before as b on b.account_id = m.account_id
        join sides as p on p.account_key = b.account_key
        join clusters as x on x.account_key = p.other_key and x.cluster = m.cluster
        left join identity_before as c on c.account_key = p.other_key
        where c.account_id is null or c.account_id <> m.account_id
    )
    select account_id, cluster, account_key || ' and ' || other_key || ': ' || words as words
    from across where place = 1
"""
_MERGED = f"""
    select o.account_id, 'merged' as event, o.other_id, {{as_of}} as as_of,
           coalesce(w.words, p.words, 'shares evidence with ' || o.cluster) as evidence
    from merging as o
    left join merging_pairs as p on p.account_id = o.account_id and p.cluster = o.cluster
    left join (
        select x.cluster, b.account_id, {_said("one")} from said_of_keys as s
        join clusters as x on x.account_key = s.other_key
        join identity_before as b on b.account_key = s.account_key
        where s.said = '{SAME}' group by x.cluster, b.account_id
    ) as w on w.cluster = o.cluster and w.account_id = o.account_id
"""
_MOVED = """
    select m.account_id, 'moved' as event, m.other_id, {as_of} as as_of,
           c.account_key || ': ' || coalesce(s.words, 'the account it left was divided') as evidence
    from (
        select o.account_id, o.cluster, i.account_id as other_id from shared_keys as o
        join cluster_ids as i using (cluster)
        semi join cluster_ids as n on n.account_id = o.account_id
        where o.account_id <> i.account_id and not i.is_new
    ) as m join identity_before as b on b.account_id = m.account_id
    join clusters as c on c.account_key = b.account_key and c.cluster = m.cluster
    left join strongest as s on s.account_key = c.account_key
"""
