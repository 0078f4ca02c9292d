"""The hub's standard tables, as a source fills them."""

from dataclasses import dataclass

from segmentry.model.fields import Field
from segmentry.model.fields import FieldKind as Kind


@dataclass(frozen=True)
class StandardTable:
    """A table that a source can fill: one row is one `row`, identified by the field `key`."""

    name: str
    row: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.required)

    @property
    def event_date(self) -> str | None:
        """The field that says when the row happened; decides the newest date of the data."""
        names = {f.name for f in self.fields}
        return next((n for n in _EVENT_DATES if n in names), None)


_EVENT_DATES = ("ordered_at", "occurred_at", "answered_at", "opened_on", "started_on", "issued_on")


def _key(meaning: str, *synonyms: str, required: bool = True) -> Field:
    return Field("key", Kind.KEY, meaning, required=required, synonyms=synonyms)


def _account(*, required: bool) -> Field:
    return Field(
        "account", Kind.KEY, "key of the company it belongs to", required=required,
        refers_to="accounts",
        synonyms=("customer id", "customerid", "account id", "accountid", "company id",
                  "customer", "account", "customer key", "customer number", "customer no",
                  "client id", "buyer id", "company", "account name", "customer name",
                  "client", "associated company", "company name"),
    )  # fmt: skip


def _contact() -> Field:
    return Field(
        "contact", Kind.KEY, "key of the person it belongs to", refers_to="contacts",
        synonyms=("contact id", "contactid", "person id", "lead id", "respondent id"),
    )  # fmt: skip


_CURRENCY = Field(
    "currency", Kind.CURRENCY, "currency of the amounts; the workspace's when absent",
    synonyms=("currency", "currency code", "currency iso code", "currencyisocode", "ccy"),
)  # fmt: skip
_UPDATED = Field(
    "updated_at", Kind.TIME, "when the source last changed the row",
    synonyms=("updated at", "last modified", "lastmodifieddate", "last modified date",
              "modified", "systemmodstamp", "last updated", "updated"),
)  # fmt: skip

