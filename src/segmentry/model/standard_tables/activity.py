"""What companies do and answer: visits, messages, surveys, consents."""

from segmentry.model.fields import Field
from segmentry.model.fields import FieldKind as Kind
from segmentry.model.standard_tables.table import CURRENCY, StandardTable, account, contact, key

ENGAGEMENTS = StandardTable("engagements", "a use of website or product, or a support case", (
    key("the source's own key of the event", "event id", "usage id", "churn event id",
         "ticket id", "id", "session id", "visit id", "case id", "case number", required=False),
    account(required=False),
    contact(),
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

CAMPAIGNS = StandardTable("campaigns", "a campaign", (
    key("the source's own key of the campaign", "campaign id", "id", "campaignid", "campaign"),
    Field("name", Kind.TEXT, "name", synonyms=("campaign name", "name", "title")),
    Field("channel", Kind.CATEGORY, "channel", synonyms=("channel", "type", "medium")),
    Field("started_on", Kind.DATE, "first day", synonyms=("start date", "startdate", "start")),
    Field("ended_on", Kind.DATE, "last day", synonyms=("end date", "enddate", "end")),
    Field("cost", Kind.MONEY, "what it cost", synonyms=(
        "actual cost", "cost", "spend", "actualcost", "budget spent")),
    CURRENCY,
))  # fmt: skip

CAMPAIGN_TOUCHES = StandardTable("campaign_touches", "a message to someone, or an answer", (
    key("the source's own key of the touch", "touch id", "member id", "campaign member id", "id",
         "activity id", required=False),
    Field("campaign", Kind.KEY, "key or name of the campaign", required=True,
          refers_to="campaigns", synonyms=(
              "campaign id", "campaign", "campaign name", "campaignid", "program", "utm campaign")),
    account(required=False),
    contact(),
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

SURVEY_ANSWERS = StandardTable("survey_answers", "an answer to one question", (
    key("the source's own key of the answer", "answer id", "response id", "id", required=False),
    account(required=False),
    contact(),
    Field("survey", Kind.CATEGORY, "survey", synonyms=("survey", "survey name", "survey id")),
    Field("question", Kind.CATEGORY, "question or topic", required=True, synonyms=(
        "question", "question text", "topic", "item", "question id")),
    Field("answer", Kind.CATEGORY, "answer in words", synonyms=("answer", "response", "choice")),
    Field("score", Kind.NUMBER, "answer as a number", synonyms=("score", "rating", "value", "nps")),
    Field("answered_at", Kind.TIME, "when", synonyms=(
        "answered at", "date", "response date", "submitted at", "completed at")),
))  # fmt: skip

CONSENTS = StandardTable("consents", "a consent given or withdrawn", (
    key("the source's own key of the consent", "consent id", "id", required=False),
    account(required=False),
    contact(),
    Field("email", Kind.EMAIL, "address it holds for", personal=True, synonyms=(
        "email", "e mail", "email address")),
    Field("purpose", Kind.CATEGORY, "what for", synonyms=("purpose", "consent type", "list")),
    Field("channel", Kind.CATEGORY, "e-mail, phone, post", synonyms=("channel",)),
    Field("granted", Kind.BOOLEAN, "given, or withdrawn", required=True, synonyms=(
        "granted", "consent", "status", "opt in", "consent given", "subscribed")),
    Field("occurred_at", Kind.TIME, "when", synonyms=(
        "date", "timestamp", "given at", "consent date", "occurred at")),
))  # fmt: skip
