"""What we spend, and what currencies are worth."""

from segmentry.model.fields import Field
from segmentry.model.fields import FieldKind as Kind
from segmentry.model.standard_tables.table import CURRENCY, StandardTable, account, key

COSTS = StandardTable("costs", "a cost of marketing, sales or service", (
    key("the source's own key of the cost", "cost id", "id", required=False),
    Field("kind", Kind.CATEGORY, "marketing, sales, service, segmentation", synonyms=(
        "cost type", "kind", "category", "type", "cost category")),
    Field("channel", Kind.CATEGORY, "channel", synonyms=("channel", "medium")),
    Field("campaign", Kind.KEY, "campaign it belongs to", synonyms=(
        "campaign", "campaign id", "campaign name")),
    account(required=False),
    Field("segment", Kind.TEXT, "segment it is booked on", synonyms=("segment", "segment name")),
    Field("started_on", Kind.DATE, "first day of the period", required=True, synonyms=(
        "date", "month", "period start", "from", "start date", "period")),
    Field("ended_on", Kind.DATE, "last day of the period", synonyms=(
        "period end", "to", "end date", "until")),
    Field("amount", Kind.MONEY, "amount", required=True, synonyms=(
        "cost", "amount", "spend", "cost amount", "value", "expense")),
    CURRENCY,
))  # fmt: skip

EXCHANGE_RATES = StandardTable("exchange_rates", "what a currency was worth from a day on", (
    Field("currency", Kind.CURRENCY, "currency", required=True, synonyms=(
        "currency", "currency code", "ccy", "iso code")),
    Field("valid_from", Kind.DATE, "first day of the rate", required=True, synonyms=(
        "date", "valid from", "rate date", "day", "as of")),
    Field("rate", Kind.NUMBER, "one unit in the workspace's currency", required=True, synonyms=(
        "rate", "exchange rate", "fx rate", "value")),
))  # fmt: skip