ACCOUNTS = StandardTable("accounts", "a company", (
    _key("the source's own key of the company", "account id", "accountid", "customer id",
         "customerid", "company id", "id", "customer number", "client id", "customer key",
         "record id", "account number", "customer no", "account"),
    Field("name", Kind.COMPANY_NAME, "name of the company", synonyms=(
        "company name", "companyname", "account name", "name", "company", "customer name",
        "organisation", "organization", "business name", "legal name", "account", "firm",
        "client name", "customer", "organization name", "employer name")),
    Field("registration_id", Kind.REGISTRATION_ID, "VAT, LEI, EIN, DUNS or register number",
          synonyms=("vat", "vat number", "vat id", "vat no", "lei", "ein", "duns", "duns number",
                    "tax id", "registration number", "company number", "registration id",
                    "ust id", "cvr", "siren")),
    Field("domain", Kind.DOMAIN, "web domain of the company", synonyms=(
        "domain", "website", "web site", "url", "homepage", "web", "company domain",
        "company domain name", "home page", "website url", "internet")),
    Field("email", Kind.EMAIL, "general e-mail address of the company", personal=True,
          synonyms=("email", "e mail", "email address", "billing email")),
    Field("phone", Kind.PHONE, "switchboard", synonyms=(
        "phone", "telephone", "phone number", "tel", "main phone")),
    Field("street", Kind.STREET, "street and number", synonyms=(
        "street", "address", "billing street", "address line 1", "street address", "address1",
        "billingstreet", "street 1", "address 1")),
    Field("postal_code", Kind.POSTAL_CODE, "postal code", synonyms=(
        "postal code", "postalcode", "zip", "zip code", "postcode", "billing postal code",
        "billingpostalcode", "plz")),
    Field("city", Kind.CITY, "city", synonyms=(
        "city", "town", "billing city", "billingcity", "locality", "ort")),
    Field("region", Kind.REGION, "state, province or region", synonyms=(
        "region", "state", "province", "billing state", "billingstate", "state province",
        "state region", "county")),
    Field("country", Kind.COUNTRY, "country of the headquarters", synonyms=(
        "country", "country code", "billing country", "billingcountry", "office location",
        "country region", "land", "nation", "hq country", "country name", "location")),
    Field("employees", Kind.SIZE, "number of employees, or a range of it", synonyms=(
        "employees", "number of employees", "numberofemployees", "employee count", "headcount",
        "company size", "no of employees", "size", "staff", "employee range", "seats employed")),
    Field("annual_revenue", Kind.MONEY_RANGE, "annual revenue, or a range of it", synonyms=(
        "annual revenue", "annualrevenue", "revenue", "turnover", "sales revenue",
        "annual turnover", "revenue range", "revenue usd")),
    Field("revenue_currency", Kind.CURRENCY, "currency of the annual revenue", synonyms=(
        "revenue currency",)),
    Field("market_capitalisation", Kind.MONEY_RANGE, "market capitalisation of a listed company",
          synonyms=("market cap", "market capitalisation", "market capitalization", "marketcap")),
    Field("founded_year", Kind.YEAR, "year the company was founded", synonyms=(
        "founded", "year founded", "year established", "founded year", "established",
        "year started", "yearstarted", "founding year", "year of foundation")),
    Field("industry", Kind.INDUSTRY, "industry: a standard code or words", synonyms=(
        "industry", "sector", "industry code", "naics", "naics code", "sic", "sic code", "nace",
        "nace code", "isic", "branch", "vertical", "industry name", "naicscode", "sub industry",
        "gics sector", "line of business", "siccode", "sector name")),
    Field("organisation_structure", Kind.CATEGORY, "hierarchical, flat or matrix", synonyms=(
        "organisation structure", "organizational structure", "org structure",
        "organisational structure")),
    Field("business_model", Kind.CATEGORY, "subscription, licence, project-based and so on",
          synonyms=("business model", "revenue model", "model")),
    Field("technology_adoption", Kind.CATEGORY, "innovator to laggard", synonyms=(
        "technology adoption", "technology adoption rate", "adopter type", "adopter category",
        "tech adoption")),
    Field("stage", Kind.CATEGORY, "prospect, lead, opportunity, customer, lapsed or lost",
          synonyms=("lifecycle stage", "lifecyclestage", "stage", "account stage",
                    "customer status", "account status", "status")),
    Field("relation", Kind.CATEGORY, "customer, partner, competitor, supplier, test and so on",
          synonyms=("type", "account type", "relation", "relationship", "company type",
                    "record type")),
    Field("payment_terms_days", Kind.INTEGER, "agreed days to pay", synonyms=(
        "payment terms", "payment terms days", "terms days", "net days", "payment days")),
    Field("parent", Kind.KEY, "key of the parent company in the same source",
          refers_to="accounts", synonyms=(
              "parent", "parent account", "parent id", "parentid", "parent account id",
              "parent company", "subsidiary of", "subsidiary_of", "parent company id",
              "ultimate parent", "parent key")),
    Field("do_not_contact", Kind.BOOLEAN, "may not be contacted", synonyms=(
        "do not contact", "donotcontact", "blocked", "no contact", "opted out", "suppress")),
    Field("created_on", Kind.DATE, "when the source first knew the company", synonyms=(
        "created at", "created", "created date", "createddate", "create date", "signup date",
        "customer since", "date created", "created on", "signed up", "registered")),
    _UPDATED,
))  # fmt: skip

