"""Every table that passes between the stages, with its columns.

A stage reads tables that earlier stages wrote; that is all stages know of each other.
"""

from dataclasses import dataclass
from enum import StrEnum

from segmentry.model.types import ColumnType
from segmentry.model.types import ColumnType as T


class Table(StrEnum):
    """A table between the stages; the value is its name in SQL and in the run's folder."""

    # sources
    RECORDS = "records"
    UNREADABLE = "unreadable"
    # hub
    ACCOUNT_RECORDS = "account_records"
    ATTRIBUTE_RECORDS = "attribute_records"
    CONTACT_RECORDS = "contact_records"
    ORDERS = "orders"
    ORDER_LINES = "order_lines"
    INVOICES = "invoices"
    SUBSCRIPTIONS = "subscriptions"
    OPPORTUNITIES = "opportunities"
    ENGAGEMENTS = "engagements"
    CAMPAIGNS = "campaigns"
    CAMPAIGN_TOUCHES = "campaign_touches"
    SURVEY_ANSWERS = "survey_answers"
    TECHNOLOGIES = "technologies"
    COSTS = "costs"
    CONSENTS = "consents"
    REJECTED = "rejected"
    DATA_QUALITY = "data_quality"
    # profiles
    IDENTITY = "identity"
    IDENTITY_EVENTS = "identity_events"
    ACCOUNT_TREE = "account_tree"
    PROFILES = "profiles"
    ATTRIBUTES = "attributes"
    LINEAGE = "lineage"
    ACCOUNT_CONTACTS = "account_contacts"
    ACCOUNT_ORDERS = "account_orders"
    ACCOUNT_INVOICES = "account_invoices"
    ACCOUNT_SUBSCRIPTIONS = "account_subscriptions"
    ACCOUNT_OPPORTUNITIES = "account_opportunities"
    ACCOUNT_ENGAGEMENTS = "account_engagements"
    ACCOUNT_TOUCHES = "account_touches"
    ACCOUNT_ANSWERS = "account_answers"
    ACCOUNT_TECHNOLOGIES = "account_technologies"
    # variables
    VARIABLE_VALUES = "variable_values"
    VARIABLE_FACTS = "variable_facts"
    ACCOUNT_MONTHS = "account_months"
    # segmentation
    ASSIGNMENTS = "assignments"
    RFM_SCORES = "rfm_scores"
    CUT_POINTS = "cut_points"
    UNDECIDED = "undecided"
    # segments
    MEMBERSHIPS = "memberships"
    SEGMENT_STATS = "segment_stats"
    SEGMENT_DIFFERENCES = "segment_differences"
    SEGMENT_OVERLAPS = "segment_overlaps"
    SEGMENT_MONTHS = "segment_months"
    WARNINGS = "warnings"
    # variables, learnt from the best customers
    IDEAL_CUSTOMERS = "ideal_customers"
    # strategies
    STRATEGIES = "strategies"
    # kpis
    KPI_VALUES = "kpi_values"
    OBJECTIVES = "objectives"
    # roi
    LAUNCH_EFFECTS = "launch_effects"
    LAUNCH_RETURNS = "launch_returns"
    # review
    SEGMENT_MOVES = "segment_moves"
    REVIEW_FINDINGS = "review_findings"


@dataclass(frozen=True)
class Column:
    """A column: name, type, meaning, and whether every row has a value."""

    name: str
    type: ColumnType
    meaning: str
    always: bool = False


@dataclass(frozen=True)
class TableSchema:
    """What a table holds: one row is one `row`; `open_ended` tables have further columns."""

    table: Table
    row: str
    columns: tuple[Column, ...]
    open_ended: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)


def _c(name: str, type_: ColumnType, meaning: str, always: bool = False) -> Column:
    return Column(name, type_, meaning, always)


_SOURCE = (
    _c("source", T.TEXT, "source that told it", True),
    _c("line", T.INTEGER, "row number in the source, counted from 1", True),
)
_ACCOUNT_KEY = _c("account_key", T.TEXT, "key of the company: system, colon, the source's own key")
_ACCOUNT_ID = _c("account_id", T.TEXT, "the account", True)
_SEGMENTATION = _c("segmentation", T.TEXT, "name of the segmentation", True)
_SEGMENT = _c("segment", T.TEXT, "name of the segment", True)

