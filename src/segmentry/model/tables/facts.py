"""What a record says of a company or an event: the same columns before and after identity."""

from segmentry.model.tables.schema import column
from segmentry.model.types import ColumnType as T

COMPANY = (
    column("name", T.TEXT, "name of the company"),
    column("name_key", T.TEXT, "name without legal form, folded for comparison"),
    column("legal_form", T.TEXT, "legal form, for instance GmbH, Ltd, Inc"),
    column("registration_id", T.TEXT, "VAT, LEI, EIN, DUNS or register number, compact"),
    column("domain", T.TEXT, "registrable web domain; never a free-mail provider"),
    column("phone", T.TEXT, "switchboard, E.164"),
    column("phone_key", T.TEXT, "phone for comparison; local digits where the area is not known"),
    column("street", T.TEXT, "street and number"),
    column("street_key", T.TEXT, "street and number, folded and shortened for comparison"),
    column("postal_code", T.TEXT, "postal code"),
    column("city", T.TEXT, "city"),
    column("region", T.TEXT, "state, province or region"),
    column("country", T.TEXT, "country, ISO 3166-1 alpha-2"),
    column("employees_from", T.INTEGER, "employees, lower end of what the source says"),
    column("employees_to", T.INTEGER, "employees, upper end"),
    column("employees", T.INTEGER, "employees: the figure, or the middle of the range"),
    column("annual_revenue", T.MONEY, "annual revenue in the workspace's currency"),
    column("market_capitalisation", T.MONEY, "market capitalisation in the workspace's currency"),
    column("founded_year", T.INTEGER, "year of foundation"),
    column("industry", T.TEXT, "industry in words"),
    column("industry_scheme", T.TEXT, "scheme of the code: naics, sic, nace or isic"),
    column("industry_code", T.TEXT, "industry code as given"),
    column(
        "industry_isic", T.TEXT, "the same industry as ISIC Rev. 4, as far as the crosswalk goes"
    ),
    column(
        "industry_group", T.TEXT, "financial services, healthcare, retail, technology, … or none"
    ),
    column("organisation_structure", T.TEXT, "hierarchical, flat or matrix"),
    column("business_model", T.TEXT, "subscription, licence, project-based, …"),
    column("technology_adoption", T.TEXT, "innovator to laggard"),
    column("stage", T.TEXT, "prospect, lead, opportunity, customer, lapsed, lost"),
    column("relation", T.TEXT, "customer, partner, competitor, test, …"),
    column("payment_terms_days", T.INTEGER, "agreed days to pay"),
    column("do_not_contact", T.BOOLEAN, "may not be contacted"),
    column("created_on", T.DATE, "first known on"),
)

