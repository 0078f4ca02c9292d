"""Which months are compared: as many before the launch as after it, of the same seasons."""

from dataclasses import dataclass
from datetime import date, timedelta

from segmentry.model.plans import LaunchDefinition

_YEAR = 12


@dataclass(frozen=True)
class Months:
    """Months in a row, counted from year 0; the last one is not in it."""

    first: int
    last: int

    @property
    def start(self) -> date:
        return _day(self.first)

    @property
    def end(self) -> date:
        """The first day after it."""
        return _day(self.last)

    @property
    def count(self) -> int:
        return self.last - self.first

    def back(self, months: int) -> "Months":
        return Months(self.first - months, self.last - months)

    @property
    def words(self) -> str:
        last = _name(_day(self.last - 1))
        return last if self.count == 1 else f"{_name(self.start)} to {last}"


@dataclass(frozen=True)
class Windows:
    """The months that a launch is measured by."""

    before: Months
    during: Months
    after: Months
    earlier: Months | None
    """As long before `before` as that lies before `after`; none where the data begins later."""
    is_same_season: bool
    is_first_of_data: bool
    """The first month compared is the first of the data, which may have begun within it."""

    @property
    def count(self) -> int:
        return self.after.count

    @property
    def a_year(self) -> float:
        """What sums over these months are multiplied by to stand for a year."""
        return _YEAR / self.count


@dataclass(frozen=True)
class NoWindows:
    """Why nothing can be compared."""

    reason: str


def windows_of(launch: LaunchDefinition, first: date, as_of: date) -> Windows | NoWindows:
    """The months to compare, given the first month of the data and its last day."""
    began = _index(launch.launched_on)
    # the month it began in is before as well as after, unless it began on the first
    after = began + (launch.launched_on.day > 1) + launch.during_months
    full = _index(as_of + timedelta(days=1))
    reason = _reason(launch, first, as_of, has_after=full > after)
    if reason:
        return NoWindows(reason)
    oldest = max(_index(first), began - launch.before_months)
    count = min(launch.after_months, full - after, began - oldest)
    before, is_same_season = _before(began, after, count, oldest)
    earlier = before.back(after - before.first)
    return Windows(
        before,
        Months(began, after),
        Months(after, after + count),
        earlier if earlier.first >= _index(first) else None,
        is_same_season,
        before.first == _index(first),
    )


def _before(began: int, after: int, count: int, oldest: int) -> tuple[Months, bool]:
    """The same months of an earlier year where the data has them, or else the last ones."""
    nearest = Months(began - count, began)
    if count % _YEAR == 0:
        return nearest, True
    years = -(-(after + count - began) // _YEAR)
    same = Months(after, after + count).back(_YEAR * years)
    return (same, True) if same.first >= oldest else (nearest, False)


def _reason(launch: LaunchDefinition, first: date, as_of: date, *, has_after: bool) -> str:
    day = _told(launch.launched_on)
    if launch.launched_on > as_of:
        return (
            f"The launch on {day} lies after the date of the data ({_told(as_of)}): "
            "nothing came after it yet."
        )
    if _index(launch.launched_on) <= _index(first):
        return (
            f"The data begins in {_name(first)}: it tells of no full month before the launch "
            f"on {day}."
        )
    if not has_after:
        return (
            f"No full month has passed since the launch on {day} and its "
            f"{launch.during_months} months of putting in place; the data ends on "
            f"{_told(as_of)}."
        )
    return ""


def _index(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _day(index: int) -> date:
    return date(index // _YEAR, index % _YEAR + 1, 1)


def _name(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _told(day: date) -> str:
    return f"{day.day} {_name(day)}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
