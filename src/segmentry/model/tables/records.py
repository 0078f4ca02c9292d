"""Tables of sources and hub: what the systems said, in our words."""

from segmentry.model.tables.facts import (
    ANSWER,
    COMPANY,
    CONTACT,
    ENGAGEMENT,
    INVOICE,
    OPPORTUNITY,
    ORDER,
    ORDER_LINE,
    REJECTED,
    SUBSCRIPTION,
    TECHNOLOGY,
    TOUCH,
)
from segmentry.model.tables.schema import Column, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

SOURCE = (
    column("source", T.TEXT, "source that told it", True),
    column("line", T.INTEGER, "row number in the source, counted from 1", True),
)
ACCOUNT_KEY = column(
    "account_key", T.TEXT, "key of the company: system, colon, the source's own key"
)


def _hub(table: Table, row: str, columns: tuple[Column, ...], account: bool = True) -> TableSchema:
    keyed = (ACCOUNT_KEY,) if account else ()
    return TableSchema(table, row, SOURCE + keyed + columns)


RECORD_TABLES = (
    TableSchema(Table.UNREADABLE, "a row that could not even be read", REJECTED),
    _hub(
        Table.ACCOUNT_RECORDS,
        "what one record says about a company",
        (
            column("updated_at", T.TIME, "when the source last changed the row"),
            column("parent_key", T.TEXT, "key of the parent company"),
            *COMPANY,
        ),
    ),
    _hub(
        Table.ATTRIBUTE_RECORDS,
        "a further fact about a company that has no field of its own",
        (
            column("attribute", T.TEXT, "name of the fact", True),
            column("value", T.TEXT, "value as the source gives it", True),
        ),
    ),
    _hub(
        Table.CONTACT_RECORDS,
        "a person at a company, without personal data",
        (
            column("updated_at", T.TIME, "when the source last changed the row"),
            *CONTACT,
            column("employed_from", T.DATE, "first day at the company, where the source says"),
            column("employed_to", T.DATE, "first day no longer there, where the source says"),
        ),
    ),
    _hub(Table.ORDERS, "an order, cancellation or return", ORDER),
    _hub(Table.ORDER_LINES, "a line of an order", ORDER_LINE),
    _hub(Table.INVOICES, "an invoice and its payment", INVOICE),
    _hub(Table.SUBSCRIPTIONS, "a period of a contract", SUBSCRIPTION),
    _hub(Table.OPPORTUNITIES, "a deal", OPPORTUNITY),
    _hub(Table.ENGAGEMENTS, "a use of website or product, or a support case", ENGAGEMENT),
    _hub(Table.CAMPAIGN_TOUCHES, "a message that reached someone, or an answer", TOUCH),
    _hub(Table.SURVEY_ANSWERS, "an answer to a question", ANSWER),
    _hub(Table.TECHNOLOGIES, "a technology in use", TECHNOLOGY),
    _hub(
        Table.CAMPAIGNS,
        "a campaign",
        (
            column("campaign", T.TEXT, "campaign", True),
            column("name", T.TEXT, "name"),
            column("channel", T.TEXT, "channel"),
            column("started_on", T.DATE, "first day"),
            column("ended_on", T.DATE, "last day"),
            column("cost", T.MONEY, "what it cost, in the workspace's currency"),
        ),
        account=False,
    ),
    _hub(
        Table.COSTS,
        "a cost",
        (
            column("kind", T.TEXT, "marketing, sales, service, segmentation"),
            column("channel", T.TEXT, "channel"),
            column("campaign", T.TEXT, "campaign"),
            column("segment", T.TEXT, "segment it is booked on"),
            column("started_on", T.DATE, "first day", True),
            column("ended_on", T.DATE, "last day"),
            column("amount", T.MONEY, "in the workspace's currency", True),
        ),
    ),
    _hub(
        Table.CONSENTS,
        "a consent given or withdrawn",
        (
            column("contact_key", T.TEXT, "opaque key of the person"),
            column("purpose", T.TEXT, "what for"),
            column("channel", T.TEXT, "channel"),
            column("granted", T.BOOLEAN, "given, or withdrawn", True),
            column("occurred_at", T.TIME, "when"),
        ),
    ),
    TableSchema(Table.REJECTED, "a row set aside, or a value not understood", REJECTED),
    TableSchema(
        Table.DATA_QUALITY,
        "a figure about one field of one source",
        (
            column("source", T.TEXT, "source", True),
            column("target", T.TEXT, "standard table", True),
            column("field", T.TEXT, "field; absent for figures of the whole table"),
            column("measure", T.TEXT, "rows, completeness, validity, duplicates, freshness", True),
            column("part", T.INTEGER, "rows that have it"),
            column("whole", T.INTEGER, "rows looked at"),
            column("value", T.NUMBER, "share, or days for freshness"),
            column("reason", T.TEXT, "why there is no value"),
        ),
    ),
)
