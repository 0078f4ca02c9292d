"""Tables of the KPIs: measured values, and objectives beside them."""

from segmentry.model.tables.schema import TableSchema, column
from segmentry.model.tables.table import Table
from segmentry.model.types import ColumnType as T

KPI_TABLES = (
    TableSchema(
        Table.KPI_VALUES,
        "a KPI of a segment in a period: of a cohort, segmentation, segment and span; rows with a "
        "campaign tell a part of what the row without says",
        (
            column("kpi", T.TEXT, "name of the KPI", True),
            column("label", T.TEXT, "name for people", True),
            column("campaign", T.TEXT, "campaign, of KPIs told by campaign; empty: all", True),
            column("cohort", T.TEXT, "today: today's members; fixed: members of a day", True),
            column("cohort_on", T.DATE, "that day", True),
            column("segmentation", T.TEXT, "segmentation; empty: all accounts", True),
            column("segment", T.TEXT, "segment; empty: all accounts", True),
            column("span", T.TEXT, "month, or year: the twelve months up to the date", True),
            column("period_start", T.DATE, "first day of the period", True),
            column("period_end", T.DATE, "first day after it", True),
            column("value", T.NUMBER, "the figure; absent when it cannot be known"),
            column("low", T.NUMBER, "lower end of the 95 % interval"),
            column("high", T.NUMBER, "upper end"),
            column("numerator", T.NUMBER, "what is divided"),
            column("denominator", T.NUMBER, "by what"),
            column("n", T.INTEGER, "accounts, or events, that it rests on"),
            column("unit", T.TEXT, "currency, share, ratio, count, days, points", True),
            column("better", T.TEXT, "higher or lower", True),
            column("formula", T.TEXT, "how it is computed, in words", True),
            column("basis", T.TEXT, "definition of active, booking and allocation of costs"),
            column("reason", T.TEXT, "why there is no value"),
        ),
    ),
    TableSchema(
        Table.OBJECTIVES,
        "an objective or a strategy's target, and where it stands",
        (
            column("name", T.TEXT, "objective or strategy", True),
            column("kind", T.TEXT, "objective or strategy", True),
            column("title", T.TEXT, "name for people", True),
            column("kpi", T.TEXT, "KPI", True),
            column("label", T.TEXT, "its name for people", True),
            column("unit", T.TEXT, "its unit, as in KPI values", True),
            column("segmentation", T.TEXT, "segmentation; empty: all accounts", True),
            column("segment", T.TEXT, "segment; empty: all accounts", True),
            column("target", T.NUMBER, "value to reach", True),
            column("by", T.DATE, "day it is to be reached"),
            column("value", T.NUMBER, "value now"),
            column("low", T.NUMBER, "lower end of its interval"),
            column("high", T.NUMBER, "upper end"),
            column("before", T.NUMBER, "value a year before"),
            column("trend", T.TEXT, "rising, falling or steady"),
            column("state", T.TEXT, "reached, on the way, behind, missed or unknown", True),
            column("reason", T.TEXT, "why it is not known"),
        ),
    ),
)
