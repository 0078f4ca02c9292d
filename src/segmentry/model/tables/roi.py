"""Tables of the launches: what changed, and what it returned."""

from segmentry.model.tables.schema import TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

ROI_TABLES = (
    TableSchema(
        Table.LAUNCH_EFFECTS,
        "a KPI before and after a launch, on the members of the launch's day",
        (
            column("launch", T.TEXT, "the launch", True),
            column("segmentation", T.TEXT, "segmentation", True),
            column("segment", T.TEXT, "segment; empty: all that are acted on", True),
            column("kpi", T.TEXT, "name of the KPI", True),
            column("label", T.TEXT, "name for people", True),
            column("unit", T.TEXT, "currency, share, ratio, count, days, points", True),
            column("better", T.TEXT, "higher or lower", True),
            column("before", T.NUMBER, "before the launch"),
            column("during", T.NUMBER, "while it was put in place"),
            column("after", T.NUMBER, "after it"),
            column("change", T.NUMBER, "after - before"),
            column("change_low", T.NUMBER, "lower end of the 95 % interval"),
            column("change_high", T.NUMBER, "upper end"),
            column("relative_change", T.NUMBER, "change / before"),
            column("is_improvement", T.BOOLEAN, "whether it changed for the better"),
            column("overall_before", T.NUMBER, "all accounts before the launch"),
            column("overall_after", T.NUMBER, "all accounts after it"),
            column("n", T.INTEGER, "accounts in the cohort", True),
            column("words", T.TEXT, "the change in a sentence", True),
            column("reason", T.TEXT, "why there is no figure"),
        ),
    ),
    TableSchema(
        Table.LAUNCH_RETURNS,
        "what a launch brought for a segment",
        (
            column("launch", T.TEXT, "the launch", True),
            column("title", T.TEXT, "name for people", True),
            column("segmentation", T.TEXT, "segmentation", True),
            column("segment", T.TEXT, "segment; empty: all that are acted on", True),
            column("launched_on", T.DATE, "day it began", True),
            column("cohort_on", T.DATE, "day whose members are followed", True),
            column("customers", T.INTEGER, "members of that day that are followed"),
            column("before_start", T.DATE, "first day of the months before"),
            column("before_end", T.DATE, "first day after them"),
            column("after_start", T.DATE, "first day of the months after"),
            column("after_end", T.DATE, "first day after them"),
            column(
                "average_before", T.NUMBER, "average revenue of a member over the months before"
            ),
            column("average_after", T.NUMBER, "the same over as many months after"),
            column("incremental_revenue", T.NUMBER, "(after - before) x customers"),
            column("incremental_low", T.NUMBER, "lower end of the 95 % interval"),
            column("incremental_high", T.NUMBER, "upper end"),
            column("cost", T.MONEY, "cost of the segmentation"),
            column("cost_basis", T.TEXT, "where the cost comes from, and how it is shared out"),
            column("roi", T.NUMBER, "(incremental revenue - cost) / cost"),
            column("roi_low", T.NUMBER, "lower end of the interval"),
            column("roi_high", T.NUMBER, "upper end"),
            column("others", T.INTEGER, "accounts that the launch does not act on"),
            column("others_change", T.NUMBER, "relative change of their average revenue"),
            column(
                "beside_others",
                T.NUMBER,
                "incremental revenue beyond that change: difference in differences, a hint",
            ),
            column("beside_others_low", T.NUMBER, "lower end of its interval"),
            column("beside_others_high", T.NUMBER, "upper end"),
            column("months", T.INTEGER, "months compared on each side", True),
            column("caution", T.TEXT, "what the figure cannot say, one sentence a line", True),
            column("reason", T.TEXT, "why there is no figure"),
        ),
    ),
)
