"""What a launch brought for a segment, and what that is in relation to its cost."""

from dataclasses import dataclass

from segmentry.roi.cost import Cost
from segmentry.roi.effects import Effect
from segmentry.roi.formula import incremental_revenue, percent, return_on_investment
from segmentry.roi.plan import Plan
from segmentry.roi.windows import NoWindows, Windows
from segmentry.statistics.paired import PairedSums, beside_others

Row = dict[str, object]


@dataclass(frozen=True)
class Beside:
    """What is left of the change when the other accounts' is taken off."""

    others: int
    who: str
    """Who the others are, in words."""
    growth: float
    left: float
    low: float
    high: float

    def sentence(self, gain: float, currency: str) -> str:
        way = "rose" if self.growth > 0 else "fell" if self.growth < 0 else "did not change"
        by = f" by {percent(abs(self.growth))}" if self.growth else ""
        return (
            f"Over the same months the average revenue of the {self.others:,} {self.who} "
            f"{way}{by}. That taken off, {self.left:,.0f} {currency} of incremental revenue "
            f"is left instead of {gain:,.0f}, between {self.low:,.0f} and {self.high:,.0f} "
            "(difference in differences: a hint, as good as these accounts are alike)."
        )


def beside_of(own: PairedSums, others: PairedSums, who: str) -> Beside | None:
    """Compare with the accounts that nothing was done for."""
    found = beside_others(own, others)
    if found is None or others.totals[0] <= 0:
        return None
    left, (low, high) = found
    growth = float(others.totals[2] / others.totals[0]) - 1
    return Beside(others.n, who, growth, left * own.n, low * own.n, high * own.n)


def return_row(
    plan: Plan, segment: str, revenue: Effect, cost: Cost, beside: Beside | None, caution: str
) -> Row:
    """A row of LAUNCH_RETURNS."""
    return {
        **_head(plan, segment),
        "customers": revenue.n,
        **_months(plan.windows),
        "average_before": revenue.before,
        "average_after": revenue.after,
        **_gain(revenue, cost),
        **_told(beside),
        "cost": cost.amount,
        "cost_basis": cost.basis,
        "caution": caution,
    }


def unknown_row(plan: Plan, segment: str, reason: str, caution: str) -> Row:
    """A row that says why nothing is known."""
    return {
        **_head(plan, segment),
        "months": 0,
        "cost": plan.launch.cost if segment == "" else None,
        "caution": caution,
        "reason": reason,
    }


def _head(plan: Plan, segment: str) -> Row:
    return {
        "launch": plan.name,
        "title": plan.launch.title or plan.name,
        "segmentation": plan.launch.segmentation,
        "segment": segment,
        "launched_on": plan.launch.launched_on,
        "cohort_on": plan.cohort_on,
    }


def _months(windows: Windows | NoWindows) -> Row:
    if isinstance(windows, NoWindows):
        return {"months": 0}
    return {
        "months": windows.count,
        "before_start": windows.before.start,
        "before_end": windows.before.end,
        "after_start": windows.after.start,
        "after_end": windows.after.end,
    }


def _gain(revenue: Effect, cost: Cost) -> Row:
    if revenue.before is None or revenue.after is None:
        return {"reason": revenue.reason}
    n = revenue.n
    gain = incremental_revenue(revenue.before, revenue.after, n)
    low, high = (end * n for end in revenue.interval) if revenue.interval else (None, None)
    return {
        "incremental_revenue": gain,
        "incremental_low": low,
        "incremental_high": high,
        "roi": _roi(gain, cost),
        "roi_low": _roi(low, cost),
        "roi_high": _roi(high, cost),
        "reason": cost.reason or None,
    }


def _roi(gain: float | None, cost: Cost) -> float | None:
    if gain is None or cost.amount is None:
        return None
    return return_on_investment(gain, float(cost.amount))


def _told(beside: Beside | None) -> Row:
    if beside is None:
        return {}
    return {
        "others": beside.others,
        "others_change": beside.growth,
        "beside_others": beside.left,
        "beside_others_low": beside.low,
        "beside_others_high": beside.high,
    }