_COMPANY = (
    _c("name", T.TEXT, "name of the company"),
    _c("name_key", T.TEXT, "name without legal form, folded for comparison"),
    _c("legal_form", T.TEXT, "legal form, for instance GmbH, Ltd, Inc"),
    _c("registration_id", T.TEXT, "VAT, LEI, EIN, DUNS or register number, compact"),
    _c("domain", T.TEXT, "registrable web domain; never a free-mail provider"),
    _c("phone", T.TEXT, "switchboard, E.164"),
    _c("street", T.TEXT, "street and number"),
    _c("postal_code", T.TEXT, "postal code"),
    _c("city", T.TEXT, "city"),
    _c("region", T.TEXT, "state, province or region"),
    _c("country", T.TEXT, "country, ISO 3166-1 alpha-2"),
    _c("employees_from", T.INTEGER, "employees, lower end of what the source says"),
    _c("employees_to", T.INTEGER, "employees, upper end"),
    _c("employees", T.INTEGER, "employees: the figure, or the middle of the range"),
    _c("annual_revenue", T.MONEY, "annual revenue in the workspace's currency"),
    _c("market_capitalisation", T.MONEY, "market capitalisation in the workspace's currency"),
    _c("founded_year", T.INTEGER, "year of foundation"),
    _c("industry", T.TEXT, "industry in words"),
    _c("industry_scheme", T.TEXT, "scheme of the code: naics, sic, nace or isic"),
    _c("industry_code", T.TEXT, "industry code as given"),
    _c("industry_isic", T.TEXT, "the same industry as ISIC Rev. 4, as far as the crosswalk goes"),
    _c("industry_group", T.TEXT, "financial services, healthcare, retail, technology, … or none"),
    _c("organisation_structure", T.TEXT, "hierarchical, flat or matrix"),
    _c("business_model", T.TEXT, "subscription, licence, project-based, …"),
    _c("technology_adoption", T.TEXT, "innovator to laggard"),
    _c("stage", T.TEXT, "prospect, lead, opportunity, customer, lapsed, lost"),
    _c("relation", T.TEXT, "customer, partner, competitor, test, …"),
    _c("payment_terms_days", T.INTEGER, "agreed days to pay"),
    _c("do_not_contact", T.BOOLEAN, "may not be contacted"),
    _c("created_on", T.DATE, "first known on"),
)

_ORDER = (
    _c("order_key", T.TEXT, "key of the order", True),
    _c("ordered_at", T.TIME, "when it was ordered", True),
    _c("ordered_on", T.DATE, "day it was ordered", True),
    _c("kind", T.TEXT, "sale, return, or cancelled before it was delivered", True),
    _c("list_amount", T.MONEY, "before discounts; below 0 for returns"),
    _c("amount", T.MONEY, "after discounts; below 0 for returns; empty when it is not known"),
    _c("cost_amount", T.MONEY, "what the goods cost us"),
    _c("units", T.NUMBER, "pieces"),
    _c("lines", T.INTEGER, "lines"),
    _c("channel", T.TEXT, "channel"),
    _c("payment_terms_days", T.INTEGER, "agreed days to pay"),
)
_INVOICE = (
    _c("invoice_key", T.TEXT, "key of the invoice", True),
    _c("issued_on", T.DATE, "day of the invoice", True),
    _c("due_on", T.DATE, "day it is due"),
    _c("paid_on", T.DATE, "day it was paid"),
    _c("amount", T.MONEY, "amount in the workspace's currency"),
)
_SUBSCRIPTION = (
    _c("subscription_key", T.TEXT, "key of the subscription"),
    _c("started_on", T.DATE, "first day", True),
    _c("ended_on", T.DATE, "first day it no longer runs"),
    _c("monthly_amount", T.MONEY, "monthly recurring revenue in the workspace's currency"),
    _c("plan", T.TEXT, "plan or tier"),
    _c("seats", T.INTEGER, "seats"),
    _c("billing_frequency", T.TEXT, "monthly, annual, …"),
    _c("is_trial", T.BOOLEAN, "a trial"),
    _c("auto_renews", T.BOOLEAN, "renews by itself"),
)
_OPPORTUNITY = (
    _c("opportunity_key", T.TEXT, "key of the deal", True),
    _c("stage", T.TEXT, "stage as the source names it", True),
    _c("outcome", T.TEXT, "won, lost or open", True),
    _c("opened_on", T.DATE, "opened"),
    _c("closed_on", T.DATE, "won or lost"),
    _c("amount", T.MONEY, "value in the workspace's currency"),
    _c("product", T.TEXT, "product"),
    _c("owner", T.TEXT, "who sells"),
)
_ENGAGEMENT = (
    _c("contact_key", T.TEXT, "opaque key of the person"),
    _c("kind", T.TEXT, "web, product, support or event", True),
    _c("name", T.TEXT, "page, feature, subject"),
    _c("occurred_at", T.TIME, "when", True),
    _c("occurred_on", T.DATE, "day", True),
    _c("count", T.INTEGER, "how many; 1 when the source does not say", True),
    _c("duration_seconds", T.NUMBER, "how long"),
    _c("error_count", T.INTEGER, "errors met"),
    _c("priority", T.TEXT, "priority of a support case"),
    _c("score", T.NUMBER, "satisfaction"),
    _c("resolution_hours", T.NUMBER, "hours to the solution"),
)
_TOUCH = (
    _c("contact_key", T.TEXT, "opaque key of the person"),
    _c("campaign", T.TEXT, "campaign", True),
    _c("channel", T.TEXT, "channel"),
    _c("kind", T.TEXT, "sent, opened, clicked, responded"),
    _c("occurred_at", T.TIME, "when", True),
    _c("occurred_on", T.DATE, "day", True),
    _c("responded", T.BOOLEAN, "answered"),
)
_ANSWER = (
    _c("contact_key", T.TEXT, "opaque key of the person"),
    _c("survey", T.TEXT, "survey"),
    _c("question", T.TEXT, "question or topic", True),
    _c("answer", T.TEXT, "answer in words"),
    _c("score", T.NUMBER, "answer as a number"),
    _c("answered_on", T.DATE, "day"),
)
_TECHNOLOGY = (
    _c("technology", T.TEXT, "technology", True),
    _c("category", T.TEXT, "what it is for"),
    _c("since", T.DATE, "in use since"),
    _c("until", T.DATE, "in use until"),
)
_CONTACT = (
    _c("contact_key", T.TEXT, "opaque key of the person", True),
    _c("seniority", T.TEXT, "C-level, VP, director, manager, staff"),
    _c("job_function", T.TEXT, "finance, IT, marketing, …"),
    _c("country", T.TEXT, "country, ISO 3166-1 alpha-2"),
    _c("has_email", T.BOOLEAN, "a valid e-mail address is known", True),
    _c("has_phone", T.BOOLEAN, "a valid phone number is known", True),
    _c("email_consent", T.BOOLEAN, "agreed to e-mail; unknown when nobody said", False),
    _c("created_on", T.DATE, "first known on"),
)


