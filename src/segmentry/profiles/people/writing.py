"""Writes who is one person, what is known of people, and where they worked."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.people.employment import write_employment
from segmentry.profiles.people.golden import write_people
from segmentry.profiles.people.identity import write_contact_identity
from segmentry.profiles.people.matching import match_people
from segmentry.profiles.people.pairs import write_contact_pairs

_TABLES = (Table.CONTACT_IDENTITY, Table.EMPLOYMENT, Table.PEOPLE)


def resolve_people(context: RunContext) -> None:
    """Write CONTACT_IDENTITY, EMPLOYMENT and PEOPLE."""
    if not context.fed(Table.CONTACT_RECORDS) and not context.remembered.intersection(_TABLES):
        for table in (*_TABLES, Table.CONTACT_PAIRS):
            context.write_empty(table)
        return
    context.say("Finding out which contacts are the same person")
    match_people(context)
    write_contact_identity(context)
    write_contact_pairs(context)
    write_employment(context)
    write_people(context)
    for name in ("contacts_told", "person_clusters", "clusters", PAIRS):
        context.engine.drop(name)
