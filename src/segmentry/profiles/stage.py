"""Makes one profile per company."""

from segmentry.engine.run_context import RunContext
from segmentry.profiles.facts import write_facts
from segmentry.profiles.golden_record import write_profiles
from segmentry.profiles.hierarchy import write_account_tree
from segmentry.profiles.identity import resolve


def run(context: RunContext) -> None:
    """Resolve identities, choose values, place accounts in their tree, attach what happened."""
    context.say("Finding out which keys are the same company")
    resolve(context)
    context.say("Choosing the value of each field")
    write_profiles(context)
    write_account_tree(context)
    context.say("Attaching what happened to each account")
    write_facts(context)
    for name in ("ranked_records", "rivals", "merged_profiles", "account_keys", "clusters"):
        context.engine.drop(name)
