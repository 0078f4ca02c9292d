"""Tables of the profiles: one row per company, and what happened with it."""

from segmentry.model.tables.facts import (
    ANSWER,
    COMPANY,
    CONTACT,
    ENGAGEMENT,
    INVOICE,
    OPPORTUNITY,
    ORDER,
    SUBSCRIPTION,
    TECHNOLOGY,
    TOUCH,
)
from segmentry.model.tables.people import PEOPLE_TABLES, PERSON_ID
from segmentry.model.tables.schema import ACCOUNT_ID, Column, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T


def _of_account(table: Table, row: str, columns: tuple[Column, ...]) -> TableSchema:
    return TableSchema(table, row, (ACCOUNT_ID, *columns))


_PAIR_COLUMNS = (
    column("account_key", T.TEXT, "the key that comes first in the alphabet", True),
    column("other_key", T.TEXT, "the other key", True),
    column("probability", T.NUMBER, "that they are one company; absent without a model"),
    column("evidence", T.TEXT, "what speaks for and against it", True),
    column("decision", T.TEXT, "together, apart, or waiting for a person", True),
    column(
        "doubt",
        T.NUMBER,
        "where the pair stands for two accounts, or for two halves of one: twice the "
        "probability that they are taken wrongly",
    ),
    column("bears_on", T.INTEGER, "pairs of keys between those two"),
)

