"""Ids that last: minted once, continued by the largest overlap, retired ids stay resolvable."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.answers import Settled, settle
from segmentry.profiles.events import write_events
from segmentry.profiles.lasting_ids import LastingIds, continue_ids, former_ids
from segmentry.profiles.matchers import MATCHERS
from segmentry.profiles.pairs import tell_strongest, write_pairs
from segmentry.profiles.relinking import Held, hold
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


ACCOUNT_IDS = LastingIds("account_key", "account_id", "clusters", "identity_before")
_MADE = ("identity_before", "held_back", "strongest", "restored")


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
    chosen = context.definitions.workspace.identity.matcher
    matcher = MATCHERS.get(chosen, where="segmentry.yaml")()
    matcher.clusters(context, "account_keys")
    settled = settle(context.answers)
    _hold_answers(context, settled, matcher.threshold)
    _note_waiting(context, hold_merges(context, settled, matcher.threshold))
    continue_ids(context, ACCOUNT_IDS, _ages(context))
    same = [*settled.together.nodes().items(), *settled.firm]
    tell_strongest(context, [k for k in same if k[0] != k[1]], is_probable=matcher.is_probable)
    _write_identity(context)
    matcher.relate(context)
    write_events(context)
    write_pairs(
        context,
        is_probable=matcher.is_probable,
        threshold=matcher.threshold,
        renewed=matcher.renewed,
    )
    matcher.leave(context)
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


def _hold_answers(context: RunContext, settled: Settled, threshold: int) -> None:
    """Divide the clusters as people said, and tell where they contradict each other."""
    if context.answers:
        context.say("Holding to what people said of keys")
        held = Held(settled.together, settled.firm, settled.apart)
        hold(context, held, threshold=threshold)
    context.notes.extend(
        f"Answers contradict each other, so the keys said to differ stay apart: {c}. "
        "`segmentry identity answer` corrects one of them."
        for c in settled.contradictions
    )


def _note_waiting(context: RunContext, waiting: int) -> None:
    if waiting:
        merges, wait = ("1 merge", "waits") if waiting == 1 else (f"{waiting:,} merges", "wait")
        context.notes.append(
            f"{merges} of accounts that both brought money {wait} for a person: "
            "`segmentry identity review` lists them."
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


def _write_identity(context: RunContext) -> None:
    context.write(
        Table.IDENTITY,
        "every key with its account; keys that sources no longer use keep theirs",
        f"""
        select c.account_key, i.account_id,
               coalesce(c.evidence, s.words, 'the source''s own key') as evidence,
               coalesce(c.confidence, s.confidence) as confidence,
               {former_ids(ACCOUNT_IDS)} as former_ids
        from clusters as c join cluster_ids as i using (cluster)
        left join strongest as s on s.account_key = c.account_key
        left join identity_before as b on b.account_key = c.account_key
        union all
        select b.account_key, b.account_id, 'known from an earlier run' as evidence,
               cast(null as double) as confidence, b.former_ids
        from identity_before as b anti join clusters as c using (account_key)
        """,
        order=("account_key",),
    )
