"""Segments whose value fell against their own past, beside what all accounts did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Column, Table
from segmentry.model.the_past import GROUPS_OF_THE_PAST, divides_by_the_past
from segmentry.model.types import ColumnType as T
from segmentry.model.value_measures import ValueMeasure
from segmentry.review.evidence import Evidence, Key
from segmentry.review.finding import Finding, day
from segmentry.statistics.paired import PairedSums, beside_others, interval_of_change

_MONTHS = 3
"""A quarter: the usual rhythm of reviews, and enough orders to see a fall."""
_SURE_FALL = 0.1
"""A tenth at the very least, by the interval: less is within what quarters differ by."""
_NAMED = 3
_FEWEST = 20
"""With fewer members one of them decides the figure."""


@dataclass(frozen=True)
class Window:
    """The last full quarter, and the same months a year before."""

    start: date
    end: date

    @property
    def year_before(self) -> "Window":
        return Window(_back(self.start, 12), _back(self.end, 12))

    def holds(self, column: str) -> str:
        return f"{column} >= {literal(self.start)} and {column} < {literal(self.end)}"


@dataclass(frozen=True)
class _Group:
    """What some accounts brought in the quarter and in that of the year before."""

    sums: PairedSums
    buyers_before: int
    buyers_after: int


@dataclass(frozen=True)
class _Fall:
    """How the value of a group changed, relative to the year before."""

    group: _Group
    change: float
    low: float
    high: float

    @property
    def lost(self) -> Fraction:
        return self.group.sums.totals[0] - self.group.sums.totals[2]


def check_performance(context: RunContext, evidence: Evidence) -> Iterator[Finding]:
    """Segments that surely fell; those chosen by their past need members known before.

    When all accounts fell, only segments that somebody acts on are told one by one.
    """
    measure = evidence.measure
    if measure is None:
        return
    window = _window(context.as_of)
    if not _reaches_back(context, measure, window):
        return
    _load_days(context, window)
    _keep_sums(context, measure, window)
    everybody = _all(context)
    fell = _surely(everybody)
    falls = {
        key: found
        for key, group in _by_segment(context).items()
        if (found := _surely(group)) and _more_than_others(group, everybody)
    }
    told = {k: v for k, v in falls.items() if not fell or k in evidence.begun_for}
    if fell:
        rest = {k: v for k, v in falls.items() if k not in told}
        yield _finding(("", ""), fell, _where(rest), measure, window)
    for key, found in told.items():
        beside = _beside(_then(_others(found.group, everybody)))
        yield _finding(key, found, beside, measure, window)


def _where(falls: Mapping[Key, _Fall]) -> str:
    """Of a fall of all accounts: the segments that lost most, and how many fell more as well."""
    if not falls:
        return ""
    ordered = sorted(falls.items(), key=lambda one: (-one[1].lost, one[0]))
    named = [f"'{k[1]}' of {k[0]} ({100 * v.change:+.0f} %)" for k, v in ordered[:_NAMED]]
    more = f" and {len(falls) - _NAMED} more" if len(falls) > _NAMED else ""
    return f"; more than the others fell {', '.join(named)}{more}"


def _beside(others: _Fall | None) -> str:
    return f"; of the other accounts: {100 * others.change:+.0f} %" if others else ""


def _window(as_of: date) -> Window:
    end = (as_of + timedelta(days=1)).replace(day=1)
    return Window(_back(end, _MONTHS), end)


def _back(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def _reaches_back(context: RunContext, measure: ValueMeasure, window: Window) -> bool:
    rows = context.query(
        "begin_of_data",
        "whether the data reaches back to the same quarter a year before",
        f"select min(month) as month from ({measure.months}) as value where sales > 0",
    ).to_pylist()
    return rows[0]["month"] is not None and rows[0]["month"] <= window.year_before.start


def _load_days(context: RunContext, window: Window) -> None:
    """The day whose members are followed, of segmentations that can be judged.

    Where the past decides who is a member, only members known before both quarters tell anything:
    others were chosen by what they did in them.
    """
    rows = context.query(
        "since_when",
        "since when the members of each segmentation are known",
        f"select segmentation, min(valid_from) as since from {Table.MEMBERSHIPS} "
        "group by segmentation order by segmentation",
    ).to_pylist()
    by_the_past = _by_the_past(context)
    days: list[dict[str, object]] = []
    for row in rows:
        is_past = row["segmentation"] in by_the_past
        wanted = window.year_before.start if is_past else window.start
        if row["since"] <= wanted or not is_past:
            day = wanted if row["since"] <= wanted else context.as_of
            days.append({"segmentation": row["segmentation"], "day": day})
    columns = (Column("segmentation", T.TEXT, ""), Column("day", T.DATE, ""))
    context.load("review_days", columns, days)


def _by_the_past(context: RunContext) -> set[str]:
    """Today's members of those were chosen by the very figures that are looked at."""
    groups = ", ".join(literal(group) for group in GROUPS_OF_THE_PAST)
    rows = context.query(
        "variables_of_the_past",
        "variables that tell what accounts did",
        f'select variable from {Table.VARIABLE_FACTS} where "group" in ({groups}) '
        "order by variable",
    ).to_pylist()
    names = {r["variable"] for r in rows}
    return {d.name for d in context.definitions.segmentations if divides_by_the_past(d, names)}