PROFILE_TABLES = (
    TableSchema(
        Table.IDENTITY,
        "which account a source's key belongs to",
        (
            column("account_key", T.TEXT, "key of the company in its source", True),
            ACCOUNT_ID,
            column("evidence", T.TEXT, "why it belongs there", True),
            column(
                "confidence",
                T.NUMBER,
                "probability of the strongest pair that holds it there; absent for a key alone",
            ),
            column(
                "former_ids",
                T.TEXT,
                "accounts it belonged to before, the latest first",
            ),
        ),
    ),
    TableSchema(
        Table.IDENTITY_PAIRS,
        "two keys that may be one company",
        _PAIR_COLUMNS,
    ),
    TableSchema(
        Table.IDENTITY_MODEL,
        "a share that the matcher learnt, by which later runs judge new keys",
        (
            column("model", T.TEXT, "keys, accounts, or basis: what the rest rests on", True),
            column("field", T.TEXT, "the field; class for how frequent the classes are", True),
            column("level", T.TEXT, "how far two keys agree in it", True),
            column("class", T.INTEGER, "0 one company, 1 kin, 2 alike, 3 neighbours, 4 strangers"),
            column("share", T.NUMBER, "of the pairs of that class"),
        ),
    ),
    TableSchema(
        Table.IDENTITY_BASIS,
        "a key as it was when the matcher last learnt",
        (
            column("account_key", T.TEXT, "key of the company in its source", True),
            column("told", T.TEXT, "a hash of what was compared", True),
            column("cluster", T.TEXT, "the first of the keys it was joined with", True),
            column("is_held", T.BOOLEAN, "whether answers or waiting merges overruled that", True),
            column("evidence", T.TEXT, "why it belongs there", True),
            column("confidence", T.NUMBER, "probability of the strongest pair that holds it there"),
        ),
    ),
    TableSchema(
        Table.BASIS_PAIRS,
        "two keys that may be one company, as it was when the matcher last learnt",
        _PAIR_COLUMNS,
    ),
    TableSchema(
        Table.BASIS_RELATIVES,
        "two accounts that may be of one group, as it was when the matcher last learnt",
        (
            column("account_key", T.TEXT, "the first key of the one", True),
            column("other_key", T.TEXT, "the first key of the other", True),
            column("weight", T.INTEGER, "log odds in hundredths", True),
            column("evidence", T.TEXT, "what speaks for and against it", True),
        ),
    ),
    TableSchema(
        Table.IDENTITY_EVENTS,
        "something that happened to an account's identity",
        (
            ACCOUNT_ID,
            column("event", T.TEXT, "minted, merged, split, or moved: a key of it moved", True),
            column("other_id", T.TEXT, "the account it went into, or came from"),
            column("as_of", T.DATE, "date of the data", True),
            column("evidence", T.TEXT, "why", True),
        ),
    ),
    TableSchema(
        Table.ACCOUNT_TREE,
        "an account's place among parents and subsidiaries",
        (
            ACCOUNT_ID,
            column("parent_id", T.TEXT, "the parent account"),
            column("company_id", T.TEXT, "the company it is a site of, or itself", True),
            column("domestic_id", T.TEXT, "the topmost account of its own country", True),
            column("ultimate_id", T.TEXT, "the topmost account; itself without a parent", True),
            column(
                "group_id",
                T.TEXT,
                "the group, inferred links included: the oldest of its topmost accounts",
                True,
            ),
            column("level", T.INTEGER, "steps below the topmost account", True),
        ),
    ),
    TableSchema(
        Table.GROUP_LINKS,
        "two accounts of one group",
        (
            ACCOUNT_ID,
            column("other_id", T.TEXT, "the other account; of a parent link the parent", True),
            column("kind", T.TEXT, "parent: a source says so; inferred: a candidate", True),
            column("confidence", T.NUMBER, "probability of one group; absent: a source says so"),
            column("evidence", T.TEXT, "why", True),
        ),
    ),
    TableSchema(
        Table.PROFILES,
        "an account as all sources together know it",
        (
            ACCOUNT_ID,
            column("label", T.TEXT, "what to call it: the name, or a source key without one", True),
            *COMPANY,
            column("sources", T.INTEGER, "sources that know it", True),
            column("records", T.INTEGER, "records that know it", True),
            column(
                "excluded", T.TEXT, "why it stays out of segments: competitor, partner, test, …"
            ),
        ),
    ),
    TableSchema(
        Table.ATTRIBUTES,
        "a further fact about an account",
        (
            ACCOUNT_ID,
            column("attribute", T.TEXT, "name of the fact", True),
            column("value", T.TEXT, "value", True),
        ),
    ),
    TableSchema(
        Table.LINEAGE,
        "where a value of a profile comes from",
        (
            ACCOUNT_ID,
            column("field", T.TEXT, "field of the profile", True),
            column("value", T.TEXT, "the value that won", True),
            column("source", T.TEXT, "source it came from; absent for a value that was pinned"),
            column("line", T.INTEGER, "row number there"),
            column("account_key", T.TEXT, "key of the record it came from"),
            column("observed_at", T.TIME, "when the source last changed that row"),
            column("agreeing", T.INTEGER, "records that say the same", True),
            column("telling", T.INTEGER, "records that say anything of it", True),
            column("rule", T.TEXT, "why it won", True),
            column("losers", T.TEXT, "other values, with their sources"),
        ),
    ),
    *PEOPLE_TABLES,
    _of_account(
        Table.ACCOUNT_CONTACTS,
        "a contact at an account",
        (
            PERSON_ID,
            *CONTACT,
            column("left_on", T.DATE, "first day no longer there; absent for who is there"),
        ),
    ),
    _of_account(Table.ACCOUNT_ORDERS, "an order of an account", ORDER),
    _of_account(Table.ACCOUNT_INVOICES, "an invoice to an account", INVOICE),
    _of_account(Table.ACCOUNT_SUBSCRIPTIONS, "a contract period of an account", SUBSCRIPTION),
    _of_account(Table.ACCOUNT_OPPORTUNITIES, "a deal with an account", OPPORTUNITY),
    _of_account(Table.ACCOUNT_ENGAGEMENTS, "an engagement of an account", ENGAGEMENT),
    _of_account(Table.ACCOUNT_TOUCHES, "a campaign touch of an account", TOUCH),
    _of_account(Table.ACCOUNT_ANSWERS, "a survey answer of an account", ANSWER),
    _of_account(Table.ACCOUNT_TECHNOLOGIES, "a technology at an account", TECHNOLOGY),
)
