"""What companies buy: orders, their lines, contracts, invoices and deals."""

from segmentry.model.fields import Field
from segmentry.model.fields import FieldKind as Kind
from segmentry.model.standard_tables.table import CURRENCY, StandardTable, account, key

ORDERS = StandardTable("orders", "an order, its cancellation or return", (
    key("the source's own key of the order", "order id", "orderid", "order number", "order no",
         "invoice no", "invoiceno", "invoice", "invoice number", "order", "id",
         "transaction id", "document number", "sales order"),
    account(required=True),
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
    CURRENCY,
    Field("status", Kind.CATEGORY, "completed, cancelled, returned, refunded", synonyms=(
        "status", "order status", "financial status", "state")),
    Field("channel", Kind.CATEGORY, "shop, sales force, phone and so on", synonyms=(
        "channel", "sales channel", "order channel", "source", "origin")),
    Field("payment_terms_days", Kind.INTEGER, "agreed days to pay", synonyms=(
        "payment terms", "payment terms days", "terms days")),
))  # fmt: skip

ORDER_LINES = StandardTable("order_lines", "a line of an order", (
    key("the source's own key of the line", "line id", "order line id", "line item id",
         required=False),
    Field("order", Kind.KEY, "key of the order it belongs to", required=True,
          refers_to="orders", synonyms=(
              "order id", "orderid", "order number", "order no", "invoice no", "invoiceno",
              "invoice", "invoice number", "order", "transaction id", "sales order")),
    account(required=False),
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
    CURRENCY,
))  # fmt: skip

INVOICES = StandardTable("invoices", "an invoice and its payment", (
    key("the source's own key of the invoice", "invoice id", "invoice number", "invoice no", "id"),
    account(required=True),
    Field("issued_on", Kind.DATE, "day of the invoice", required=True, synonyms=(
        "invoice date", "issued on", "issue date", "date", "document date")),
    Field("due_on", Kind.DATE, "day it is due", synonyms=("due date", "due on", "due")),
    Field("paid_on", Kind.DATE, "day it was paid", synonyms=(
        "paid on", "payment date", "paid at", "paid date", "settled on", "cleared on")),
    Field("amount", Kind.MONEY, "amount", synonyms=("amount", "total", "invoice total")),
    CURRENCY,
))  # fmt: skip

SUBSCRIPTIONS = StandardTable("subscriptions", "a period of a running contract", (
    key("the source's own key of the subscription", "subscription id", "subscriptionid", "id",
         "contract id", "subscription key", required=False),
    account(required=True),
    Field("started_on", Kind.DATE, "first day", required=True, synonyms=(
        "start date", "started on", "start", "started at", "current period start", "start_date",
        "contract start", "begin date")),
    Field("ended_on", Kind.DATE, "first day it no longer runs; empty while it runs", synonyms=(
        "end date", "ended on", "end", "ended at", "cancelled at", "canceled at", "cancel date",
        "contract end", "churn date")),
    Field("monthly_amount", Kind.MONEY, "monthly recurring revenue", synonyms=(
        "mrr", "mrr amount", "monthly amount", "monthly recurring revenue", "monthly fee",
        "monthly price")),
    CURRENCY,
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
    key("the source's own key of the deal", "opportunity id", "opportunityid", "deal id", "id",
         "record id"),
    account(required=False),
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
    CURRENCY,
    Field("product", Kind.CATEGORY, "product", synonyms=("product", "product name", "offer")),
    Field("owner", Kind.CATEGORY, "who sells", synonyms=(
        "owner", "sales agent", "sales rep", "owner name", "deal owner", "opportunity owner")),
))  # fmt: skip