def _keep_sums(context: RunContext, measure: ValueMeasure, window: Window) -> None:
    before = window.year_before.holds("month")
    after = window.holds("month")
    parts = ", ".join(
        f"cast(coalesce(sum({value}) filter (where {when}), 0) as decimal(19, 2)) as {name}"
        for value, when, name in (
            ("amount", before, "b"),
            ("amount", after, "a"),
            ("sales", before, "sales_b"),
            ("sales", after, "sales_a"),
        )
    )
    context.keep(
        "review_sums",
        "what every account brought in the quarter and in that of the year before",
        f"select v.account_id, coalesce(m.b, 0) as b, coalesce(m.a, 0) as a, "
        "coalesce(m.sales_b, 0) as sales_b, coalesce(m.sales_a, 0) as sales_a "
        f"from {Table.VARIABLE_VALUES} as v left join (select account_id, {parts} "
        f"from ({measure.months}) as value where {before} or {after} group by account_id) as m "
        "on m.account_id = v.account_id where v.excluded is null",
    )


_SUMS = (
    "count(*) as n, sum(s.b) as b, sum(s.a) as a, sum(s.b * s.b) as bb, sum(s.a * s.b) as ab, "
    "sum(s.a * s.a) as aa, count(*) filter (where s.sales_b > 0) as buyers_b, "
    "count(*) filter (where s.sales_a > 0) as buyers_a"
)


def _by_segment(context: RunContext) -> dict[tuple[str, str], _Group]:
    rows = context.query(
        "review_of_segments",
        "the same per segment, of the members of the day",
        f"select m.segmentation, m.segment, {_SUMS} from (select distinct d.segmentation, "
        f"m.segment, m.account_id from {Table.MEMBERSHIPS} as m join review_days as d "
        "on d.segmentation = m.segmentation and m.valid_from <= d.day "
        "and (m.valid_to is null or m.valid_to > d.day)) as m "
        "join review_sums as s on s.account_id = m.account_id "
        "group by m.segmentation, m.segment order by m.segmentation, m.segment",
    ).to_pylist()
    return {(r["segmentation"], r["segment"]): _read(r) for r in rows}


def _all(context: RunContext) -> _Group:
    rows = context.query(
        "review_of_all", "the same of all accounts", f"select {_SUMS} from review_sums as s"
    ).to_pylist()
    return _read(rows[0])


def _read(row: dict[str, Any]) -> _Group:
    n, b, a, bb, ab, aa = (Fraction(row[name] or 0) for name in ("n", "b", "a", "bb", "ab", "aa"))
    products = ((bb, b, ab, b), (b, n, a, n), (ab, a, aa, a), (b, n, a, n))
    return _Group(PairedSums(row["n"], (b, n, a, n), products), row["buyers_b"], row["buyers_a"])


def _others(group: _Group, everybody: _Group) -> _Group:
    return _Group(
        everybody.sums - group.sums,
        everybody.buyers_before - group.buyers_before,
        everybody.buyers_after - group.buyers_after,
    )


def _then(group: _Group) -> _Fall | None:
    """The change with its interval; nothing to say where the year before brought nothing."""
    interval = interval_of_change(group.sums) if group.sums.totals[0] > 0 else None
    if interval is None:
        return None
    before = float(group.sums.totals[0] / group.sums.n)
    change = float(group.sums.totals[2] / group.sums.totals[0]) - 1
    return _Fall(group, change, max(interval[0] / before, -1.0), interval[1] / before)


def _surely(group: _Group) -> _Fall | None:
    found = _then(group) if group.sums.n >= _FEWEST else None
    return found if found and found.high < -_SURE_FALL else None


def _more_than_others(group: _Group, everybody: _Group) -> bool:
    """In a downturn all fall; only who surely falls more than the others stands out."""
    others = _others(group, everybody).sums
    found = beside_others(group.sums, others) if others.n >= _FEWEST else None
    return found is not None and found[1][1] < 0


def _finding(
    key: tuple[str, str],
    found: _Fall,
    beside: str,
    measure: ValueMeasure,
    window: Window,
) -> Finding:
    whose = f"of '{key[1]}'" if key[1] else "of all accounts"
    group, last = found.group, window.end - timedelta(days=1)
    advice = "Find out why, and look after those who are left before winning new ones."
    return Finding(
        "fall",
        *key,
        "performance",
        "act",
        f"{measure.title} {whose} fell by {-100 * found.change:.0f} % (between "
        f"{-100 * found.high:.0f} and {-100 * found.low:.0f} %) from {day(window.start)} to "
        f"{day(last)} against the same months a year before{beside}. {group.buyers_after:,} of "
        f"the {group.sums.n:,} accounts brought any; a year before {group.buyers_before:,} did. "
        f"{advice}",
        1,
        group.sums.n,
        found.change,
        -_SURE_FALL,
        unit="share",
    )