CONTACTS = StandardTable("contacts", "a person at a company", (
    _key("the source's own key of the person", "contact id", "contactid", "person id", "id",
         "record id", "lead id", "prospect id", "email"),
    _account(required=False),
    Field("first_name", Kind.PERSON_NAME, "given name", personal=True, synonyms=(
        "first name", "firstname", "given name", "forename", "vorname")),
    Field("last_name", Kind.PERSON_NAME, "family name", personal=True, synonyms=(
        "last name", "lastname", "surname", "family name", "nachname")),
    Field("full_name", Kind.PERSON_NAME, "whole name", personal=True, synonyms=(
        "contact name", "contactname", "full name", "fullname", "name", "contact person")),
    Field("email", Kind.EMAIL, "e-mail address", personal=True, synonyms=(
        "email", "e mail", "email address", "work email", "mail")),
    Field("phone", Kind.PHONE, "phone number", personal=True, synonyms=(
        "phone", "telephone", "mobile", "mobile phone", "phone number", "direct phone",
        "mobilephone")),
    Field("job_title", Kind.JOB_TITLE, "job title; gives seniority and function", personal=True,
          synonyms=("job title", "jobtitle", "title", "position", "role", "contact title",
                    "contacttitle", "function")),
    Field("country", Kind.COUNTRY, "country", synonyms=(
        "country", "mailing country", "country region", "mailingcountry", "country code")),
    Field("email_consent", Kind.BOOLEAN, "agreed to receive e-mail", synonyms=(
        "email consent", "email opt in", "opted in", "marketing consent", "subscribed",
        "newsletter", "opt in", "gdpr consent")),
    Field("email_opt_out", Kind.BOOLEAN, "refused to receive e-mail", synonyms=(
        "email opt out", "hasoptedoutofemail", "opt out", "unsubscribed", "opted out of email",
        "has opted out of email", "do not email")),
    Field("created_on", Kind.DATE, "when the source first knew the person", synonyms=(
        "created at", "created", "created date", "createddate", "create date", "date created")),
    _UPDATED,
))  # fmt: skip

ORDERS = StandardTable("orders", "an order, its cancellation or return", (
    _key("the source's own key of the order", "order id", "orderid", "order number", "order no",
         "invoice no", "invoiceno", "invoice", "invoice number", "order", "id",
         "transaction id", "document number", "sales order"),
    _account(required=True),
    Field("ordered_at", Kind.TIME, "when it was ordered", required=True, synonyms=(
        "order date", "orderdate", "ordered at", "date", "invoice date", "invoicedate",
        "transaction date", "created at", "date created", "purchase date", "ordered on",
        "processed at", "document date", "sales date")),
    Field("amount", Kind.MONEY, "amount after discounts, without tax", synonyms=(
        "amount", "total", "order total", "net amount", "total amount", "order value", "value",
        "net total", "total price", "sales", "revenue", "total net", "grand total",
        "order amount")),
    Field("list_amount", Kind.MONEY, "amount before discounts", synonyms=(
        "gross amount", "list amount", "subtotal", "gross", "amount before discount")),
    Field("cost_amount", Kind.MONEY, "what the goods cost us", synonyms=(
        "cogs", "cost of goods", "cost amount", "goods cost")),
    _CURRENCY,
    Field("status", Kind.CATEGORY, "completed, cancelled, returned, refunded", synonyms=(
        "status", "order status", "financial status", "state")),
    Field("channel", Kind.CATEGORY, "shop, sales force, phone and so on", synonyms=(
        "channel", "sales channel", "order channel", "source", "origin")),
    Field("payment_terms_days", Kind.INTEGER, "agreed days to pay", synonyms=(
        "payment terms", "payment terms days", "terms days")),
))  # fmt: skip

ORDER_LINES = StandardTable("order_lines", "a line of an order", (
    _key("the source's own key of the line", "line id", "order line id", "line item id",
         required=False),
    Field("order", Kind.KEY, "key of the order it belongs to", required=True,
          refers_to="orders", synonyms=(
              "order id", "orderid", "order number", "order no", "invoice no", "invoiceno",
              "invoice", "invoice number", "order", "transaction id", "sales order")),
    _account(required=False),
    Field("ordered_at", Kind.TIME, "when it was ordered, where the line says it", synonyms=(
        "order date", "orderdate", "invoice date", "invoicedate", "date", "ordered at",
        "transaction date")),
    Field("product", Kind.KEY, "product key", synonyms=(
        "product id", "productid", "sku", "stock code", "stockcode", "item", "item id",
        "product", "article", "product code", "item number", "variant id")),
    Field("product_name", Kind.TEXT, "product in words", synonyms=(
        "description", "product name", "item name", "productname", "title", "article name")),
    Field("quantity", Kind.NUMBER, "pieces; below 0 is a return", required=True, synonyms=(
        "quantity", "qty", "units", "pieces", "amount of pieces", "ordered quantity")),
    Field("unit_price", Kind.MONEY, "price of one piece before discount", synonyms=(
        "unit price", "unitprice", "price", "price per unit", "unit cost price", "list price")),
    Field("discount_share", Kind.SHARE, "discount as a share of the price", synonyms=(
        "discount", "discount share", "discount rate", "discount percent", "rebate")),
    Field("amount", Kind.MONEY, "amount of the line after discount", synonyms=(
        "line total", "line amount", "amount", "total", "net amount", "line value")),
    Field("cost_amount", Kind.MONEY, "what the goods of the line cost us", synonyms=(
        "line cost", "cogs", "cost amount", "cost")),
    _CURRENCY,
))  # fmt: skip

