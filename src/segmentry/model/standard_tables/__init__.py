"""The hub's standard tables, as a source fills them."""

from segmentry.model.standard_tables.activity import (
    CAMPAIGN_TOUCHES,
    CAMPAIGNS,
    CONSENTS,
    ENGAGEMENTS,
    SURVEY_ANSWERS,
)
from segmentry.model.standard_tables.companies import (
    ACCOUNT_LINKS,
    ACCOUNTS,
    CONTACTS,
    TECHNOLOGIES,
)
from segmentry.model.standard_tables.money import COSTS, EXCHANGE_RATES
from segmentry.model.standard_tables.purchases import (
    INVOICES,
    OPPORTUNITIES,
    ORDER_LINES,
    ORDERS,
    SUBSCRIPTIONS,
)
from segmentry.model.standard_tables.table import StandardTable

STANDARD_TABLES: dict[str, StandardTable] = {
    table.name: table
    for table in (
        ACCOUNTS, CONTACTS, ORDERS, ORDER_LINES, INVOICES, SUBSCRIPTIONS, OPPORTUNITIES,
        ENGAGEMENTS, CAMPAIGNS, CAMPAIGN_TOUCHES, SURVEY_ANSWERS, TECHNOLOGIES, COSTS, CONSENTS,
        ACCOUNT_LINKS, EXCHANGE_RATES,
    )
}  # fmt: skip
"""Every standard table by name. Leads arrive as accounts with stage 'lead', sites as accounts
with a parent, payments as the paid day of an invoice."""

__all__ = [
    "ACCOUNTS",
    "ACCOUNT_LINKS",
    "CAMPAIGNS",
    "CAMPAIGN_TOUCHES",
    "CONSENTS",
    "CONTACTS",
    "COSTS",
    "ENGAGEMENTS",
    "EXCHANGE_RATES",
    "INVOICES",
    "OPPORTUNITIES",
    "ORDERS",
    "ORDER_LINES",
    "STANDARD_TABLES",
    "SUBSCRIPTIONS",
    "SURVEY_ANSWERS",
    "TECHNOLOGIES",
    "StandardTable",
]
