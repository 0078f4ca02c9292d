"""Segments that many members left since the run before."""

from collections.abc import Iterator

from segmentry.review.evidence import Evidence, Row
from segmentry.review.finding import Finding, day

_MOST_LEFT = 0.3
"""When three in ten left, what is done for a segment meets other companies than it was made for."""
_FEWEST = 20
"""Of fewer members, three in ten may leave by chance."""


def check_drift(evidence: Evidence) -> Iterator[Finding]:
    """Segments that no longer hold those they held."""
    for segment in evidence.segments:
        moves = [
            m
            for m in evidence.moves
            if m["segmentation"] == segment["segmentation"]
            and m["from_segment"] == segment["segment"]
        ]
        left, joined = segment["left"] or 0, segment["joined"] or 0
        before = segment["accounts"] - joined + left
        if moves and before >= _FEWEST and left > _MOST_LEFT * before:
            yield _finding(segment, moves, left, left / before)


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
    )
