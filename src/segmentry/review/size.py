"""Segments that are empty, too small to act on, or so large that they hide differences."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from segmentry.review.evidence import Evidence, Row
from segmentry.review.finding import Finding
from segmentry.review.likeness import nearest

_SMALL_SHARE = 0.01
"""Below one account in a hundred, work of its own for a segment hardly pays."""
_NAMED = 3


def check_size(evidence: Evidence) -> Iterator[Finding]:
    """Empty and small segments of what somebody drew; those of lists are small on purpose."""
    for segmentation, rows in groupby(evidence.segments, key=lambda s: s["segmentation"]):
        if evidence.is_drawn(segmentation):
            yield from _of_one(evidence, segmentation, list(rows))
    yield from _large(evidence)


def _of_one(evidence: Evidence, segmentation: str, segments: Sequence[Row]) -> Iterator[Finding]:
    """One by one where somebody acts on a segment or wrote its rule, the other small together."""
    small = []
    for segment in segments:
        is_acted_on = (segmentation, segment["segment"]) in evidence.acted_on
        if not segment["accounts"]:
            if is_acted_on or evidence.methods.get(segmentation) == "rules":
                yield _empty(segment)
        elif segment["accounts"] < evidence.floor or segment["account_share"] < _SMALL_SHARE:
            if is_acted_on:
                yield _small(evidence, segment)
            else:
                small.append(segment)
    if small:
        yield _small_ones(evidence, segmentation, small, sum(s["accounts"] > 0 for s in segments))


def _empty(segment: Row) -> Finding:
    return Finding(
        "empty",
        segment["segmentation"],
        segment["segment"],
        "size",
        "retire",
        f"Nobody is in '{segment['segment']}'. Check its rule, or retire it.",
        4,
        0,
        0.0,
        1.0,
        unit="count",
    )


def _small(evidence: Evidence, segment: Row) -> Finding:
    few = segment["accounts"] < evidence.floor
    limit = float(evidence.floor) if few else _SMALL_SHARE
    how = f"fewer than {evidence.floor} accounts" if few else "less than 1 % of the accounts"
    other = nearest(evidence, segment)
    advice = (
        f"The segment most like it is '{other}': merge them, unless you treat them differently."
        if other
        else "Merge it with one that you treat alike."
    )
    return Finding(
        "small",
        segment["segmentation"],
        segment["segment"],
        "size",
        "merge",
        f"'{segment['segment']}' has {how}, and somebody acts on it. {advice}",
        4,
        segment["accounts"],
        float(segment["accounts"]) if few else segment["account_share"],
        limit,
        other,
        unit="count" if few else "share",
    )


def _small_ones(
    evidence: Evidence, segmentation: str, small: Sequence[Row], filled: int
) -> Finding:
    """Named from the smallest, without their sizes."""
    ordered = sorted(small, key=lambda s: (s["accounts"], s["position"]))
    named = ", ".join(f"'{s['segment']}'" for s in ordered[:_NAMED])
    verb = "has" if len(small) == 1 else "have"
    which = f"the smallest: {named}" if len(small) > _NAMED else named
    return Finding(
        "small",
        segmentation,
        "",
        "size",
        "merge",
        f"{len(small)} of the {filled} segments with members in '{segmentation}' {verb} fewer than "
        f"{evidence.floor} accounts or less than 1 % of all; {which}. Merge those that you treat "
        "alike, or divide into fewer.",
        4,
        sum(s["accounts"] for s in small),
        float(len(small)),
        0.0,
        unit="count",
    )


def _large(evidence: Evidence) -> Iterator[Finding]:
    """What the segments' own warnings found to hide strong differences."""
    by_subject = {f"{s['segmentation']}: {s['segment']}": s for s in evidence.segments}
    for warning in evidence.warnings:
        segment = by_subject.get(warning["subject"])
        if warning["code"] != "under_segmentation" or segment is None:
            continue
        if evidence.is_drawn(segment["segmentation"]):
            yield Finding(
                "spread",
                segment["segmentation"],
                segment["segment"],
                "difference",
                "split",
                warning["message"],
                3,
                segment["accounts"],
                warning["value"],
                warning["limit"],
                unit="times",
            )
