"""Tables of the segmentations: who is placed where, by which cut."""

from segmentry.model.tables.schema import ACCOUNT_ID, SEGMENT, SEGMENTATION, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

SEGMENTATION_TABLES = (
    TableSchema(
        Table.ASSIGNMENTS,
        "an account in a segment, as of the run's date",
        (
            SEGMENTATION,
            column("segment", T.TEXT, "name of the segment; empty: looked at, and in none", True),
            ACCOUNT_ID,
            column("definition_version", T.TEXT, "version of the segmentation", True),
            column("reason", T.TEXT, "why it is in there, in words", True),
        ),
    ),
    TableSchema(
        Table.RFM_SCORES,
        "an account's recency, frequency and monetary value",
        (
            SEGMENTATION,
            ACCOUNT_ID,
            column("recency_days", T.INTEGER, "days since the last order", True),
            column("frequency", T.INTEGER, "orders", True),
            column("monetary", T.MONEY, "revenue", True),
            column("r", T.INTEGER, "recency score, 5 is best", True),
            column("f", T.INTEGER, "frequency score", True),
            column("m", T.INTEGER, "monetary score", True),
        ),
    ),
    TableSchema(
        Table.CUT_POINTS,
        "where one score ends and the next begins",
        (
            SEGMENTATION,
            column("measure", T.TEXT, "measure", True),
            column("score", T.INTEGER, "score", True),
            column("lowest", T.NUMBER, "lowest value with this score", True),
            column("highest", T.NUMBER, "highest value with this score", True),
            column("accounts", T.INTEGER, "accounts with this score", True),
        ),
    ),
    TableSchema(
        Table.UNDECIDED,
        "a segment's rule, and how many accounts it could not decide",
        (
            SEGMENTATION,
            SEGMENT,
            column("condition", T.TEXT, "the condition", True),
            column("sentence", T.TEXT, "the condition in words", True),
            column("accounts", T.INTEGER, "accounts with an unknown value in it", True),
            column("position", T.INTEGER, "order in which the segmentation names it", True),
        ),
    ),
)
