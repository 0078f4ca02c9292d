"""Tables of the segments: members over time, figures, differences, warnings."""

from segmentry.model.tables.schema import ACCOUNT_ID, SEGMENT, SEGMENTATION, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

SEGMENT_TABLES = (
    TableSchema(
        Table.MEMBERSHIPS,
        "an account in a segment over time",
        (
            SEGMENTATION,
            SEGMENT,
            ACCOUNT_ID,
            column("definition_version", T.TEXT, "version of the segmentation", True),
            column("valid_from", T.DATE, "date of the data it was first seen in there", True),
            column("valid_to", T.DATE, "date of the data it was no longer; empty while it is"),
            column("reason", T.TEXT, "why it is in there, in words", True),
        ),
    ),
    TableSchema(
        Table.SEGMENT_STATS,
        "the figures of a segment",
        (
            SEGMENTATION,
            SEGMENT,
            column("position", T.INTEGER, "order in which the segmentation names it", True),
            column("method", T.TEXT, "method", True),
            column("rule", T.TEXT, "the rule in words", True),
            column("accounts", T.INTEGER, "members", True),
            column("account_share", T.NUMBER, "members / accounts in scope", True),
            column(
                "measure",
                T.TEXT,
                "variable that revenue means here: net_revenue, "
                "monthly_amount or won_amount; empty: no source gives any",
            ),
            column("revenue", T.MONEY, "value of the members by the measure"),
            column("revenue_share", T.NUMBER, "their share of the value of all accounts looked at"),
            column("reachable", T.INTEGER, "members that may be contacted", True),
            column("median_revenue", T.NUMBER, "median value of a member"),
            column("joined", T.INTEGER, "members that were not in it on the last date before"),
            column("left", T.INTEGER, "members of the last date before that left"),
        ),
    ),
    TableSchema(
        Table.SEGMENT_DIFFERENCES,
        "what makes a segment differ from the rest",
        (
            SEGMENTATION,
            SEGMENT,
            column("variable", T.TEXT, "variable", True),
            column("level", T.TEXT, "value, for variables in words"),
            column("inside", T.NUMBER, "mean, or share with the value, inside the segment", True),
            column("outside", T.NUMBER, "the same in the rest", True),
            column("effect", T.NUMBER, "difference in standard deviations", True),
            column("effect_low", T.NUMBER, "lower end of the 95 % interval"),
            column("effect_high", T.NUMBER, "upper end"),
            column("n_inside", T.INTEGER, "members with a value", True),
            column("n_outside", T.INTEGER, "others with a value", True),
            column("rank", T.INTEGER, "1 is the strongest", True),
            column(
                "defines",
                T.BOOLEAN,
                "the segmentation is made by it, or it restates what it is made by",
            ),
        ),
    ),
    TableSchema(
        Table.SEGMENT_OVERLAPS,
        "accounts in two segments of two segmentations",
        (
            column("segmentation_a", T.TEXT, "first segmentation", True),
            column("segment_a", T.TEXT, "segment of it", True),
            column("segmentation_b", T.TEXT, "second segmentation", True),
            column("segment_b", T.TEXT, "segment of it", True),
            column("accounts", T.INTEGER, "accounts in both", True),
            column("share_of_a", T.NUMBER, "of the first segment", True),
            column("share_of_b", T.NUMBER, "of the second segment", True),
            column("jaccard", T.NUMBER, "accounts in both / in either", True),
        ),
    ),
    TableSchema(
        Table.SEGMENT_MONTHS,
        "what today's members did in a month",
        (
            SEGMENTATION,
            SEGMENT,
            column("month", T.DATE, "first day of the month", True),
            column(
                "amount",
                T.MONEY,
                "value by the measure: sales less returns, recurring revenue "
                "on the first day of the month, or deals won",
                True,
            ),
            column("orders", T.INTEGER, "sales, contract customers or deals won", True),
            column("buyers", T.INTEGER, "members that bought, or had a contract", True),
        ),
    ),
    TableSchema(
        Table.WARNINGS,
        "something to look at",
        (
            column("code", T.TEXT, "kind of warning", True),
            column("subject", T.TEXT, "what it is about", True),
            column("message", T.TEXT, "what, and what to do", True),
            column("value", T.NUMBER, "the figure that raised it"),
            column("limit", T.NUMBER, "the limit it passed"),
        ),
    ),
)