SUBSCRIPTIONS = StandardTable("subscriptions", "a period of a running contract", (
    _key("the source's own key of the subscription", "subscription id", "subscriptionid", "id",
         "contract id", "subscription key", required=False),
    _account(required=True),
    Field("started_on", Kind.DATE, "first day", required=True, synonyms=(
        "start date", "started on", "start", "started at", "current period start", "start_date",
        "contract start", "begin date")),
    Field("ended_on", Kind.DATE, "first day it no longer runs; empty while it runs", synonyms=(
        "end date", "ended on", "end", "ended at", "cancelled at", "canceled at", "cancel date",
        "contract end", "churn date")),
    Field("monthly_amount", Kind.MONEY, "monthly recurring revenue", synonyms=(
        "mrr", "mrr amount", "monthly amount", "monthly recurring revenue", "monthly fee",
        "monthly price")),
    _CURRENCY,
    Field("plan", Kind.CATEGORY, "plan or tier", synonyms=(
        "plan", "plan tier", "tier", "plan name", "product", "package")),
    Field("seats", Kind.INTEGER, "seats", synonyms=("seats", "licences", "licenses", "users")),
    Field("billing_frequency", Kind.CATEGORY, "monthly, annual and so on", synonyms=(
        "billing frequency", "billing period", "billing interval", "billing cycle", "interval")),
    Field("is_trial", Kind.BOOLEAN, "a trial, not yet paid", synonyms=(
        "is trial", "trial", "trialing")),
    Field("auto_renews", Kind.BOOLEAN, "renews by itself", synonyms=(
        "auto renew", "auto renew flag", "auto renewal", "autorenew")),
))  # fmt: skip

OPPORTUNITIES = StandardTable("opportunities", "a deal that may be won", (
    _key("the source's own key of the deal", "opportunity id", "opportunityid", "deal id", "id",
         "record id"),
    _account(required=False),
    Field("stage", Kind.CATEGORY, "stage; won and lost are understood", required=True, synonyms=(
        "stage", "deal stage", "stage name", "stagename", "status", "opportunity stage",
        "dealstage")),
    Field("opened_on", Kind.DATE, "when it was opened", synonyms=(
        "created date", "createddate", "engage date", "open date", "opened on", "create date",
        "created at", "createdate", "start date")),
    Field("closed_on", Kind.DATE, "when it was won or lost", synonyms=(
        "close date", "closedate", "closed on", "closed at", "closed date", "won date")),
    Field("amount", Kind.MONEY, "value", synonyms=(
        "amount", "close value", "deal amount", "value", "deal value", "expected revenue",
        "opportunity amount")),
    _CURRENCY,
    Field("product", Kind.CATEGORY, "product", synonyms=("product", "product name", "offer")),
    Field("owner", Kind.CATEGORY, "who sells", synonyms=(
        "owner", "sales agent", "sales rep", "owner name", "deal owner", "opportunity owner")),
))  # fmt: skip