def _hub(table: Table, row: str, columns: tuple[Column, ...], account: bool = True) -> TableSchema:
    keyed = (_ACCOUNT_KEY,) if account else ()
    return TableSchema(table, row, _SOURCE + keyed + columns)


def _of_account(table: Table, row: str, columns: tuple[Column, ...]) -> TableSchema:
    return TableSchema(table, row, (_ACCOUNT_ID, *columns))


_ORDER_LINE = (
    _c("order_key", T.TEXT, "key of the order", True),
    _c("ordered_at", T.TIME, "when it was ordered", True),
    _c("product", T.TEXT, "product key"),
    _c("product_name", T.TEXT, "product in words"),
    _c("kind", T.TEXT, "sale or return", True),
    _c("quantity", T.NUMBER, "pieces; below 0 for returns", True),
    _c("list_amount", T.MONEY, "before discount", True),
    _c("amount", T.MONEY, "after discount", True),
    _c("cost_amount", T.MONEY, "what the goods cost us"),
)

_REJECTED = (
    _c("source", T.TEXT, "source", True),
    _c("file", T.TEXT, "file or table it stands in"),
    _c("line", T.INTEGER, "row number there, counted from 1"),
    _c("target", T.TEXT, "standard table it was meant for"),
    _c("rule", T.TEXT, "rule that it breaks", True),
    _c("field", T.TEXT, "field that breaks it"),
    _c("value", T.TEXT, "value that breaks it; absent when it is personal"),
    _c("reason", T.TEXT, "why, in words", True),
    _c("effect", T.TEXT, "row: the row is set aside; value: only the value is", True),
)

