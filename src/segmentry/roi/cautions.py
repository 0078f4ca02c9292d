"""What a figure before and after cannot say, for this launch and this segment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.model.the_past import GROUPS_OF_THE_PAST, divides_by_the_past
from segmentry.roi.accounts import ACCOUNTS, COHORTS
from segmentry.roi.plan import Plan
from segmentry.roi.windows import Windows

_MANY_NEW = 0.1  # fewer newcomers hardly move an average

_NAMED = 3
_NO_CONTROL = (
    "Before and after alone do not show what caused the change: nothing tells whether a group of "
    "like accounts was left untouched."
)
_LEFT_OUT = (
    "Before and after alone do not show what caused the change. {segments} not acted on: if its "
    "accounts are like these, as when a lot decided, the difference between both tells it."
)
REGRESSION = (
    "The segment was chosen by what its accounts did before. Whoever is chosen for a high value "
    "falls back, and whoever is chosen for a low one rises, without anything being done "
    "(regression to the mean); only a control group can tell how much of the change that is."
)


@dataclass(frozen=True)
class Newcomers:
    """Members that bought for the first time within the months before, or later."""

    count: int
    of: int
    old_before: float | None
    old_after: float | None


def cautions(
    plan: Plan,
    segment: str,
    *,
    by_the_past: bool,
    newcomers: Newcomers | None,
    lost: int,
    shared: Sequence[str],
    beside: str,
) -> str:
    """All that holds, one sentence a line."""
    found = [no_control(plan)]
    if by_the_past:
        found.append(REGRESSION)
    found += _of_history(plan)
    if isinstance(plan.windows, Windows):
        found += _of_months(plan.windows)
        found += _of_newcomers(newcomers)
    if lost:
        found.append(
            f"{lost:,} of the accounts of that day are not looked at any more (merged, erased or "
            "excluded) and are left out."
        )
    found += shared
    if segment == "":
        found += [reason for _, reason in plan.lost]
    return "\n".join([*found, *([beside] if beside else [])])


def no_control(plan: Plan) -> str:
    """What there is to compare with: who was left out, as far as the launch tells."""
    if not plan.left_out:
        return _NO_CONTROL
    one = len(plan.left_out) == 1
    named = _left_out(plan)
    named = f"{named[:1].upper()}{named[1:]}"
    told = _LEFT_OUT.format(segments=f"{named} {'was' if one else 'were'}")
    return told if one else told.replace("if its accounts", "if their accounts")


def whose(plan: Plan) -> str:
    """The accounts of the segments that were left out, in words."""
    return f"accounts of {_left_out(plan)}"


def _left_out(plan: Plan) -> str:
    named = [f"'{segment}'" for segment in plan.left_out]
    if len(named) > _NAMED:
        return f"the {len(named)} other segments of '{plan.launch.segmentation}'"
    *others, last = named
    return f"{', '.join(others)} and {last}" if others else last


def _of_history(plan: Plan) -> list[str]:
    if not plan.is_late:
        return []
    return [
        f"Memberships are known only since {plan.cohort_on}, after the launch: the accounts of "
        "that day are followed. They were placed knowing what happened after the launch, so "
        "the figure may tell more of how they were chosen than of what was done."
    ]


def _of_months(windows: Windows) -> list[str]:
    found = []
    if windows.count < 12:
        found.append(
            f"Only {_counted(windows.count)} compared, {windows.after.words} with "
            f"{windows.before.words}: whether it lasts a year is not known."
        )
    if not windows.is_same_season:
        found.append(
            "They are other months of the year, so that the season may be part of the change."
        )
    if windows.is_first_of_data:
        found.append(
            f"The data begins in {windows.before.words.split(' to ')[0]}; if that month is not "
            "whole, the figure before is too low."
        )
    return found


def _counted(months: int) -> str:
    return "1 month is" if months == 1 else f"{months} months are"


def _of_newcomers(found: Newcomers | None) -> list[str]:
    if found is None or found.count <= _MANY_NEW * found.of:
        return []
    told = (
        f"{found.count:,} of the {found.of:,} accounts were new: they bought for the first time "
        "after those months began, so that their time before is short."
    )
    if found.old_before is None or found.old_after is None:
        return [told]
    return [
        f"{told} Without them the average revenue went from {found.old_before:,.0f} to "
        f"{found.old_after:,.0f}."
    ]


def chosen_by_the_past(context: RunContext, segmentations: Collection[str]) -> frozenset[str]:
    """Segmentations that divide by what accounts bought or did."""
    groups = ", ".join(literal(group) for group in GROUPS_OF_THE_PAST)
    rows = context.query(
        "past_variables",
        "variables that tell what accounts did",
        f'select variable from {Table.VARIABLE_FACTS} where "group" in ({groups}) '
        "order by variable",
    ).to_pylist()
    names = {r["variable"] for r in rows}
    definitions = (d for d in context.definitions.segmentations if d.name in segmentations)
    return frozenset(d.name for d in definitions if divides_by_the_past(d, names))


def newcomers(context: RunContext, plans: Sequence[Plan]) -> dict[tuple[str, str], Newcomers]:
    """New members by launch and segment; unknown where the data begins with those months."""
    starts = [
        f"(a.launch = {literal(p.name)} and a.first_sale >= {literal(p.windows.before.start)})"
        for p in plans
        if isinstance(p.windows, Windows) and not p.windows.is_first_of_data
    ]
    if not starts:
        return {}
    is_new = f"coalesce({' or '.join(starts)}, false)"
    rows = context.query(
        "newcomers",
        "members that were new, and what the others brought",
        f"select launch, segment, count(*) filter (where is_new) as new, count(*) as n, "
        "cast(sum(amount_before) filter (where not is_new) as double) / "
        "nullif(count(*) filter (where not is_new), 0) as before, "
        "cast(sum(amount_after) filter (where not is_new) as double) / "
        "nullif(count(*) filter (where not is_new), 0) as after "
        f"from (select c.launch, c.segment, a.amount_before, a.amount_after, {is_new} as is_new "
        f"from {COHORTS} as c join {ACCOUNTS} as a on a.launch = c.launch "
        "and a.account_id = c.account_id) as followed group by launch, segment",
    ).to_pylist()
    return {
        (r["launch"], r["segment"]): Newcomers(r["new"], r["n"], r["before"], r["after"])
        for r in rows
    }


def lost_members(context: RunContext) -> dict[tuple[str, str], int]:
    """Members of the day that are no accounts any more, or excluded by now."""
    rows = context.query(
        "lost_members",
        "members of the day that are not looked at any more",
        "select m.launch, m.segment, count(distinct m.account_id) as lost from ("
        "select launch, segment, account_id from launch_members union all "
        "select launch, '' as segment, account_id from launch_members) as m "
        f"where not exists (select 1 from {COHORTS} as c where c.launch = m.launch "
        "and c.segment = m.segment and c.account_id = m.account_id) group by m.launch, m.segment",
    ).to_pylist()
    return {(r["launch"], r["segment"]): r["lost"] for r in rows}


def shared_members(context: RunContext, plans: Sequence[Plan]) -> dict[str, list[str]]:
    """By launch: which other launch acts on some of the same accounts in the same months."""
    rows = context.query(
        "shared_members",
        "accounts that two launches act on",
        f"select a.launch as one, b.launch as other, count(*) as accounts from {COHORTS} as a "
        f"join {COHORTS} as b on b.account_id = a.account_id and b.launch <> a.launch "
        "and b.segment = '' where a.segment = '' group by a.launch, b.launch order by 1, 2",
    ).to_pylist()
    by_name = {p.name: p for p in plans}
    found: dict[str, list[str]] = {}
    for row in rows:
        one, other = by_name[row["one"]], by_name[row["other"]]
        if _meet(one, other):
            found.setdefault(one.name, []).append(
                f"{row['accounts']:,} of these accounts are also in the launch "
                f"'{other.launch.title or other.name}' ({other.launch.launched_on}) over the same "
                "months: what changed cannot be told apart, and must not be added up."
            )
    return found


def _meet(one: Plan, other: Plan) -> bool:
    """Whether the months before or after of one overlap with what the other did."""
    if not (isinstance(one.windows, Windows) and isinstance(other.windows, Windows)):
        return False
    mine, theirs = one.windows, other.windows
    return mine.before.first < theirs.after.last and theirs.during.first < mine.after.last
