"""What each account did before, during and after each launch, and who is followed."""

from collections.abc import Sequence
from datetime import date

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.contract_days import contract_months
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.model.value_measures import ValueMeasure
from segmentry.roi.metrics import FIGURES, PERIODS
from segmentry.roi.plan import Plan
from segmentry.roi.windows import Months, Windows

COHORTS = "launch_cohorts"
"""launch, segment, account_id; segment '' stands for all that are acted on, LEFT_OUT for the
members of the other segments"""
LEFT_OUT = "\n"
"""Stands for the segments of the same segmentation that a launch does not act on."""
ACCOUNTS = "launch_accounts"
"""launch, account_id, first_sale, FIGURE_PERIOD for every figure and period, and what it was
before and after: a prospect, converted, a customer, with its lifetime value"""

_LAUNCH = Column("launch", T.TEXT, "")
_PERIOD = Column("period", T.TEXT, "")


def keep_cohorts(context: RunContext, plans: Sequence[Plan]) -> None:
    """Who was in each segment on the day of its launch."""
    rows: list[dict[str, object]] = [
        {
            "launch": p.name,
            "segmentation": p.launch.segmentation,
            "segment": s,
            "day": p.cohort_on,
            "acted_on": s in p.segments,
        }
        for p in plans
        for s in (*p.segments, *p.left_out)
    ]
    columns = (
        _LAUNCH, Column("segmentation", T.TEXT, ""), Column("segment", T.TEXT, ""),
        Column("day", T.DATE, ""), Column("acted_on", T.BOOLEAN, ""),
    )  # fmt: skip
    context.load("launch_segments", columns, rows)
    context.keep(
        "launch_members",
        "members of the day of each launch",
        f"select distinct s.launch, s.segment, m.account_id {_OF_THE_DAY} and s.acted_on",
    )
    context.keep(
        COHORTS,
        "those still looked at, per segment and all together, and those left out",
        "select launch, segment, account_id from (select launch, segment, account_id "
        "from launch_members union select launch, '' as segment, account_id from launch_members "
        f"union select s.launch, {literal(LEFT_OUT)} as segment, m.account_id {_OF_THE_DAY} "
        "and not s.acted_on and not exists (select 1 from launch_members as a "
        "where a.launch = s.launch and a.account_id = m.account_id)"
        f") as m where account_id in ({_IN_SCOPE})",
    )


def keep_accounts(context: RunContext, plans: Sequence[Plan], measure: ValueMeasure) -> None:
    """What every account did in the periods of every launch; nothing is 0."""
    _load_months(context, plans)
    context.define(
        "account_facts", "what accounts did by month, for launches", _facts(context, measure)
    )
    sums = ", ".join(
        f"sum(case when w.period = '{p}' then f.{x} else 0 end) as {x}_{p}"
        for p in PERIODS
        for x in FIGURES
    )
    context.define(
        "launch_sums",
        "the same by period of each launch",
        f"select w.launch, f.account_id, {sums} from account_facts as f "
        "join launch_months as w on w.month = f.month group by w.launch, f.account_id",
    )
    _define_contracts(context, plans)
    _define_lifetimes(context, plans)
    context.keep(
        ACCOUNTS,
        "every account beside every launch, those that did nothing included",
        _ACCOUNTS.format(
            figures=", ".join(
                f"cast(coalesce(s.{x}_{p}, 0) as {_TYPES.get(x, 'bigint')}) as {x}_{p}"
                for p in PERIODS
                for x in FIGURES
            ),
            standing=", ".join(_standing(side) for side in _SIDES),
        ),
    )


def _load_months(context: RunContext, plans: Sequence[Plan]) -> None:
    rows: list[dict[str, object]] = [
        {"launch": plan.name, "period": period, "month": Months(at, at + 1).start}
        for plan in plans
        for period, months in _periods(plan.windows)
        for at in range(months.first, months.last)
    ]
    context.load("launch_months", (_LAUNCH, _PERIOD, Column("month", T.DATE, "")), rows)


def _periods(windows: object) -> list[tuple[str, Months]]:
    if not isinstance(windows, Windows):
        return []
    found = [
        ("before", windows.before),
        ("during", windows.during),
        ("after", windows.after),
    ]
    return [*found, ("earlier", windows.earlier)] if windows.earlier else found


def _facts(context: RunContext, measure: ValueMeasure) -> str:
    """Rows of several origins; an account may have several in a month."""
    is_net = measure.variable == "net_revenue"  # an order's value counts before returns
    none = "0 as engagements, 0 as touches, 0 as responses, 0 as won, 0 as closed"
    return (
        f"select account_id, month, amount, sales, {0 if is_net else 'amount'} as sold, {none} "
        f"from ({_income(context, measure)}) as value "
        f"union all select account_id, month, 0, 0, {'amount' if is_net else 0}, engagements, "
        f"touches, responses, 0, 0 from {Table.ACCOUNT_MONTHS} "
        "union all select account_id, cast(date_trunc('month', closed_on) as date), 0, 0, 0, 0, "
        "0, 0, case when outcome = 'won' then 1 else 0 end, 1 "
        f"from {Table.ACCOUNT_OPPORTUNITIES} where outcome in ('won', 'lost') "
        "and closed_on is not null"
    )