ENGAGEMENTS = StandardTable("engagements", "a use of website or product, or a support case", (
    _key("the source's own key of the event", "event id", "usage id", "churn event id",
         "ticket id", "id", "session id", "visit id", "case id", "case number", required=False),
    _account(required=False),
    _contact(),
    Field("subscription", Kind.KEY, "key of the subscription it belongs to",
          refers_to="subscriptions", synonyms=("subscription id", "subscriptionid")),
    Field("kind", Kind.CATEGORY, "web, product, support or event; often a constant", synonyms=(
        "engagement kind", "event type", "engagement type")),
    Field("name", Kind.CATEGORY, "page, feature, download, subject", synonyms=(
        "feature name", "page", "event name", "feature", "page path", "asset", "page title",
        "event", "activity type", "activity", "reason code")),
    Field("occurred_at", Kind.TIME, "when it happened", required=True, synonyms=(
        "event date", "usage date", "submitted at", "occurred at", "timestamp", "date",
        "created at", "event timestamp", "visit date", "session date", "opened at",
        "visit start", "activity date", "churn date")),
    Field("count", Kind.INTEGER, "how many: page views, uses; 1 when absent", synonyms=(
        "usage count", "page views", "pageviews", "count", "events", "hits", "views",
        "event count")),
    Field("duration_seconds", Kind.NUMBER, "how long, in seconds", synonyms=(
        "usage duration secs", "duration", "duration seconds", "time on site",
        "session duration", "engagement time seconds", "duration secs", "time on site seconds")),
    Field("error_count", Kind.INTEGER, "errors met", synonyms=("error count", "errors")),
    Field("priority", Kind.CATEGORY, "priority of a support case", synonyms=(
        "priority", "severity", "urgency")),
    Field("score", Kind.NUMBER, "satisfaction with it", synonyms=(
        "satisfaction score", "csat", "satisfaction", "rating", "csat score")),
    Field("resolution_hours", Kind.NUMBER, "hours to the solution", synonyms=(
        "resolution time hours", "resolution hours", "hours to resolve")),
))  # fmt: skip

CAMPAIGN_TOUCHES = StandardTable("campaign_touches", "a message to someone, or an answer", (
    _key("the source's own key of the touch", "touch id", "member id", "campaign member id", "id",
         "activity id", required=False),
    Field("campaign", Kind.KEY, "key or name of the campaign", required=True,
          refers_to="campaigns", synonyms=(
              "campaign id", "campaign", "campaign name", "campaignid", "program", "utm campaign")),
    _account(required=False),
    _contact(),
    Field("channel", Kind.CATEGORY, "e-mail, ads, event and so on", synonyms=(
        "channel", "medium", "campaign type", "utm medium")),
    Field("kind", Kind.CATEGORY, "sent, opened, clicked, responded", synonyms=(
        "status", "kind", "member status", "touch type", "activity", "event", "action",
        "response type")),
    Field("occurred_at", Kind.TIME, "when it happened", required=True, synonyms=(
        "date", "occurred at", "timestamp", "sent at", "touch date", "activity date",
        "created date", "event date", "first responded date")),
    Field("responded", Kind.BOOLEAN, "answered", synonyms=(
        "responded", "has responded", "hasresponded", "response", "converted")),
))  # fmt: skip

CAMPAIGNS = StandardTable("campaigns", "a campaign", (
    _key("the source's own key of the campaign", "campaign id", "id", "campaignid", "campaign"),
    Field("name", Kind.TEXT, "name", synonyms=("campaign name", "name", "title")),
    Field("channel", Kind.CATEGORY, "channel", synonyms=("channel", "type", "medium")),
    Field("started_on", Kind.DATE, "first day", synonyms=("start date", "startdate", "start")),
    Field("ended_on", Kind.DATE, "last day", synonyms=("end date", "enddate", "end")),
    Field("cost", Kind.MONEY, "what it cost", synonyms=(
        "actual cost", "cost", "spend", "actualcost", "budget spent")),
    _CURRENCY,
))  # fmt: skip

SURVEY_ANSWERS = StandardTable("survey_answers", "an answer to one question", (
    _key("the source's own key of the answer", "answer id", "response id", "id", required=False),
    _account(required=False),
    _contact(),
    Field("survey", Kind.CATEGORY, "survey", synonyms=("survey", "survey name", "survey id")),
    Field("question", Kind.CATEGORY, "question or topic", required=True, synonyms=(
        "question", "question text", "topic", "item", "question id")),
    Field("answer", Kind.CATEGORY, "answer in words", synonyms=("answer", "response", "choice")),
    Field("score", Kind.NUMBER, "answer as a number", synonyms=("score", "rating", "value", "nps")),
    Field("answered_at", Kind.TIME, "when", synonyms=(
        "answered at", "date", "response date", "submitted at", "completed at")),
))  # fmt: skip

