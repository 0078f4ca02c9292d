"""Table of the strategies: what is done for each segment."""

from segmentry.model.tables.schema import SEGMENT, SEGMENTATION, TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

STRATEGY_TABLES = (
    TableSchema(
        Table.STRATEGIES,
        "a segment and what is done for it; nobody acts on a segment without a strategy",
        (
            SEGMENTATION,
            SEGMENT,
            column("strategy", T.TEXT, "name of the strategy; absent: nobody acts on this segment"),
            column("title", T.TEXT, "name for people"),
            column("status", T.TEXT, "draft, approved, running, paused, done"),
            column("objective", T.TEXT, "what it is to reach"),
            column("kpi", T.TEXT, "KPI that tells"),
            column("target", T.NUMBER, "value to reach"),
            column("by", T.DATE, "day it is to be reached"),
            column("message", T.TEXT, "what the segment is told"),
            column("channels", T.TEXT, "how, separated by commas"),
            column("offer", T.TEXT, "what it is offered"),
            column("service_level", T.TEXT, "how it is served"),
            column("owner", T.TEXT, "who answers for it"),
            column("budget", T.MONEY, "what it may cost"),
            column("start", T.DATE, "first day"),
            column("end", T.DATE, "last day"),
            column("notes", T.TEXT, "anything else"),
            column("template", T.TEXT, "template that fills it, or proposes it"),
            column("accounts", T.INTEGER, "members of the segment; absent: the segment is gone"),
            column("is_template", T.BOOLEAN, "only proposed by a template, not yet taken", True),
            column("problem", T.TEXT, "what keeps it from being of use, and what to do"),
        ),
    ),
)