ORDER = (
    column("order_key", T.TEXT, "key of the order", True),
    column("ordered_at", T.TIME, "when it was ordered", True),
    column("ordered_on", T.DATE, "day it was ordered", True),
    column("kind", T.TEXT, "sale, return, or cancelled before it was delivered", True),
    column("list_amount", T.MONEY, "before discounts; below 0 for returns"),
    column("amount", T.MONEY, "after discounts; below 0 for returns; empty when it is not known"),
    column("cost_amount", T.MONEY, "what the goods cost us"),
    column("units", T.NUMBER, "pieces"),
    column("lines", T.INTEGER, "lines"),
    column("channel", T.TEXT, "channel"),
    column("payment_terms_days", T.INTEGER, "agreed days to pay"),
)
INVOICE = (
    column("invoice_key", T.TEXT, "key of the invoice", True),
    column("issued_on", T.DATE, "day of the invoice", True),
    column("due_on", T.DATE, "day it is due"),
    column("paid_on", T.DATE, "day it was paid"),
    column("amount", T.MONEY, "amount in the workspace's currency"),
)
SUBSCRIPTION = (
    column("subscription_key", T.TEXT, "key of the subscription"),
    column("started_on", T.DATE, "first day", True),
    column("ended_on", T.DATE, "first day it no longer runs"),
    column("monthly_amount", T.MONEY, "monthly recurring revenue in the workspace's currency"),
    column("plan", T.TEXT, "plan or tier"),
    column("seats", T.INTEGER, "seats"),
    column("billing_frequency", T.TEXT, "monthly, annual, …"),
    column("is_trial", T.BOOLEAN, "a trial"),
    column("auto_renews", T.BOOLEAN, "renews by itself"),
)
OPPORTUNITY = (
    column("opportunity_key", T.TEXT, "key of the deal", True),
    column("stage", T.TEXT, "stage as the source names it", True),
    column("outcome", T.TEXT, "won, lost or open", True),
    column("opened_on", T.DATE, "opened"),
    column("closed_on", T.DATE, "won or lost"),
    column("amount", T.MONEY, "value in the workspace's currency"),
    column("product", T.TEXT, "product"),
    column("owner", T.TEXT, "who sells"),
)
ENGAGEMENT = (
    column("contact_key", T.TEXT, "opaque key of the person"),
    column("kind", T.TEXT, "web, product, support or event", True),
    column("name", T.TEXT, "page, feature, subject"),
    column("occurred_at", T.TIME, "when", True),
    column("occurred_on", T.DATE, "day", True),
    column("count", T.INTEGER, "how many; 1 when the source does not say", True),
    column("duration_seconds", T.NUMBER, "how long"),
    column("error_count", T.INTEGER, "errors met"),
    column("priority", T.TEXT, "priority of a support case"),
    column("score", T.NUMBER, "satisfaction"),
    column("resolution_hours", T.NUMBER, "hours to the solution"),
)
TOUCH = (
    column("contact_key", T.TEXT, "opaque key of the person"),
    column("campaign", T.TEXT, "campaign", True),
    column("channel", T.TEXT, "channel"),
    column("kind", T.TEXT, "sent, opened, clicked, responded"),
    column("occurred_at", T.TIME, "when", True),
    column("occurred_on", T.DATE, "day", True),
    column("responded", T.BOOLEAN, "answered"),
)
ANSWER = (
    column("contact_key", T.TEXT, "opaque key of the person"),
    column("survey", T.TEXT, "survey"),
    column("question", T.TEXT, "question or topic", True),
    column("answer", T.TEXT, "answer in words"),
    column("score", T.NUMBER, "answer as a number"),
    column("answered_on", T.DATE, "day"),
)
TECHNOLOGY = (
    column("technology", T.TEXT, "technology", True),
    column("category", T.TEXT, "what it is for"),
    column("since", T.DATE, "in use since"),
    column("until", T.DATE, "in use until"),
)
CONTACT = (
    column("contact_key", T.TEXT, "opaque key of the person", True),
    column("seniority", T.TEXT, "C-level, VP, director, manager, staff"),
    column("job_function", T.TEXT, "finance, IT, marketing, …"),
    column("country", T.TEXT, "country, ISO 3166-1 alpha-2"),
    column("has_email", T.BOOLEAN, "a valid e-mail address is known", True),
    column("has_phone", T.BOOLEAN, "a valid phone number is known", True),
    column("email_consent", T.BOOLEAN, "agreed to e-mail; unknown when nobody said", False),
    column("created_on", T.DATE, "first known on"),
)


ORDER_LINE = (
    column("order_key", T.TEXT, "key of the order", True),
    column("ordered_at", T.TIME, "when it was ordered", True),
    column("product", T.TEXT, "product key"),
    column("product_name", T.TEXT, "product in words"),
    column("kind", T.TEXT, "sale or return", True),
    column("quantity", T.NUMBER, "pieces; below 0 for returns", True),
    column("list_amount", T.MONEY, "before discount", True),
    column("amount", T.MONEY, "after discount", True),
    column("cost_amount", T.MONEY, "what the goods cost us"),
)

REJECTED = (
    column("source", T.TEXT, "source", True),
    column("file", T.TEXT, "file or table it stands in"),
    column("line", T.INTEGER, "row number there, counted from 1"),
    column("target", T.TEXT, "standard table it was meant for"),
    column("rule", T.TEXT, "rule that it breaks", True),
    column("field", T.TEXT, "field that breaks it"),
    column("value", T.TEXT, "value that breaks it; absent when it is personal"),
    column("reason", T.TEXT, "why, in words", True),
    column("effect", T.TEXT, "row: the row is set aside; value: only the value is", True),
)