TECHNOLOGIES = StandardTable("technologies", "a technology in use at a company", (
    _account(required=True),
    Field("technology", Kind.CATEGORY, "technology", required=True, synonyms=(
        "technology", "tech", "tool", "software", "installed technology", "technology name")),
    Field("category", Kind.CATEGORY, "what it is for", synonyms=(
        "category", "technology category", "type")),
    Field("since", Kind.DATE, "in use since", synonyms=("since", "first seen", "first detected")),
    Field("until", Kind.DATE, "in use until", synonyms=("until", "last seen", "last detected")),
))  # fmt: skip

INVOICES = StandardTable("invoices", "an invoice and its payment", (
    _key("the source's own key of the invoice", "invoice id", "invoice number", "invoice no", "id"),
    _account(required=True),
    Field("issued_on", Kind.DATE, "day of the invoice", required=True, synonyms=(
        "invoice date", "issued on", "issue date", "date", "document date")),
    Field("due_on", Kind.DATE, "day it is due", synonyms=("due date", "due on", "due")),
    Field("paid_on", Kind.DATE, "day it was paid", synonyms=(
        "paid on", "payment date", "paid at", "paid date", "settled on", "cleared on")),
    Field("amount", Kind.MONEY, "amount", synonyms=("amount", "total", "invoice total")),
    _CURRENCY,
))  # fmt: skip

COSTS = StandardTable("costs", "a cost of marketing, sales or service", (
    _key("the source's own key of the cost", "cost id", "id", required=False),
    Field("kind", Kind.CATEGORY, "marketing, sales, service, segmentation", synonyms=(
        "cost type", "kind", "category", "type", "cost category")),
    Field("channel", Kind.CATEGORY, "channel", synonyms=("channel", "medium")),
    Field("campaign", Kind.KEY, "campaign it belongs to", synonyms=(
        "campaign", "campaign id", "campaign name")),
    _account(required=False),
    Field("segment", Kind.TEXT, "segment it is booked on", synonyms=("segment", "segment name")),
    Field("started_on", Kind.DATE, "first day of the period", required=True, synonyms=(
        "date", "month", "period start", "from", "start date", "period")),
    Field("ended_on", Kind.DATE, "last day of the period", synonyms=(
        "period end", "to", "end date", "until")),
    Field("amount", Kind.MONEY, "amount", required=True, synonyms=(
        "cost", "amount", "spend", "cost amount", "value", "expense")),
    _CURRENCY,
))  # fmt: skip

CONSENTS = StandardTable("consents", "a consent given or withdrawn", (
    _key("the source's own key of the consent", "consent id", "id", required=False),
    _account(required=False),
    _contact(),
    Field("email", Kind.EMAIL, "address it holds for", personal=True, synonyms=(
        "email", "e mail", "email address")),
    Field("purpose", Kind.CATEGORY, "what for", synonyms=("purpose", "consent type", "list")),
    Field("channel", Kind.CATEGORY, "e-mail, phone, post", synonyms=("channel",)),
    Field("granted", Kind.BOOLEAN, "given, or withdrawn", required=True, synonyms=(
        "granted", "consent", "status", "opt in", "consent given", "subscribed")),
    Field("occurred_at", Kind.TIME, "when", synonyms=(
        "date", "timestamp", "given at", "consent date", "occurred at")),
))  # fmt: skip

ACCOUNT_LINKS = StandardTable("account_links", "whom people, deals and engagements belong to", (
    _account(required=False),
    _contact(),
    Field("opportunity", Kind.KEY, "key of the deal", refers_to="opportunities"),
    Field("engagement", Kind.KEY, "key of the engagement, other than support cases",
          refers_to="engagements"),
    Field("ticket", Kind.KEY, "key of the support case", refers_to="engagements"),
    Field("rank", Kind.INTEGER, "which link counts where there are several: the lowest"),
))  # fmt: skip

EXCHANGE_RATES = StandardTable("exchange_rates", "what a currency was worth from a day on", (
    Field("currency", Kind.CURRENCY, "currency", required=True, synonyms=(
        "currency", "currency code", "ccy", "iso code")),
    Field("valid_from", Kind.DATE, "first day of the rate", required=True, synonyms=(
        "date", "valid from", "rate date", "day", "as of")),
    Field("rate", Kind.NUMBER, "one unit in the workspace's currency", required=True, synonyms=(
        "rate", "exchange rate", "fx rate", "value")),
))  # fmt: skip

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
