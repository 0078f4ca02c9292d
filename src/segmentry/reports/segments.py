"""Segments and segmentations as the sections show them."""

from dataclasses import dataclass

from segmentry.reports import format as f
from segmentry.reports.view import Row, SegmentationFacts

WITHHELD = "hidden, so that a smaller group cannot be worked out from the totals"


@dataclass(frozen=True)
class Segment:
    """A segment with its figures; `small` ones are below the privacy floor."""

    stats: Row
    small: bool
    withheld: bool
    is_country: bool = False

    @property
    def key(self) -> str:
        """What tables and commands call it."""
        return str(self.stats["segment"])

    @property
    def name(self) -> str:
        """What people call it: a country by its name, not its code."""
        return f.country(self.key) if self.is_country else self.key

    @property
    def accounts(self) -> int:
        return int(self.stats["accounts"])

    @property
    def is_shown(self) -> bool:
        return not (self.small or self.withheld)

    @property
    def anchor(self) -> str:
        return f"segment-{self.stats['segmentation']}-{self.stats['position']}"


@dataclass(frozen=True)
class Segmentation:
    """A segmentation with its segments in the order it names them."""

    facts: SegmentationFacts
    segments: tuple[Segment, ...]
    looked_at: int
    left_over: int
    """Accounts that were looked at and are in no segment."""
    left_over_value: float | None
    outside: int
    """Accounts that the segmentation does not look at."""

    @property
    def name(self) -> str:
        return self.facts.name

    @property
    def title(self) -> str:
        told = self.facts.title
        return told if told and told != self.name else f.words(self.name)

    @property
    def anchor(self) -> str:
        return f"segmentation-{self.name}"

    def segment_name(self, key: str) -> str:
        """What people call a segment, one that is gone included."""
        return f.country(key) if self.facts.is_by_country else key

    @property
    def exclusive(self) -> bool:
        return self.facts.assignment == "first_match"

    @property
    def largest(self) -> list[Segment]:
        """By value, then accounts, then place; what is hidden tells no order by its value."""
        return sorted(self.segments, key=_by_value)

    @property
    def value(self) -> float | None:
        """Value of all accounts looked at; unknown where segments overlap."""
        known = [float(s.stats["revenue"]) for s in self.segments if s.stats["revenue"] is not None]
        if not self.exclusive or not (known or self.left_over_value is not None):
            return None
        return sum(known) + (self.left_over_value or 0.0)


def _by_value(segment: Segment) -> tuple[float, int, int]:
    value = 0.0 if segment.withheld else _value(segment)
    return (-value, -segment.accounts, segment.stats["position"])


def _value(segment: Segment) -> float:
    return float(segment.stats["revenue"] or 0.0)
