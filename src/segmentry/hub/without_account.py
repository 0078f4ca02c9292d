"""Events that belong to no company: they are kept, count for nobody, and are told."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table

_EVENTS = {
    Table.CONTACT_RECORDS: "contacts",
    Table.OPPORTUNITIES: "opportunities",
    Table.ENGAGEMENTS: "engagements",
    Table.CAMPAIGN_TOUCHES: "campaign touches",
    Table.SURVEY_ANSWERS: "survey answers",
}
"""The tables whose rows need no company; rows of the others are set aside without one."""


def tell_of_rows_without_account(context: RunContext) -> None:
    """Note for each source how many of its events belong to no account."""
    counts = " union all ".join(
        f"select source, '{words}' as events, count(*) as told, count(account_key) as placed "
        f"from {table} group by source"
        for table, words in _EVENTS.items()
        if context.fed(table)
    )
    if not counts:
        return
    found = context.query(
        "rows_without_account",
        "what belongs to no company is shown, not lost",
        f"select * from ({counts}) as counted where placed < told order by source, events",
    )
    context.notes += [
        f"{row['source']}: {row['told'] - row['placed']:,} of {row['told']:,} {row['events']} "
        "belong to no account; they are kept, and count for nobody."
        for row in found.to_pylist()
    ]
