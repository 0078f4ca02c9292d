"""Something a review should decide on, under a name that stays from run to run."""

import hashlib
from calendar import month_abbr
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

PROPOSALS = ("keep", "merge", "split", "retire", "re-target", "act")
"""What can be decided about a segment."""


@dataclass(frozen=True)
class Finding:
    """A row of REVIEW_FINDINGS."""

    about: str
    """What was seen, in one word; with the segment it makes the name."""
    segmentation: str
    segment: str
    kind: str
    proposal: str
    message: str
    severity: int
    """1 is the most urgent."""
    accounts: int | None = None
    value: float | None = None
    limit: float | None = None
    other_segment: str | None = None
    is_about_both: bool = False
    """The other segment belongs to the name."""
    unit: str | None = None
    """Of value and limit: share, count, days, times, standard deviations, or as the KPI's."""

    @property
    def name(self) -> str:
        """A hash of what it is about, never of its figures."""
        about = [self.kind, self.about, self.segmentation, self.segment]
        about += [self.other_segment or ""] if self.is_about_both else []
        return hashlib.blake2b("\x1f".join(about).encode(), digest_size=4).hexdigest()

    @property
    def row(self) -> dict[str, object]:
        said = asdict(self)
        return {"finding": self.name, **{k: said[k] for k in _COLUMNS}}


def day(value: date) -> str:
    """A day in a sentence: 1 Apr 2026."""
    return f"{value.day} {month_abbr[value.month]} {value.year}"


def figure(value: float | None, unit: str, currency: str) -> str:
    """A figure in a sentence, with its unit: 1,200 EUR, 4.5 %, 72 days.

    >>> figure(0.2106, "share", "EUR")
    '21.1 %'
    """
    if value is None:
        return "unknown"
    if unit in ("share", "ratio"):
        return f"{100 * value:,.1f} %".replace(".0 %", " %")
    text = f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.2f}"
    said = {"currency": currency, "days": "days", "points": "points"}.get(unit, "")
    return f"{text} {said}".rstrip()


_COLUMNS = (
    "segmentation", "segment", "kind", "proposal", "other_segment", "message", "accounts", "value",
    "limit", "unit", "severity",
)  # fmt: skip


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The most urgent first, then those that touch most accounts; each name once."""
    ordered = sorted(
        findings,
        key=lambda f: (f.severity, -(f.accounts or 0), f.segmentation, f.segment, f.about, f.name),
    )
    return list({finding.name: finding for finding in reversed(ordered)}.values())[::-1]
