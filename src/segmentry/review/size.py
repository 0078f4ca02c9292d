"""Segments that are empty, too small to act on, or so large that they hide differences."""

from collections.abc import Iterator

from segmentry.review.evidence import Evidence, Row
from segmentry.review.finding import Finding
from segmentry.review.likeness import nearest

_SMALL_SHARE = 0.01
"""Below one account in a hundred, work of its own for a segment hardly pays."""
_NAMED_ON_PURPOSE = ("list",)


def check_size(evidence: Evidence) -> Iterator[Finding]:
    """Empty and small segments; those on lists are small on purpose."""
    for segment in evidence.segments:
        if evidence.methods.get(segment["segmentation"]) in _NAMED_ON_PURPOSE:
            continue
        if not segment["accounts"]:
            yield _empty(segment)
        elif segment["accounts"] < evidence.floor or segment["account_share"] < _SMALL_SHARE:
            yield _small(evidence, segment)
    yield from _large(evidence)


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
    )


def _small(evidence: Evidence, segment: Row) -> Finding:
    few = segment["accounts"] < evidence.floor
    limit = float(evidence.floor) if few else _SMALL_SHARE
    how = f"fewer than {evidence.floor} accounts" if few else "less than 1 % of the accounts"
    other = nearest(evidence, segment)
    advice = (
        f" The segment most like it is '{other}': merge them, unless you treat them differently."
        if other
        else " Merge it with one that you treat alike."
    )
    return Finding(
        "small",
        segment["segmentation"],
        segment["segment"],
        "size",
        "merge",
        f"'{segment['segment']}' has {how}.{advice}",
        4,
        segment["accounts"],
        float(segment["accounts"]) if few else segment["account_share"],
        limit,
        other,
    )


def _large(evidence: Evidence) -> Iterator[Finding]:
    """What the segments' own warnings found to hide strong differences."""
    by_subject = {f"{s['segmentation']}: {s['segment']}": s for s in evidence.segments}
    for warning in evidence.warnings:
        segment = by_subject.get(warning["subject"])
        if warning["code"] == "under_segmentation" and segment:
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
            )
