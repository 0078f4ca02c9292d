"""Tables of the review: who moved, and what should be decided."""

from segmentry.model.tables.schema import SEGMENT, SEGMENTATION, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

REVIEW_TABLES = (
    TableSchema(
        Table.SEGMENT_MOVES,
        "accounts that went from one segment to another since the run before",
        (
            SEGMENTATION,
            column("from_segment", T.TEXT, "segment before; empty: in none", True),
            column("to_segment", T.TEXT, "segment now; empty: in none", True),
            column("since", T.DATE, "last date on which any member had changed before", True),
            column("accounts", T.INTEGER, "accounts", True),
            column("revenue", T.MONEY, "their value by the segment's measure"),
            column("share", T.NUMBER, "of the members before"),
        ),
    ),
    TableSchema(
        Table.REVIEW_FINDINGS,
        "something a review should decide on",
        (
            column("finding", T.TEXT, "stable name, to decide on it", True),
            SEGMENTATION,
            SEGMENT,
            column("kind", T.TEXT, "performance, size, drift, difference, strategy, data", True),
            column("proposal", T.TEXT, "keep, merge, split, retire, re-target, act", True),
            column("other_segment", T.TEXT, "segment to merge with"),
            column("message", T.TEXT, "what was seen, and what to do", True),
            column("accounts", T.INTEGER, "accounts it touches"),
            column("value", T.NUMBER, "the figure that raised it"),
            column("limit", T.NUMBER, "the limit it passed"),
            column(
                "unit",
                T.TEXT,
                "of value and limit: currency, share, ratio, count, days, points, times, standard "
                "deviations",
            ),
            column("severity", T.INTEGER, "1 is the most urgent", True),
        ),
    ),
)
