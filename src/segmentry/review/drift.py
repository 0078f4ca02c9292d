"""Segments that many members left since the run before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from segmentry.review.evidence import Evidence, Row
from segmentry.review.finding import Finding, day

_MOST_LEFT = 0.3
"""When three in ten left, what is done for a segment meets other companies than it was made for."""
_FEWEST = 20
"""Of fewer members, three in ten may leave by chance."""


_NAMED = 3


@dataclass(frozen=True)
class _Drift:
    segment: Row
    moves: list[Row]
    left: int
    share: float


def check_drift(evidence: Evidence) -> Iterator[Finding]:
    """One by one the segments somebody acts on; the other ones together."""
    others = []
    for drift in _drifts(evidence):
        name = drift.segment["segmentation"]
        if (name, drift.segment["segment"]) in evidence.acted_on:
            yield _finding(drift.segment, drift.moves, drift.left, drift.share)
        else:
            others.append(drift)
    if others:
        yield _together(others)


def _drifts(evidence: Evidence) -> Iterator[_Drift]:
    """Segments that no longer hold those they held."""
    for segment in evidence.segments:
        if not evidence.is_drawn(segment["segmentation"]):
            continue
        moves = [
            m
            for m in evidence.moves
            if m["segmentation"] == segment["segmentation"]
            and m["from_segment"] == segment["segment"]
        ]
        left, joined = segment["left"] or 0, segment["joined"] or 0
        before = segment["accounts"] - joined + left
        if moves and before >= _FEWEST and left > _MOST_LEFT * before:
            yield _Drift(segment, moves, left, left / before)


def _together(drifts: Sequence[_Drift]) -> Finding:
    ordered = sorted(drifts, key=lambda d: (-d.share, -d.left, d.segment["segment"]))
    shown = [
        f"{100 * d.share:.0f} % of '{d.segment['segment']}' ({d.segment['segmentation']})"
        for d in ordered[:_NAMED]
    ]
    more = len(drifts) - _NAMED
    also = f", and so in {more} more" if more > 0 else ""
    return Finding(
        "left",
        "",
        "",
        "drift",
        "re-target",
        f"Since {day(drifts[0].moves[0]['since'])}, more than {100 * _MOST_LEFT:.0f} % of the "
        f"members left: {', '.join(shown)}{also}. Nobody acts on them; before anybody does, set "
        "limits that hold their members longer.",
        3,
        None,
        ordered[0].share,
        _MOST_LEFT,
        unit="share",
    )


def _finding(segment: Row, moves: list[Row], left: int, share: float) -> Finding:
    largest = max(moves, key=lambda m: (m["accounts"], m["to_segment"]))
    where = f"'{largest['to_segment']}'" if largest["to_segment"] else "no segment"
    return Finding(
        "left",
        segment["segmentation"],
        segment["segment"],
        "drift",
        "re-target",
        f"{100 * share:.0f} % of the members of '{segment['segment']}' left since "
        f"{day(largest['since'])}, most often for {where}; {segment['joined'] or 0:,} joined. See "
        "whether what is done for it still fits, or set its limits so that they do not move.",
        2,
        left,
        share,
        _MOST_LEFT,
        unit="share",
    )
