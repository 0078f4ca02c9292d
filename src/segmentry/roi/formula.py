"""The formulas of the return, and a change of a figure in words."""

from dataclasses import dataclass

_POINTS = ("share",)


def incremental_revenue(before: float, after: float, customers: int) -> float:
    """Incremental revenue: (new average revenue - old average revenue) x customers.

    >>> incremental_revenue(1000, 1500, 100)
    50000
    """
    return (after - before) * customers


def return_on_investment(gain: float, cost: float) -> float | None:
    """Return on investment: (gain - cost) / cost; unknown without a cost.

    >>> return_on_investment(50_000, 5_000)
    9.0
    """
    return (gain - cost) / cost if cost > 0 else None


@dataclass(frozen=True)
class Change:
    """A figure before and after, and what became of it."""

    label: str
    unit: str
    """share, currency, count or ratio."""
    better: str
    """Which way is better: higher or lower."""
    before: float
    after: float
    currency: str = ""
    """Sign before amounts of money, where there is one."""

    @property
    def absolute(self) -> float:
        return self.after - self.before

    @property
    def relative(self) -> float | None:
        """The change as a share of what it was; unknown where that was nothing."""
        return self.absolute / self.before if self.before > 0 else None

    @property
    def is_improvement(self) -> bool | None:
        """For 'lower is better' a fall is an improvement; no change is neither."""
        if self.absolute == 0:
            return None
        return (self.absolute > 0) == (self.better == "higher")

    @property
    def figures(self) -> str:
        """The change as people read it.

        >>> Change("Churn rate", "share", "lower", 0.15, 0.10).figures
        '-5 points (-33 %)'
        """
        relative = "" if self.relative is None else f" ({percent(self.relative)})"
        return f"{difference(self.absolute, self.unit, self.currency)}{relative}"

    @property
    def words(self) -> str:
        """The change in a sentence."""
        if self.absolute == 0:
            return f"{self.label} stayed at {amount(self.before, self.unit)}."
        way = "rose" if self.absolute > 0 else "fell"
        kind = "an improvement" if self.is_improvement else "a change for the worse"
        return (
            f"{self.label} {way} from {amount(self.before, self.unit)} to "
            f"{amount(self.after, self.unit)}: {self.figures}, {kind}."
        )


def difference(value: float, unit: str, currency: str = "") -> str:
    """A difference with its sign; of shares in points, of money with the currency.

    >>> difference(0.03, "share")
    '+3 points'
    >>> difference(-10, "currency", "€")
    '-€10'
    """
    if unit not in _POINTS:
        text = _number(value, "+")
        mark = currency if unit == "currency" and text != "0" else ""
        return f"{text[:1]}{mark}{text[1:]}"
    points = _number(100 * value, "+")
    return f"{points} {'point' if points[1:] == '1' else 'points'}"


def amount(value: float, unit: str) -> str:
    """A figure without its currency: 1,200, 5 %."""
    return percent(value) if unit in _POINTS else _number(value)


def percent(share: float) -> str:
    """A share as percent, whole where that says enough.

    >>> percent(9.0)
    '900 %'
    """
    return f"{_number(100 * share, coarse=True)} %"


def _number(value: float, sign: str = "", *, coarse: bool = False) -> str:
    """Whole from 100 on (percent from 10 on), or where nothing is behind the point."""
    value = round(value, 9)
    digits = 0 if abs(value) >= (9.95 if coarse else 99.5) else 1 if coarse else 2
    text = f"{round(value, digits):{sign},.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "+0") else text