_SCHEMAS = (
    # ---- sources -----------------------------------------------------------------------------
    TableSchema(Table.UNREADABLE, "a row that could not even be read", _REJECTED),
    # ---- hub ---------------------------------------------------------------------------------
    _hub(
        Table.ACCOUNT_RECORDS,
        "what one record says about a company",
        (
            _c("updated_at", T.TIME, "when the source last changed the row"),
            _c("parent_key", T.TEXT, "key of the parent company"),
            *_COMPANY,
        ),
    ),
    _hub(
        Table.ATTRIBUTE_RECORDS,
        "a further fact about a company that has no field of its own",
        (
            _c("attribute", T.TEXT, "name of the fact", True),
            _c("value", T.TEXT, "value as the source gives it", True),
        ),
    ),
    _hub(Table.CONTACT_RECORDS, "a person at a company, without personal data", _CONTACT),
    _hub(Table.ORDERS, "an order, cancellation or return", _ORDER),
    _hub(Table.ORDER_LINES, "a line of an order", _ORDER_LINE),
    _hub(Table.INVOICES, "an invoice and its payment", _INVOICE),
    _hub(Table.SUBSCRIPTIONS, "a period of a contract", _SUBSCRIPTION),
    _hub(Table.OPPORTUNITIES, "a deal", _OPPORTUNITY),
    _hub(Table.ENGAGEMENTS, "a use of website or product, or a support case", _ENGAGEMENT),
    _hub(Table.CAMPAIGN_TOUCHES, "a message that reached someone, or an answer", _TOUCH),
    _hub(Table.SURVEY_ANSWERS, "an answer to a question", _ANSWER),
    _hub(Table.TECHNOLOGIES, "a technology in use", _TECHNOLOGY),
    _hub(
        Table.CAMPAIGNS,
        "a campaign",
        (
            _c("campaign", T.TEXT, "campaign", True),
            _c("name", T.TEXT, "name"),
            _c("channel", T.TEXT, "channel"),
            _c("started_on", T.DATE, "first day"),
            _c("ended_on", T.DATE, "last day"),
            _c("cost", T.MONEY, "what it cost, in the workspace's currency"),
        ),
        account=False,
    ),
    _hub(
        Table.COSTS,
        "a cost",
        (
            _c("kind", T.TEXT, "marketing, sales, service, segmentation"),
            _c("channel", T.TEXT, "channel"),
            _c("campaign", T.TEXT, "campaign"),
            _c("segment", T.TEXT, "segment it is booked on"),
            _c("started_on", T.DATE, "first day", True),
            _c("ended_on", T.DATE, "last day"),
            _c("amount", T.MONEY, "in the workspace's currency", True),
        ),
    ),
    _hub(
        Table.CONSENTS,
        "a consent given or withdrawn",
        (
            _c("contact_key", T.TEXT, "opaque key of the person"),
            _c("purpose", T.TEXT, "what for"),
            _c("channel", T.TEXT, "channel"),
            _c("granted", T.BOOLEAN, "given, or withdrawn", True),
            _c("occurred_at", T.TIME, "when"),
        ),
    ),
    TableSchema(Table.REJECTED, "a row set aside, or a value not understood", _REJECTED),
    TableSchema(
        Table.DATA_QUALITY,
        "a figure about one field of one source",
        (
            _c("source", T.TEXT, "source", True),
            _c("target", T.TEXT, "standard table", True),
            _c("field", T.TEXT, "field; absent for figures of the whole table"),
            _c("measure", T.TEXT, "rows, completeness, validity, duplicates, freshness", True),
            _c("part", T.INTEGER, "rows that have it"),
            _c("whole", T.INTEGER, "rows looked at"),
            _c("value", T.NUMBER, "share, or days for freshness"),
            _c("reason", T.TEXT, "why there is no value"),
        ),
    ),
    # ---- profiles ----------------------------------------------------------------------------
    TableSchema(
        Table.IDENTITY,
        "which account a source's key belongs to",
        (
            _c("account_key", T.TEXT, "key of the company in its source", True),
            _ACCOUNT_ID,
            _c("evidence", T.TEXT, "why it belongs there", True),
        ),
    ),
    TableSchema(
        Table.IDENTITY_EVENTS,
        "something that happened to an account's identity",
        (
            _ACCOUNT_ID,
            _c("event", T.TEXT, "minted, merged or split", True),
            _c("other_id", T.TEXT, "the account it went into, or came from"),
            _c("as_of", T.DATE, "date of the data", True),
            _c("evidence", T.TEXT, "why", True),
        ),
    ),
    TableSchema(
        Table.ACCOUNT_TREE,
        "an account's place among parents and subsidiaries",
        (
            _ACCOUNT_ID,
            _c("parent_id", T.TEXT, "the parent account"),
            _c("ultimate_id", T.TEXT, "the topmost account; itself without a parent", True),
            _c("level", T.INTEGER, "steps below the topmost account", True),
        ),
    ),
    TableSchema(
        Table.PROFILES,
        "an account as all sources together know it",
        (
            _ACCOUNT_ID,
            _c("label", T.TEXT, "what to call it: the name, or a source key without one", True),
            *_COMPANY,
            _c("sources", T.INTEGER, "sources that know it", True),
            _c("records", T.INTEGER, "records that know it", True),
            _c("excluded", T.TEXT, "why it stays out of segments: competitor, partner, test, …"),
        ),
    ),
    TableSchema(
        Table.ATTRIBUTES,
        "a further fact about an account",
        (
            _ACCOUNT_ID,
            _c("attribute", T.TEXT, "name of the fact", True),
            _c("value", T.TEXT, "value", True),
        ),
    ),
    TableSchema(
        Table.LINEAGE,
        "where a value of a profile comes from",
        (
            _ACCOUNT_ID,
            _c("field", T.TEXT, "field of the profile", True),
            _c("value", T.TEXT, "the value that won", True),
            _c("source", T.TEXT, "source it came from", True),
            _c("line", T.INTEGER, "row number there", True),
            _c("rule", T.TEXT, "why it won", True),
            _c("losers", T.TEXT, "other values, with their sources"),
        ),
    ),
    _of_account(Table.ACCOUNT_CONTACTS, "a person at an account", _CONTACT),
    _of_account(Table.ACCOUNT_ORDERS, "an order of an account", _ORDER),
    _of_account(Table.ACCOUNT_INVOICES, "an invoice to an account", _INVOICE),
    _of_account(Table.ACCOUNT_SUBSCRIPTIONS, "a contract period of an account", _SUBSCRIPTION),
    _of_account(Table.ACCOUNT_OPPORTUNITIES, "a deal with an account", _OPPORTUNITY),
    _of_account(Table.ACCOUNT_ENGAGEMENTS, "an engagement of an account", _ENGAGEMENT),
    _of_account(Table.ACCOUNT_TOUCHES, "a campaign touch of an account", _TOUCH),
    _of_account(Table.ACCOUNT_ANSWERS, "a survey answer of an account", _ANSWER),
    _of_account(Table.ACCOUNT_TECHNOLOGIES, "a technology at an account", _TECHNOLOGY),
    # ---- variables ---------------------------------------------------------------------------
    TableSchema(
        Table.VARIABLE_VALUES,
        "an account with one column per variable",
        (
            _ACCOUNT_ID,
            _c("label", T.TEXT, "what to call the account", True),
            _c("excluded", T.TEXT, "why it stays out of segments"),
        ),
        open_ended=True,
    ),
    TableSchema(
        Table.VARIABLE_FACTS,
        "what is known about a variable",
        (
            _c("variable", T.TEXT, "name", True),
            _c("label", T.TEXT, "name for people", True),
            _c("group", T.TEXT, "group", True),
            _c("type", T.TEXT, "type", True),
            _c("unit", T.TEXT, "unit"),
            _c("meaning", T.TEXT, "meaning", True),
            _c("expression", T.TEXT, "how it is computed; empty: a field of the profile"),
            _c("in_words", T.TEXT, "the same as a sentence"),
            _c("reads", T.TEXT, "tables it is computed from, the variables in between included"),
            _c("relevance", T.TEXT, "textbook relevance"),
            _c("accounts", T.INTEGER, "accounts looked at", True),
            _c("known", T.INTEGER, "accounts with a value", True),
            _c("coverage", T.NUMBER, "known / accounts"),
            _c("distinct_values", T.INTEGER, "different values", True),
            _c("variation", T.NUMBER, "0 all alike … 1 all different (normalised entropy)"),
            _c("outcome", T.TEXT, "outcome that the relevance is measured against"),
            _c("measured_relevance", T.NUMBER, "share of the outcome's variance it explains"),
            _c("relevance_low", T.NUMBER, "lower end of the 95 % interval"),
            _c("relevance_high", T.NUMBER, "upper end"),
            _c("relevance_n", T.INTEGER, "accounts in the measurement"),
            _c("reason", T.TEXT, "why there is no figure"),
        ),
    ),
    TableSchema(
        Table.ACCOUNT_MONTHS,
        "what an account did in a month",
        (
            _ACCOUNT_ID,
            _c("month", T.DATE, "first day of the month", True),
            _c("orders", T.INTEGER, "sales", True),
            _c("list_amount", T.MONEY, "sales before discounts", True),
            _c("amount", T.MONEY, "sales after discounts", True),
            _c("returned_amount", T.MONEY, "returns, as a positive amount", True),
            _c("cost_amount", T.MONEY, "cost of the goods sold, where known"),
            _c("monthly_amount", T.MONEY, "recurring revenue on the first day of the month", True),
            _c("engagements", T.INTEGER, "engagements", True),
            _c("touches", T.INTEGER, "campaign touches", True),
            _c("responses", T.INTEGER, "answers to campaigns", True),
        ),
    ),
    # ---- segmentation ------------------------------------------------------------------------
    TableSchema(
        Table.ASSIGNMENTS,
        "an account in a segment, as of the run's date",
        (
            _SEGMENTATION,
            _c("segment", T.TEXT, "name of the segment; empty: looked at, and in none", True),
            _ACCOUNT_ID,
            _c("definition_version", T.TEXT, "version of the segmentation", True),
            _c("reason", T.TEXT, "why it is in there, in words", True),
        ),
    ),
    TableSchema(
        Table.RFM_SCORES,
        "an account's recency, frequency and monetary value",
        (
            _SEGMENTATION,
            _ACCOUNT_ID,
            _c("recency_days", T.INTEGER, "days since the last order", True),
            _c("frequency", T.INTEGER, "orders", True),
            _c("monetary", T.MONEY, "revenue", True),
            _c("r", T.INTEGER, "recency score, 5 is best", True),
            _c("f", T.INTEGER, "frequency score", True),
            _c("m", T.INTEGER, "monetary score", True),
        ),
    ),
    TableSchema(
        Table.CUT_POINTS,
        "where one score ends and the next begins",
        (
            _SEGMENTATION,
            _c("measure", T.TEXT, "measure", True),
            _c("score", T.INTEGER, "score", True),
            _c("lowest", T.NUMBER, "lowest value with this score", True),
            _c("highest", T.NUMBER, "highest value with this score", True),
            _c("accounts", T.INTEGER, "accounts with this score", True),
        ),
    ),
    TableSchema(
        Table.UNDECIDED,
        "a segment's rule, and how many accounts it could not decide",
        (
            _SEGMENTATION,
            _SEGMENT,
            _c("condition", T.TEXT, "the condition", True),
            _c("sentence", T.TEXT, "the condition in words", True),
            _c("accounts", T.INTEGER, "accounts with an unknown value in it", True),
            _c("position", T.INTEGER, "order in which the segmentation names it", True),
        ),
    ),
    # ---- segments ----------------------------------------------------------------------------
    TableSchema(
        Table.MEMBERSHIPS,
        "an account in a segment over time",
        (
            _SEGMENTATION,
            _SEGMENT,
            _ACCOUNT_ID,
            _c("definition_version", T.TEXT, "version of the segmentation", True),
            _c("valid_from", T.DATE, "date of the data it was first seen in there", True),
            _c("valid_to", T.DATE, "date of the data it was no longer; empty while it is"),
            _c("reason", T.TEXT, "why it is in there, in words", True),
        ),
    ),
    TableSchema(
        Table.SEGMENT_STATS,
        "the figures of a segment",
        (
            _SEGMENTATION,
            _SEGMENT,
            _c("position", T.INTEGER, "order in which the segmentation names it", True),
            _c("method", T.TEXT, "method", True),
            _c("rule", T.TEXT, "the rule in words", True),
            _c("accounts", T.INTEGER, "members", True),
            _c("account_share", T.NUMBER, "members / accounts in scope", True),
            _c(
                "measure",
                T.TEXT,
                "variable that revenue means here: net_revenue, "
                "monthly_amount or won_amount; empty: no source gives any",
            ),
            _c("revenue", T.MONEY, "value of the members by the measure"),
            _c("revenue_share", T.NUMBER, "their share of the value of all accounts looked at"),
            _c("reachable", T.INTEGER, "members that may be contacted", True),
            _c("median_revenue", T.NUMBER, "median value of a member"),
            _c("joined", T.INTEGER, "members that were not in it on the last date before"),
            _c("left", T.INTEGER, "members of the last date before that left"),
        ),
    ),
    TableSchema(
        Table.SEGMENT_DIFFERENCES,
        "what makes a segment differ from the rest",
        (
            _SEGMENTATION,
            _SEGMENT,
            _c("variable", T.TEXT, "variable", True),
            _c("level", T.TEXT, "value, for variables in words"),
            _c("inside", T.NUMBER, "mean, or share with the value, inside the segment", True),
            _c("outside", T.NUMBER, "the same in the rest", True),
            _c("effect", T.NUMBER, "difference in standard deviations", True),
            _c("effect_low", T.NUMBER, "lower end of the 95 % interval"),
            _c("effect_high", T.NUMBER, "upper end"),
            _c("n_inside", T.INTEGER, "members with a value", True),
            _c("n_outside", T.INTEGER, "others with a value", True),
            _c("rank", T.INTEGER, "1 is the strongest", True),
            _c("defines", T.BOOLEAN, "the segmentation is made by this variable"),
        ),
    ),
    TableSchema(
        Table.SEGMENT_OVERLAPS,
        "accounts in two segments of two segmentations",
        (
            _c("segmentation_a", T.TEXT, "first segmentation", True),
            _c("segment_a", T.TEXT, "segment of it", True),
            _c("segmentation_b", T.TEXT, "second segmentation", True),
            _c("segment_b", T.TEXT, "segment of it", True),
            _c("accounts", T.INTEGER, "accounts in both", True),
            _c("share_of_a", T.NUMBER, "of the first segment", True),
            _c("share_of_b", T.NUMBER, "of the second segment", True),
            _c("jaccard", T.NUMBER, "accounts in both / in either", True),
        ),
    ),
    TableSchema(
        Table.SEGMENT_MONTHS,
        "what today's members did in a month",
        (
            _SEGMENTATION,
            _SEGMENT,
            _c("month", T.DATE, "first day of the month", True),
            _c(
                "amount",
                T.MONEY,
                "value by the measure: sales less returns, recurring revenue "
                "on the first day of the month, or deals won",
                True,
            ),
            _c("orders", T.INTEGER, "sales, contract customers or deals won", True),
            _c("buyers", T.INTEGER, "members that bought, or had a contract", True),
        ),
    ),
    TableSchema(
        Table.WARNINGS,
        "something to look at",
        (
            _c("code", T.TEXT, "kind of warning", True),
            _c("subject", T.TEXT, "what it is about", True),
            _c("message", T.TEXT, "what, and what to do", True),
            _c("value", T.NUMBER, "the figure that raised it"),
            _c("limit", T.NUMBER, "the limit it passed"),
        ),
    ),
    # ---- variables, learnt -------------------------------------------------------------------
    TableSchema(
        Table.IDEAL_CUSTOMERS,
        "what sets the best customers apart: points for one value of one variable",
        (
            _c("name", T.TEXT, "the ideal customer profile", True),
            _c("variable", T.TEXT, "variable; absent: points that every account starts with"),
            _c("level", T.TEXT, "value or range of it"),
            _c("lowest", T.NUMBER, "lower end of a range, included"),
            _c("highest", T.NUMBER, "upper end of a range, not included"),
            _c("points", T.NUMBER, "points an account gets for it; absent: it does not count"),
            _c("origin", T.TEXT, "learnt, or written by hand", True),
            _c("share_of_best", T.NUMBER, "share of the best customers with it"),
            _c("share_of_rest", T.NUMBER, "share of the other customers with it"),
            _c(
                "lift", T.NUMBER, "share of best / share of rest, drawn towards 1 where few have it"
            ),
            _c("lift_low", T.NUMBER, "lower end of the 95 % interval"),
            _c("lift_high", T.NUMBER, "upper end"),
            _c("n_best", T.INTEGER, "best customers with a known value"),
            _c("n_rest", T.INTEGER, "other customers with a known value"),
            _c("reason", T.TEXT, "why there are no points"),
        ),
    ),
    # ---- strategies --------------------------------------------------------------------------
    TableSchema(
        Table.STRATEGIES,
        "a segment and what is done for it; nobody acts on a segment without a strategy",
        (
            _SEGMENTATION,
            _SEGMENT,
            _c("strategy", T.TEXT, "name of the strategy; absent: nobody acts on this segment"),
            _c("title", T.TEXT, "name for people"),
            _c("status", T.TEXT, "draft, approved, running, paused, done"),
            _c("objective", T.TEXT, "what it is to reach"),
            _c("kpi", T.TEXT, "KPI that tells"),
            _c("target", T.NUMBER, "value to reach"),
            _c("by", T.DATE, "day it is to be reached"),
            _c("message", T.TEXT, "what the segment is told"),
            _c("channels", T.TEXT, "how, separated by commas"),
            _c("offer", T.TEXT, "what it is offered"),
            _c("service_level", T.TEXT, "how it is served"),
            _c("owner", T.TEXT, "who answers for it"),
            _c("budget", T.MONEY, "what it may cost"),
            _c("start", T.DATE, "first day"),
            _c("end", T.DATE, "last day"),
            _c("notes", T.TEXT, "anything else"),
            _c("template", T.TEXT, "template that fills it, or proposes it"),
            _c("accounts", T.INTEGER, "members of the segment; absent: the segment is gone"),
            _c("is_template", T.BOOLEAN, "only proposed by a template, not yet taken", True),
            _c("problem", T.TEXT, "what keeps it from being of use, and what to do"),
        ),
    ),
    # ---- kpis --------------------------------------------------------------------------------
    TableSchema(
        Table.KPI_VALUES,
        "a KPI of a segment in a period: of a cohort, segmentation, segment and span; rows with a "
        "campaign tell a part of what the row without says",
        (
            _c("kpi", T.TEXT, "name of the KPI", True),
            _c("label", T.TEXT, "name for people", True),
            _c("campaign", T.TEXT, "campaign, of KPIs told by campaign; empty: all", True),
            _c("cohort", T.TEXT, "today: today's members; fixed: members of a day", True),
            _c("cohort_on", T.DATE, "that day", True),
            _c("segmentation", T.TEXT, "segmentation; empty: all accounts", True),
            _c("segment", T.TEXT, "segment; empty: all accounts", True),
            _c("span", T.TEXT, "month, or year: the twelve months up to the date", True),
            _c("period_start", T.DATE, "first day of the period", True),
            _c("period_end", T.DATE, "first day after it", True),
            _c("value", T.NUMBER, "the figure; absent when it cannot be known"),
            _c("low", T.NUMBER, "lower end of the 95 % interval"),
            _c("high", T.NUMBER, "upper end"),
            _c("numerator", T.NUMBER, "what is divided"),
            _c("denominator", T.NUMBER, "by what"),
            _c("n", T.INTEGER, "accounts, or events, that it rests on"),
            _c("unit", T.TEXT, "currency, share, ratio, count, days, points", True),
            _c("better", T.TEXT, "higher or lower", True),
            _c("formula", T.TEXT, "how it is computed, in words", True),
            _c("basis", T.TEXT, "definition of active, booking and allocation of costs"),
            _c("reason", T.TEXT, "why there is no value"),
        ),
    ),
    TableSchema(
        Table.OBJECTIVES,
        "an objective or a strategy's target, and where it stands",
        (
            _c("name", T.TEXT, "objective or strategy", True),
            _c("kind", T.TEXT, "objective or strategy", True),
            _c("title", T.TEXT, "name for people", True),
            _c("kpi", T.TEXT, "KPI", True),
            _c("segmentation", T.TEXT, "segmentation; empty: all accounts", True),
            _c("segment", T.TEXT, "segment; empty: all accounts", True),
            _c("target", T.NUMBER, "value to reach", True),
            _c("by", T.DATE, "day it is to be reached"),
            _c("value", T.NUMBER, "value now"),
            _c("low", T.NUMBER, "lower end of its interval"),
            _c("high", T.NUMBER, "upper end"),
            _c("before", T.NUMBER, "value a year before"),
            _c("trend", T.TEXT, "rising, falling or steady"),
            _c("state", T.TEXT, "reached, on the way, behind, missed or unknown", True),
            _c("reason", T.TEXT, "why it is not known"),
        ),
    ),
    # ---- roi ---------------------------------------------------------------------------------
    TableSchema(
        Table.LAUNCH_EFFECTS,
        "a KPI before and after a launch, on the members of the launch's day",
        (
            _c("launch", T.TEXT, "the launch", True),
            _c("segmentation", T.TEXT, "segmentation", True),
            _c("segment", T.TEXT, "segment; empty: all that are acted on", True),
            _c("kpi", T.TEXT, "name of the KPI", True),
            _c("label", T.TEXT, "name for people", True),
            _c("unit", T.TEXT, "currency, share, ratio, count, days, points", True),
            _c("better", T.TEXT, "higher or lower", True),
            _c("before", T.NUMBER, "before the launch"),
            _c("during", T.NUMBER, "while it was put in place"),
            _c("after", T.NUMBER, "after it"),
            _c("change", T.NUMBER, "after - before"),
            _c("change_low", T.NUMBER, "lower end of the 95 % interval"),
            _c("change_high", T.NUMBER, "upper end"),
            _c("relative_change", T.NUMBER, "change / before"),
            _c("is_improvement", T.BOOLEAN, "whether it changed for the better"),
            _c("overall_before", T.NUMBER, "all accounts before the launch"),
            _c("overall_after", T.NUMBER, "all accounts after it"),
            _c("n", T.INTEGER, "accounts in the cohort", True),
            _c("words", T.TEXT, "the change in a sentence", True),
            _c("reason", T.TEXT, "why there is no figure"),
        ),
    ),
    TableSchema(
        Table.LAUNCH_RETURNS,
        "what a launch brought for a segment",
        (
            _c("launch", T.TEXT, "the launch", True),
            _c("title", T.TEXT, "name for people", True),
            _c("segmentation", T.TEXT, "segmentation", True),
            _c("segment", T.TEXT, "segment; empty: all that are acted on", True),
            _c("launched_on", T.DATE, "day it began", True),
            _c("cohort_on", T.DATE, "day whose members are followed", True),
            _c("customers", T.INTEGER, "members of that day that are followed"),
            _c("before_start", T.DATE, "first day of the months before"),
            _c("before_end", T.DATE, "first day after them"),
            _c("after_start", T.DATE, "first day of the months after"),
            _c("after_end", T.DATE, "first day after them"),
            _c("average_before", T.NUMBER, "average revenue of a member before, of a year"),
            _c("average_after", T.NUMBER, "the same after, over as many months"),
            _c("incremental_revenue", T.NUMBER, "(after - before) x customers"),
            _c("incremental_low", T.NUMBER, "lower end of the 95 % interval"),
            _c("incremental_high", T.NUMBER, "upper end"),
            _c("cost", T.MONEY, "cost of the segmentation"),
            _c("cost_basis", T.TEXT, "where the cost comes from, and how it is shared out"),
            _c("roi", T.NUMBER, "(incremental revenue - cost) / cost"),
            _c("roi_low", T.NUMBER, "lower end of the interval"),
            _c("roi_high", T.NUMBER, "upper end"),
            _c("others", T.INTEGER, "accounts that the launch does not act on"),
            _c("others_change", T.NUMBER, "relative change of their average revenue"),
            _c(
                "beside_others",
                T.NUMBER,
                "incremental revenue beyond that change: difference in differences, a hint",
            ),
            _c("beside_others_low", T.NUMBER, "lower end of its interval"),
            _c("beside_others_high", T.NUMBER, "upper end"),
            _c("months", T.INTEGER, "months compared on each side", True),
            _c("caution", T.TEXT, "what the figure cannot say, one sentence a line", True),
            _c("reason", T.TEXT, "why there is no figure"),
        ),
    ),
    # ---- review ------------------------------------------------------------------------------
    TableSchema(
        Table.SEGMENT_MOVES,
        "accounts that went from one segment to another since the run before",
        (
            _SEGMENTATION,
            _c("from_segment", T.TEXT, "segment before; empty: in none", True),
            _c("to_segment", T.TEXT, "segment now; empty: in none", True),
            _c("since", T.DATE, "last date on which any member had changed before", True),
            _c("accounts", T.INTEGER, "accounts", True),
            _c("revenue", T.MONEY, "their value by the segment's measure"),
            _c("share", T.NUMBER, "of the members before"),
        ),
    ),
    TableSchema(
        Table.REVIEW_FINDINGS,
        "something a review should decide on",
        (
            _c("finding", T.TEXT, "stable name, to decide on it", True),
            _SEGMENTATION,
            _SEGMENT,
            _c("kind", T.TEXT, "performance, size, drift, difference, strategy, data", True),
            _c("proposal", T.TEXT, "keep, merge, split, retire, re-target, act", True),
            _c("other_segment", T.TEXT, "segment to merge with"),
            _c("message", T.TEXT, "what was seen, and what to do", True),
            _c("accounts", T.INTEGER, "accounts it touches"),
            _c("value", T.NUMBER, "the figure that raised it"),
            _c("limit", T.NUMBER, "the limit it passed"),
            _c("severity", T.INTEGER, "1 is the most urgent", True),
        ),
    ),
)

SCHEMAS: dict[Table, TableSchema] = {schema.table: schema for schema in _SCHEMAS}
"""The columns of every table but the records, which are kept as they came."""
