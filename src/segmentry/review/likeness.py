"""How alike two segments are: by what makes each differ from the rest."""

from collections.abc import Iterator
from itertools import combinations
from math import hypot

from segmentry.review.evidence import Evidence, Row
from segmentry.review.finding import Finding

_ALIKE = 0.5
"""Half a standard deviation, a medium effect: two segments that surely differ by less in every
variable are treated as one by anybody who looks at them."""
_FEWEST_VARIABLES = 5
"""Fewer do not tell what a company is like."""

_MOST_OF_ALL = 0.5
"""To merge with what holds most accounts is to give a segment up."""

_MOST_COMPARED = 100
"""Nobody acts on more segments; that they are too many is told before which of them are alike."""

Profile = dict[str, tuple[float, float]]
"""By variable: the effect, and half the width of its interval."""


def check_likeness(evidence: Evidence) -> Iterator[Finding]:
    """Pairs of segments that hardly differ in anything that is known."""
    for segments in _compared(evidence):
        profiles = [(s, _profile(evidence, s)) for s in segments]
        for (one, own), (other, theirs) in combinations(profiles, 2):
            most = _most_apart(own, theirs)
            if most is not None and most < _ALIKE:
                yield _finding(one, other, most)


def nearest(evidence: Evidence, segment: Row) -> str | None:
    """The sibling that is most like a segment, where that can be said."""
    siblings = [s for s in evidence.siblings(segment) if s["account_share"] < _MOST_OF_ALL]
    if len(siblings) > _MOST_COMPARED:
        return None
    own = _profile(evidence, segment)
    found = [
        (distance, sibling["segment"])
        for sibling in siblings
        if (distance := _distance(own, _profile(evidence, sibling))) is not None
    ]
    return min(found)[1] if found else None


def _compared(evidence: Evidence) -> list[list[Row]]:
    """The segments with members of each segmentation that somebody drew."""
    found: dict[str, list[Row]] = {}
    for segment in evidence.segments:
        if segment["accounts"] and evidence.is_drawn(segment["segmentation"]):
            found.setdefault(segment["segmentation"], []).append(segment)
    return [segments for segments in found.values() if len(segments) <= _MOST_COMPARED]


def _finding(one: Row, other: Row, most: float) -> Finding:
    return Finding(
        "alike",
        one["segmentation"],
        one["segment"],
        "difference",
        "merge",
        f"'{one['segment']}' and '{other['segment']}' hardly differ: in every variable by less "
        f"than {most:.2f} standard deviations. Merge them, unless you treat them differently.",
        3,
        one["accounts"] + other["accounts"],
        most,
        _ALIKE,
        other["segment"],
        is_about_both=True,
        unit="standard deviations",
    )


def _profile(evidence: Evidence, segment: Row) -> Profile:
    rows = evidence.differences.get((segment["segmentation"], segment["segment"]), ())
    return {
        r["variable"]: (r["effect"], (r["effect_high"] - r["effect_low"]) / 2)
        for r in rows
        if r["level"] is None and r["effect_low"] is not None
    }


def _most_apart(one: Profile, other: Profile) -> float | None:
    """The largest difference that the intervals allow."""
    both = one.keys() & other.keys()
    if len(both) < _FEWEST_VARIABLES:
        return None
    return max(abs(one[v][0] - other[v][0]) + hypot(one[v][1], other[v][1]) for v in sorted(both))


def _distance(one: Profile, other: Profile) -> float | None:
    both = sorted(one.keys() & other.keys())
    if len(both) < _FEWEST_VARIABLES:
        return None
    return sum(abs(one[v][0] - other[v][0]) for v in both) / len(both)
