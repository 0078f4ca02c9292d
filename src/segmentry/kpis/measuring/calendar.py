"""The periods that KPIs are measured in, and the points in time that bound them.

The first and last days of all periods, and the first days of all months between, are points.
Between two points lies a step, never longer than a month; an event belongs to one step, a period
is made of whole steps. Step 0 is everything before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T

DAYS = "kpi_days"
"""day, step"""
POINTS = "kpi_points"
"""point, day"""
STEPS = "kpi_steps"
"""step, first_day, end_day: the first day after it"""
PERIOD_STEPS = "kpi_period_steps"
"""period, step, is_whole: the step is the whole period"""
_LONG_AGO = date(1900, 1, 1)
PERIODS = "kpi_periods"
"""period, span, first_point, last_point, period_start, period_end"""


@dataclass(frozen=True)
class Period:
    """From a day on, up to but without another."""

    span: str
    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days


@dataclass(frozen=True)
class Calendar:
    """The periods in the order in which their figures stand in arrays."""

    periods: tuple[Period, ...]
    points: tuple[date, ...]

    def point(self, day: date) -> int:
        return self.points.index(day)

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """First and last point of each period."""
        return [(self.point(p.start), self.point(p.end)) for p in self.periods]

    @property
    def last_points(self) -> list[int]:
        return [last for _, last in self.bounds]

    def load(self, context: RunContext) -> None:
        """Make the calendar readable in the engine."""
        _load_days(context, self.points)
        _load_points(context, self.points)
        _load_periods(context, self)


def calendar_of(as_of: date, months: int, begin: date) -> Calendar:
    """The full months, and the years up to the date of the data; none from before it begins."""
    ends = [month_before(as_of.replace(day=1), back) for back in range(months)]
    monthly = [Period("month", month_before(end, 1), end) for end in ends]
    yearly = [
        Period("year", month_before(as_of, 12 * (back + 1)), month_before(as_of, 12 * back))
        for back in range(max(1, months // 12))
    ]
    known = [p for p in (*yearly, *monthly) if p.end > begin] or yearly[:1]
    days = {as_of, *(day for p in known for day in (p.start, p.end))}
    months_between = (month_before(as_of.replace(day=1), back) for back in range(12 * 120))
    days |= {day for day in months_between if day >= min(days)}
    return Calendar(tuple(known), tuple(sorted(days)))


def month_before(day: date, months: int) -> date:
    """The same day so many months before, or the last day of that month."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _load_days(context: RunContext, points: tuple[date, ...]) -> None:
    days: list[object] = []
    steps: list[object] = []
    for step, (start, end) in enumerate(pairwise(points), 1):
        days += [start + timedelta(days=n) for n in range((end - start).days)]
        steps += [step] * (end - start).days
    columns = [Column("day", T.DATE, ""), Column("step", T.INTEGER, "")]
    context.load_columns(DAYS, columns, {"day": days, "step": steps})


def _load_points(context: RunContext, points: tuple[date, ...]) -> None:
    rows: list[dict[str, object]] = [{"point": n, "day": day} for n, day in enumerate(points)]
    context.load(POINTS, [Column("point", T.INTEGER, ""), Column("day", T.DATE, "")], rows)
    bounds = zip((_LONG_AGO, *points), points, strict=False)
    steps: list[dict[str, object]] = [
        {"step": step, "first_day": first, "end_day": end}
        for step, (first, end) in enumerate(bounds)
    ]
    columns = [
        Column("step", T.INTEGER, ""), Column("first_day", T.DATE, ""),
        Column("end_day", T.DATE, ""),
    ]  # fmt: skip
    context.load(STEPS, columns, steps)


def _load_periods(context: RunContext, calendar: Calendar) -> None:
    rows: list[dict[str, object]] = []
    steps: list[dict[str, object]] = []
    for number, (first, last) in enumerate(calendar.bounds):
        period = calendar.periods[number]
        rows.append({
            "period": number, "span": period.span, "first_point": first, "last_point": last,
            "period_start": period.start, "period_end": period.end,
        })  # fmt: skip
        steps += [
            {"period": number, "step": step, "is_whole": last == first + 1}
            for step in range(first + 1, last + 1)
        ]
    columns = [
        Column("period", T.INTEGER, ""), Column("span", T.TEXT, ""),
        Column("first_point", T.INTEGER, ""), Column("last_point", T.INTEGER, ""),
        Column("period_start", T.DATE, ""), Column("period_end", T.DATE, ""),
    ]  # fmt: skip
    context.load(PERIODS, columns, rows)
    columns = [
        Column("period", T.INTEGER, ""), Column("step", T.INTEGER, ""),
        Column("is_whole", T.BOOLEAN, ""),
    ]  # fmt: skip
    context.load(PERIOD_STEPS, columns, steps)


def added_up(table: str, columns: Mapping[str, str]) -> str:
    """Rows by account and step as rows by account and period: of columns, how they are added.

    A period of a single step has its row already; months mostly are such.
    """
    joined = f"from {table} as s join {PERIOD_STEPS} as p on p.step = s.step where"
    sums = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
    return (
        f"select s.account, p.period, {', '.join(f's.{name}' for name in columns)} {joined} "
        f"p.is_whole union all select s.account, p.period, {sums} {joined} not p.is_whole "
        "group by s.account, p.period"
    )
