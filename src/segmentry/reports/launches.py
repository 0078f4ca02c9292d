"""What launches brought, as the report, the terminal and the spreadsheet read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.small_groups import TELLS_ANOTHER, too_small, withheld
from segmentry.reports.view import Row, RunView, rows_of
from segmentry.roi.formula import Change

ALL = "All that are acted on"
_YEAR = 12
_OPEN = "It cannot be told yet"
_ALONE = "It cannot be told"
_NO_OTHERS = (
    "there are no other accounts to compare with, and before and after alone do not show what "
    "caused the change"
)
_HEAD = (
    "launch", "title", "segmentation", "segment", "launched_on", "cohort_on", "before_start",
    "before_end", "after_start", "after_end", "months",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """Whether a launch paid off, and what keeps that from being told."""

    word: str
    reason: str = ""


@dataclass(frozen=True)
class LaunchPart:
    """A segment of a launch, or all of them together."""

    returned: Row
    effects: tuple[Row, ...]
    is_small: bool = False
    hidden: str = ""
    """Why nothing of it may be shown."""

    @property
    def segment(self) -> str:
        return str(self.returned["segment"])

    @property
    def name(self) -> str:
        return self.segment or ALL

    @property
    def is_measured(self) -> bool:
        return self.returned["average_before"] is not None

    @property
    def months(self) -> str:
        """Over how many months revenue was compared; empty where none were."""
        count = self.returned["months"]
        return f.counted(count, "month") if count else ""

    @property
    def pace(self) -> f.Number | None:
        """Incremental revenue if it went on like this for a year; none where a year is known."""
        gain, months = self.returned["incremental_revenue"], self.returned["months"]
        return None if gain is None or not 0 < months < _YEAR else gain * _YEAR / months

    @property
    def verdict(self) -> Verdict:
        """As sure as both intervals allow: of the return, and of what the others leave of it."""
        low, high = self.returned["roi_low"], self.returned["roi_high"]
        if low is None or high is None:
            return Verdict("Its return is not known")
        if low <= 0 <= high:
            return Verdict(_OPEN, "its interval reaches from a loss to a gain")
        if self.returned["beside_others_low"] is None:
            return Verdict(_ALONE, _NO_OTHERS)
        doubt = self._doubt(is_gain=low > 0)
        if doubt:
            return Verdict(_OPEN, doubt)
        return Verdict("It paid off" if low > 0 else "It has not paid off")

    def _doubt(self, *, is_gain: bool) -> str:
        """What the accounts that were not acted on say against it."""
        row = self.returned
        low, high, cost = row["beside_others_low"], row["beside_others_high"], row["cost"]
        if is_gain and low <= 0:
            return "with the change of the other accounts taken off, there may be no gain at all"
        if is_gain and low <= cost:
            return "with the change of the other accounts taken off, it may be less than the cost"
        if not is_gain and high >= cost:
            return "with the change of the other accounts taken off, it may be more than the cost"
        return ""

    @property
    def cautions(self) -> tuple[str, ...]:
        return tuple(self.returned["caution"].splitlines())


@dataclass(frozen=True)
class Launch:
    """A launch with its segments; the first part is all together."""

    parts: tuple[LaunchPart, ...]

    @property
    def whole(self) -> LaunchPart:
        return self.parts[0]

    @property
    def name(self) -> str:
        return str(self.whole.returned["launch"])

    @property
    def title(self) -> str:
        told = str(self.whole.returned["title"])
        return told if told != self.name else f.words(self.name)

    @property
    def segments(self) -> tuple[LaunchPart, ...]:
        return self.parts[1:]

    def part(self, segment: str) -> LaunchPart | None:
        return next((p for p in self.parts if p.segment == segment), None)

    @property
    def compared(self) -> str:
        """Whose what is compared with what, in a sentence."""
        row = self.whole.returned
        if row["before_start"] is None:
            return f"Launched on {f.day(row['launched_on'])}."
        return (
            f"Launched on {f.day(row['launched_on'])}. The accounts that were members on "
            f"{f.day(row['cohort_on'])} are followed: {_months(row, 'after')} compared with "
            f"{_months(row, 'before')}."
        )


def launches_of(run: RunView) -> tuple[Launch, ...]:
    """All launches of a run, by name; segments in the order of their names."""
    effects = rows_of(run, f"select * from {Table.LAUNCH_EFFECTS}")
    returns = rows_of(run, f"select * from {Table.LAUNCH_RETURNS} order by launch, segment")
    names = dict.fromkeys(r["launch"] for r in returns)
    parts = {
        name: tuple(_part(r, effects) for r in returns if r["launch"] == name) for name in names
    }
    floor = run.facts.privacy_floor
    return tuple(Launch(_kept_private(p, floor)) for p in parts.values())


def _kept_private(parts: tuple[LaunchPart, ...], floor: int) -> tuple[LaunchPart, ...]:
    """Small groups hidden, and with them the next one where all less the others tells them."""
    sizes = [part.returned["customers"] or 0 for part in parts]
    kept = {0} if too_small(sizes[0], floor) else set()
    kept |= {at + 1 for at in withheld(sizes[1:], floor)}
    return tuple(
        _without_figures(part, floor, sizes[at]) if at in kept else part
        for at, part in enumerate(parts)
    )


def _without_figures(part: LaunchPart, floor: int, size: int) -> LaunchPart:
    is_small = too_small(size, floor)
    reason = f"a group of fewer than {floor} accounts" if is_small else TELLS_ANOTHER
    row = {column: value if column in _HEAD else None for column, value in part.returned.items()}
    return LaunchPart({**row, "caution": "", "reason": reason}, (), is_small, reason)


def _part(returned: Row, effects: Sequence[Row]) -> LaunchPart:
    key = returned["launch"], returned["segment"]
    return LaunchPart(returned, tuple(e for e in effects if (e["launch"], e["segment"]) == key))


def _months(row: Row, side: str) -> str:
    first = row[f"{side}_start"]
    count = row["months"]
    last = first.replace(
        year=first.year + (first.month + count - 2) // 12,
        month=(first.month + count - 2) % 12 + 1,
    )
    return f.month(first) if count == 1 else f"{f.month(first)} to {f.month(last)}"


def figure(value: f.Number | None, unit: str, currency: str, reason: str = "") -> f.Shown:
    """A figure of a launch with its unit."""
    if value is None:
        return f.unknown(reason or "not known")
    if unit == "currency":
        return f.money(value, currency)
    return f.percent(value) if unit == "share" else f.short(value)


def change(effect: Row, currency: str) -> f.Shown:
    """The change, absolute and relative: +3 points (60 %), +€204 (20 %)."""
    if effect["before"] is None or effect["after"] is None:
        return f.unknown(effect["reason"] or "not known")
    columns = ("label", "unit", "better", "before", "after")
    told = Change(**{name: effect[name] for name in columns}, currency=f.symbol(currency))
    return f.Shown(told.figures.replace("-", "\N{MINUS SIGN}"))


def interval(low: f.Number | None, high: f.Number | None, unit: str, currency: str) -> f.Shown:
    """A 95 % interval: €1.2 k to €3 k; of a change of shares in points."""
    if low is None or high is None:
        return f.unknown("too few accounts for an interval")
    if unit == "points":
        ends = (f"{100 * float(low):+.1f}", f"{100 * float(high):+.1f} points")
        return f.Shown(" to ".join(ends).replace("-", "\N{MINUS SIGN}"))
    return f.Shown(f"{figure(low, unit, currency)} to {figure(high, unit, currency)}")


def interval_of(effect: Row, currency: str) -> f.Shown:
    """The interval of a metric's change."""
    unit = "points" if effect["unit"] == "share" else effect["unit"]
    return interval(effect["change_low"], effect["change_high"], unit, currency)
