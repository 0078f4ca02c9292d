"""Tables of the variables: what accounts are divided by."""

from segmentry.model.tables.schema import ACCOUNT_ID, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

VARIABLE_TABLES = (
    TableSchema(
        Table.VARIABLE_VALUES,
        "an account with one column per variable",
        (
            ACCOUNT_ID,
            column("label", T.TEXT, "what to call the account", True),
            column("excluded", T.TEXT, "why it stays out of segments"),
        ),
        open_ended=True,
    ),
    TableSchema(
        Table.UNIT_VALUES,
        "accounts that are placed together, with one column per variable",
        (
            column("unit_level", T.TEXT, "company, domestic, ultimate or group", True),
            column("account_id", T.TEXT, "the account they are named after", True),
            column("unit_accounts", T.INTEGER, "how many they are", True),
            column("label", T.TEXT, "what to call them", True),
            column("excluded", T.TEXT, "why they all stay out of segments"),
        ),
        open_ended=True,
    ),
    TableSchema(
        Table.VARIABLE_FACTS,
        "what is known about a variable",
        (
            column("variable", T.TEXT, "name", True),
            column("label", T.TEXT, "name for people", True),
            column("group", T.TEXT, "group", True),
            column("type", T.TEXT, "type", True),
            column("unit", T.TEXT, "unit"),
            column("meaning", T.TEXT, "meaning", True),
            column("expression", T.TEXT, "how it is computed; empty: a field of the profile"),
            column("in_words", T.TEXT, "the same as a sentence"),
            column(
                "reads", T.TEXT, "tables it is computed from, the variables in between included"
            ),
            column("relevance", T.TEXT, "textbook relevance"),
            column("accounts", T.INTEGER, "accounts looked at", True),
            column("known", T.INTEGER, "accounts with a value", True),
            column("coverage", T.NUMBER, "known / accounts"),
            column("distinct_values", T.INTEGER, "different values", True),
            column("variation", T.NUMBER, "0 all alike … 1 all different (normalised entropy)"),
            column("outcome", T.TEXT, "outcome that the relevance is measured against"),
            column("measured_relevance", T.NUMBER, "share of the outcome's variance it explains"),
            column("relevance_low", T.NUMBER, "lower end of the 95 % interval"),
            column("relevance_high", T.NUMBER, "upper end"),
            column("relevance_n", T.INTEGER, "accounts in the measurement"),
            column("reason", T.TEXT, "why there is no figure"),
        ),
    ),
    TableSchema(
        Table.ACCOUNT_MONTHS,
        "what an account did in a month",
        (
            ACCOUNT_ID,
            column("month", T.DATE, "first day of the month", True),
            column("orders", T.INTEGER, "sales", True),
            column("list_amount", T.MONEY, "sales before discounts", True),
            column("amount", T.MONEY, "sales after discounts", True),
            column("returned_amount", T.MONEY, "returns, as a positive amount", True),
            column("cost_amount", T.MONEY, "cost of the goods sold, where known"),
            column(
                "monthly_amount", T.MONEY, "recurring revenue on the first day of the month", True
            ),
            column("engagements", T.INTEGER, "engagements", True),
            column("touches", T.INTEGER, "campaign touches", True),
            column("responses", T.INTEGER, "answers to campaigns", True),
        ),
    ),
    TableSchema(
        Table.IDEAL_CUSTOMERS,
        "what sets the best customers apart: points for one value of one variable",
        (
            column("name", T.TEXT, "the ideal customer profile", True),
            column("variable", T.TEXT, "variable; absent: points that every account starts with"),
            column("level", T.TEXT, "value or range of it"),
            column("lowest", T.NUMBER, "lower end of a range, included"),
            column("highest", T.NUMBER, "upper end of a range, not included"),
            column("points", T.NUMBER, "points an account gets for it; absent: it does not count"),
            column("origin", T.TEXT, "learnt, or written by hand", True),
            column("share_of_best", T.NUMBER, "share of the best customers with it"),
            column("share_of_rest", T.NUMBER, "share of the other customers with it"),
            column(
                "lift", T.NUMBER, "share of best / share of rest, drawn towards 1 where few have it"
            ),
            column("lift_low", T.NUMBER, "lower end of the 95 % interval"),
            column("lift_high", T.NUMBER, "upper end"),
            column("n_best", T.INTEGER, "best customers with a known value"),
            column("n_rest", T.INTEGER, "other customers with a known value"),
            column("reason", T.TEXT, "why there are no points"),
        ),
    ),
)
