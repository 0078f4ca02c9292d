"""Tables of people: which contacts they are, and where they worked; never what they are called."""

from segmentry.model.tables.schema import ACCOUNT_ID, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

PERSON_ID = column("person_id", T.TEXT, "the person", True)
_CONTACT_KEY = column("contact_key", T.TEXT, "opaque key of a contact", True)
_SENIORITY = column("seniority", T.TEXT, "C-level, VP, director, manager, staff")
_FUNCTION = column("job_function", T.TEXT, "finance, IT, marketing, …")


def _from(value: str) -> str:
    return f"contact whose {value} is believed; the vault has it"


PEOPLE_TABLES = (
    TableSchema(
        Table.CONTACT_IDENTITY,
        "which person a contact is",
        (
            _CONTACT_KEY,
            PERSON_ID,
            column("evidence", T.TEXT, "why it is that person", True),
            column(
                "confidence",
                T.NUMBER,
                "probability of the strongest pair that holds it there; absent for a contact alone",
            ),
            column("other_key", T.TEXT, "the contact it makes that pair with"),
            column(
                "former_ids",
                T.TEXT,
                "people it belonged to before, the latest first",
            ),
        ),
    ),
    TableSchema(
        Table.CONTACT_PAIRS,
        "two contacts that may be one person",
        (
            column("contact_key", T.TEXT, "the contact that comes first in the alphabet", True),
            column("other_key", T.TEXT, "the other contact", True),
            column("probability", T.NUMBER, "that they are one person", True),
            column("evidence", T.TEXT, "what speaks for and against it", True),
            column("decision", T.TEXT, "together or apart", True),
            column(
                "doubt",
                T.NUMBER,
                "where the pair stands for two people, or for two halves of one: twice the "
                "probability that they are taken wrongly",
            ),
            column("bears_on", T.INTEGER, "pairs of contacts between those two"),
        ),
    ),
    TableSchema(
        Table.EMPLOYMENT,
        "a time of a person at an account",
        (
            PERSON_ID,
            ACCOUNT_ID,
            column("contact_key", T.TEXT, "the contact that told it last", True),
            column("account_key", T.TEXT, "the key of the company it named", True),
            _SENIORITY,
            _FUNCTION,
            column("from_on", T.DATE, "first day, or first known on", True),
            column("to_on", T.DATE, "first day no longer there; absent while it goes on"),
        ),
    ),
    TableSchema(
        Table.PEOPLE,
        "a person as all contacts together tell it",
        (
            PERSON_ID,
            column("account_id", T.TEXT, "the account it is at now, the latest of several"),
            column("contacts", T.INTEGER, "contacts that are this person", True),
            column("employers", T.INTEGER, "accounts it was or is at", True),
            _SENIORITY,
            _FUNCTION,
            column("country", T.TEXT, "country, ISO 3166-1 alpha-2"),
            column("has_email", T.BOOLEAN, "a valid e-mail address is known", True),
            column("has_phone", T.BOOLEAN, "a valid phone number is known", True),
            column("email_consent", T.BOOLEAN, "agreed to e-mail; one refusal counts for all"),
            column("name_from", T.TEXT, _from("name")),
            column("email_from", T.TEXT, _from("e-mail address")),
            column("phone_from", T.TEXT, _from("phone")),
            column("title_from", T.TEXT, _from("job title")),
            column("since", T.DATE, "date of the data of the run that first knew the person", True),
        ),
    ),
)
