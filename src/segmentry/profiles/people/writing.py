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
    _note_people(context)
    for name in ("contacts_told", "person_clusters", "clusters", PAIRS):
        context.engine.drop(name)


def _note_people(context: RunContext) -> None:
    """Tell how many contacts share a person with another."""
    row = context.query(
        "contacts_of_people",
        "how many contacts there are, and how many people they are",
        f"select count(*) as contacts, count(distinct person_id) as people "
        f"from {Table.CONTACT_IDENTITY} where evidence <> 'known from an earlier run'",
    ).to_pylist()[0]
    contacts, people = row["contacts"], row["people"]
    if people < contacts:
        are = "1 person" if people == 1 else f"{people:,} people"
        context.notes.append(
            f"{contacts:,} contacts are {are}: `segmentry identity ask --people` asks about those "
            "in doubt."
        )
    elif contacts > 1:
        context.notes.append(f"{contacts:,} contacts, no two of them one person.")
