"""Makes one profile per company."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.model.written import content_hash
from segmentry.profiles.answers import in_force
from segmentry.profiles.doubtful import tell_of_doubtful
from segmentry.profiles.facts import write_facts
from segmentry.profiles.figures import duplicates
from segmentry.profiles.golden_record import write_profiles
from segmentry.profiles.hierarchy import write_account_tree
from segmentry.profiles.identity import resolve
from segmentry.profiles.matchers.base import RELATIVES
from segmentry.profiles.people.writing import resolve_people
from segmentry.profiles.pins import pins_in_force
from segmentry.profiles.renamed import tell_of_renamed
from segmentry.profiles.renamed_systems import tell_of_renamed_systems

_SCAFFOLD = (
    "ranked_records", "chosen_attributes", "rivals", "merged_profiles", "account_keys", "clusters",
    RELATIVES,
)  # fmt: skip


def run(context: RunContext) -> None:
    """Resolve identities, choose values, place accounts in their tree, attach what happened."""
    context.say("Finding out which keys are the same company")
    resolve(context)
    tell_of_renamed_systems(context)
    _note_duplicates(context)
    tell_of_doubtful(context)
    context.say("Choosing the value of each field")
    write_profiles(context)
    tell_of_renamed(context)
    _note_strangers(context)
    write_account_tree(context)
    resolve_people(context)
    context.say("Attaching what happened to each account")
    write_facts(context)
    for name in _SCAFFOLD:
        context.engine.drop(name)


def fingerprint(context: RunContext) -> str:
    """Changes when people's answers about keys or contacts, or their pins of fields, change."""
    said = [*context.answers, *context.people_answers]
    answers = [(*a.keys, a.said) for a in in_force(said)]
    pins = [(p.account_id, p.field, dict(p.values), p.words) for p in pins_in_force(context.pins)]
    return content_hash([answers, pins])


def _note_duplicates(context: RunContext) -> None:
    """Tell of keys that share an account with another key of their system."""
    told = [f"{r['system']} {r['duplicates']:,} of {r['keys']:,}"
            for r in duplicates(context.engine) if r["duplicates"]]  # fmt: skip
    if told:
        context.notes.append(
            f"Keys that share an account with another key of their system: {', '.join(told)}."
        )


def _note_strangers(context: RunContext) -> None:
    """Tell of accounts that no source of companies has: a key may belong to another system."""
    if not context.fed(Table.ACCOUNT_RECORDS):
        return
    row = context.query(
        "strangers",
        "accounts known only by what happened to them",
        f"select count(*) filter (where records = 0) as strangers, count(*) as accounts "
        f"from {Table.PROFILES}",
    ).to_pylist()[0]
    if row["strangers"]:
        context.notes.append(
            f"{row['strangers']:,} of {row['accounts']:,} accounts are known only by a key in "
            "orders, contracts or the like; no source of companies has them. If these are many, "
            "check `system:` in the sources: it says whose keys they use."
        )