def _income(context: RunContext, measure: ValueMeasure) -> str:
    """Revenue as the KPIs count it: of contracts by the days they ran."""
    return contract_months(context.as_of) if measure.is_level else measure.months


def _define_contracts(context: RunContext, plans: Sequence[Plan]) -> None:
    rows: list[dict[str, object]] = [
        {"launch": plan.name, "period": period, "begins": begins, "day": day}
        for plan in plans
        for period, months in _periods(plan.windows)
        for begins, day in ((True, months.start), (False, months.end))
    ]
    columns = (_LAUNCH, _PERIOD, Column("begins", T.BOOLEAN, ""), Column("day", T.DATE, ""))
    context.load("launch_days", columns, rows)
    flags = ", ".join(
        f"coalesce(bool_or(d.period = '{p}' and {'d.begins' if side == 'begun' else 'not d.begins'}"
        f"), false) as {side}_{p}"
        for p in ("before", "after")
        for side in ("begun", "ended")
    )
    as_of = f"date '{context.as_of.isoformat()}'"
    context.define(
        "launch_contracts",
        "who had a contract on the first day of a period, and on the day after its last",
        f"select d.launch, s.account_id, {flags} from {Table.ACCOUNT_SUBSCRIPTIONS} as s "
        "join launch_days as d on s.started_on <= d.day "
        # an end after the date of the data is planned, not known
        f"and (s.ended_on is null or s.ended_on > d.day or s.ended_on > {as_of}) "
        "where not s.is_trial group by d.launch, s.account_id",
    )


def _define_lifetimes(context: RunContext, plans: Sequence[Plan]) -> None:
    """What every account had brought by the end of the months before, and after."""
    rows: list[dict[str, object]] = [
        {"launch": plan.name, **{
            f"{side}_{end}": getattr(getattr(plan.windows, side), end)
            for side in _SIDES for end in ("start", "end")
        }}
        for plan in plans if isinstance(plan.windows, Windows)
    ]  # fmt: skip
    columns = [Column(f"{side}_{end}", T.DATE, "") for side in _SIDES for end in ("start", "end")]
    context.load("launch_bounds", [_LAUNCH, *columns], rows)
    sums = ", ".join(
        f"sum(case when f.month < w.{side}_end then f.amount else 0 end) as lifetime_{side}"
        for side in _SIDES
    )
    context.define(
        "launch_lifetimes",
        "what accounts had brought by the end of the months compared",
        f"select w.launch, f.account_id, {sums} from account_facts as f "
        "cross join launch_bounds as w where f.amount <> 0 group by w.launch, f.account_id",
    )


def _standing(side: str) -> str:
    """What an account was in the months of one side: its first sale decides."""
    start, end = f"w.{side}_start", f"w.{side}_end"
    return (
        f"cast(coalesce(t.lifetime_{side}, 0) as decimal(19, 2)) as lifetime_{side}, "
        f"case when b.first_sale < {end} then 1 else 0 end as customer_{side}, "
        f"case when b.first_sale < {start} then 0 else 1 end as prospect_{side}, "
        f"case when b.first_sale >= {start} and b.first_sale < {end} then 1 else 0 end "
        f"as converted_{side}"
    )


_SIDES = ("before", "after")


def first_month(context: RunContext, measure: ValueMeasure) -> date | None:
    """The first month in which any account brought something."""
    rows = context.query(
        "first_month",
        "when the data begins",
        f"select min(month) as month from ({_income(context, measure)}) as value where sales > 0",
    ).to_pylist()
    found: date | None = rows[0]["month"]
    return found


_OF_THE_DAY = f"""
from launch_segments as s join {Table.MEMBERSHIPS} as m on m.segmentation = s.segmentation
    and m.segment = s.segment
where m.valid_from <= s.day and (m.valid_to is null or m.valid_to > s.day)
"""
_TYPES = {"amount": "decimal(19, 2)", "sold": "decimal(19, 2)"}
_IN_SCOPE = f"select account_id from {Table.VARIABLE_VALUES} where excluded is null"
_ACCOUNTS = f"""
select l.launch, v.account_id, b.first_sale, {{figures}}, {{standing}},
    coalesce(c.begun_before, false) as begun_before,
    coalesce(c.ended_before, false) as ended_before,
    coalesce(c.begun_after, false) as begun_after,
    coalesce(c.ended_after, false) as ended_after
from (select distinct launch from launch_months) as l
cross join ({_IN_SCOPE}) as v
join launch_bounds as w on w.launch = l.launch
left join launch_lifetimes as t on t.launch = l.launch and t.account_id = v.account_id
left join launch_sums as s on s.launch = l.launch and s.account_id = v.account_id
left join launch_contracts as c on c.launch = l.launch and c.account_id = v.account_id
left join (select account_id, min(month) as first_sale from account_facts
    where sales > 0 group by account_id) as b on b.account_id = v.account_id
"""
