"""What became of each metric: before, during, after, beside all accounts, with its interval."""

from dataclasses import dataclass
from fractions import Fraction

from segmentry.model.plans import LaunchDefinition
from segmentry.roi.formula import Change
from segmentry.roi.metrics import Kind, Metric
from segmentry.roi.sums import MetricSums
from segmentry.roi.windows import Windows
from segmentry.statistics.paired import (
    Interval,
    PairedSums,
    interval_of_change,
    interval_of_paired_shares,
    interval_of_two_shares,
)

_INTERVALS = {
    Kind.MEAN: interval_of_change,
    Kind.SHARE: interval_of_paired_shares,
    Kind.TWO_SHARES: interval_of_two_shares,
}
Row = dict[str, object]


@dataclass(frozen=True)
class Effect:
    """A metric of a group of accounts, as people read it."""

    metric: Metric
    n: int
    before: float | None = None
    during: float | None = None
    after: float | None = None
    interval: Interval | None = None
    reason: str = ""

    @property
    def change(self) -> Change | None:
        if self.before is None or self.after is None:
            return None
        m = self.metric
        return Change(m.label, m.unit, m.better, self.before, self.after)

    @property
    def words(self) -> str:
        """The change in a sentence, with what the interval says."""
        if self.change is None:
            return f"{self.metric.label} is unknown: {self.reason}."
        if self.interval is None or self.change.absolute == 0:
            return self.change.words
        low, high = self.interval
        chance = " The interval includes no change: it may be chance." if low <= 0 <= high else ""
        return self.change.words + chance


def effect_of(metric: Metric, sums: MetricSums | None, windows: Windows, fewest: int) -> Effect:
    """A metric of a group of accounts; what cannot be known has a reason."""
    n = sums.paired.n if sums else 0
    reason = _reason(metric, sums, windows, fewest)
    if sums is None or reason:
        return Effect(metric, n, reason=reason)
    scale = windows.a_year if metric.is_sum else 1.0
    interval = _INTERVALS[metric.kind](sums.paired)
    return Effect(
        metric,
        n,
        _scaled(sums.paired.before, scale),
        _during(metric, sums, windows),
        _scaled(sums.paired.after, scale),
        (interval[0] * scale, interval[1] * scale) if interval else None,
    )


def effect_row(launch: LaunchDefinition, segment: str, own: Effect, overall: Effect) -> Row:
    """A row of LAUNCH_EFFECTS."""
    change = own.change
    low, high = own.interval or (None, None)
    return {
        "launch": launch.name,
        "segmentation": launch.segmentation,
        "segment": segment,
        "kpi": own.metric.name,
        "label": own.metric.label,
        "unit": own.metric.unit,
        "better": own.metric.better,
        "before": own.before,
        "during": own.during,
        "after": own.after,
        "change": change.absolute if change else None,
        "change_low": low,
        "change_high": high,
        "relative_change": change.relative if change else None,
        "is_improvement": change.is_improvement if change else None,
        "overall_before": overall.before,
        "overall_after": overall.after,
        "n": own.n,
        "words": own.words,
        "reason": own.reason or None,
    }


def _reason(metric: Metric, sums: MetricSums | None, windows: Windows, fewest: int) -> str:
    if sums is None or sums.paired.n == 0:
        return "nobody was in the segment on that day"
    if sums.paired.n < fewest:
        return f"{sums.paired.n} accounts are fewer than the {fewest} a figure needs"
    if metric.needs_earlier and windows.earlier is None:
        return "the data does not reach back far enough to know who bought before"
    return _nothing_to_divide(sums.paired) or _too_little(metric, sums.paired, fewest)


def _nothing_to_divide(paired: PairedSums) -> str:
    if paired.before is None and paired.after is None:
        return "there is nothing to divide by, neither before nor after"
    if paired.before is None:
        return "there is nothing to divide by before the launch"
    return "there is nothing to divide by after the launch" if paired.after is None else ""


def _too_little(metric: Metric, paired: PairedSums, fewest: int) -> str:
    least = min(paired.totals[1], paired.totals[3])
    if metric.unit != "share" or least >= fewest:
        return ""
    return f"{least} are too few to take a share of, {fewest} are needed"


def _during(metric: Metric, sums: MetricSums, windows: Windows) -> float | None:
    if not windows.during.count or not metric.has_during or sums.below_during <= 0:
        return None
    scale = 12 / windows.during.count if metric.is_sum else 1.0
    return float(sums.above_during / sums.below_during) * scale


def _scaled(value: Fraction | None, scale: float) -> float | None:
    return None if value is None else float(value) * scale
