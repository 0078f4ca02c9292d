"""What was promised and is not done: objectives, strategies, segments, and data too old."""

from collections.abc import Iterator, Sequence

from segmentry.review.evidence import Evidence, Row
from segmentry.review.finding import Finding, day, figure

_WORTH_ACTING = 0.1
"""A tenth of the value deserves that somebody answers for it."""
_NAMED = 5


def check_objectives(evidence: Evidence) -> Iterator[Finding]:
    """Objectives and strategies' targets that were missed or are behind, once they have begun."""
    for row in evidence.objectives:
        if row["state"] not in ("missed", "behind"):
            continue
        if row["kind"] == "strategy" and row["name"] in evidence.not_begun:
            continue
        now, target = (figure(row[v], row["unit"], evidence.currency) for v in ("value", "target"))
        by = f" by {day(row['by'])}" if row["by"] else ""
        yield Finding(
            f"target {row['name']} {row['kpi']}",
            row["segmentation"],
            row["segment"],
            "performance",
            "act",
            f"The {row['kind']} '{row['title'] or row['name']}' is {row['state']}: "
            f"{row['label']} is {now}, the target {target}{by}. Change what is "
            "done, or the target.",
            1 if row["state"] == "missed" else 2,
            value=row["value"],
            limit=row["target"],
            unit=row["unit"],
        )


def check_strategies(evidence: Evidence) -> Iterator[Finding]:
    """Strategies that ended or cannot act, and valuable segments without one beside others."""
    taken = [s for s in evidence.strategies if s["strategy"] and not s["is_template"]]
    for row in taken:
        if row["end"] and row["end"] < evidence.as_of and row["status"] != "done":
            yield _ended(row)
        if row["problem"]:
            yield _does_nothing(row)
    left = _left_alone(evidence)
    if len(left) > 1:
        yield _nobody_acts(left)
    else:
        yield from map(_nobody, left)


def _left_alone(evidence: Evidence) -> list[Row]:
    """Valuable segments without a strategy beside others with one; the most valuable first."""
    with_any = {segmentation for segmentation, _ in evidence.acted_on}
    found = [
        s
        for s in evidence.segments
        if s["segmentation"] in with_any
        and (s["segmentation"], s["segment"]) not in evidence.acted_on
        and (s["revenue_share"] or 0.0) >= _WORTH_ACTING
    ]
    return sorted(found, key=lambda s: (-s["revenue_share"], s["segmentation"], s["position"]))


def check_data(evidence: Evidence) -> Iterator[Finding]:
    """Data that is too old to review by."""
    for warning in evidence.warnings:
        if warning["code"] == "stale_data":
            yield Finding(
                f"stale {warning['subject']}",
                "",
                "",
                "data",
                "act",
                warning["message"],
                2,
                value=warning["value"],
                limit=warning["limit"],
                unit="days",
            )


def _ended(row: Row) -> Finding:
    return Finding(
        f"ended {row['strategy']}",
        row["segmentation"],
        row["segment"],
        "strategy",
        "re-target",
        f"The strategy '{row['title'] or row['strategy']}' for '{row['segment']}' ended on "
        f"{day(row['end'])} and is still {row['status']}. "
        "See what it brought, and go on or close it.",
        3,
        row["accounts"],
    )


def _does_nothing(row: Row) -> Finding:
    return Finding(
        f"problem {row['strategy']}",
        row["segmentation"],
        row["segment"],
        "strategy",
        "act",
        f"The strategy '{row['title'] or row['strategy']}' cannot do what it says. "
        f"{row['problem']}",
        2,
    )


def _nobody_acts(segments: Sequence[Row]) -> Finding:
    """Told together, without their shares: others could be worked out from them."""
    named = [f"'{s['segment']}' of {s['segmentation']}" for s in segments[:_NAMED]]
    more = f" and {len(segments) - _NAMED} more" if len(segments) > _NAMED else ""
    return Finding(
        "nobody",
        "",
        "",
        "strategy",
        "act",
        f"Nobody acts on {len(segments)} segments that bring a tenth of the value or more, beside "
        f"others of theirs that somebody acts on: {', '.join(named)}{more}. Write strategies for "
        "them, or decide to leave them alone.",
        2,
        limit=_WORTH_ACTING,
        unit="share",
    )


def _nobody(segment: Row) -> Finding:
    share = segment["revenue_share"]
    return Finding(
        "nobody",
        segment["segmentation"],
        segment["segment"],
        "strategy",
        "act",
        f"Nobody acts on '{segment['segment']}', which brings {100 * share:.0f} % of the value. "
        "Write a strategy for it, or decide to leave it alone.",
        2,
        segment["accounts"],
        share,
        _WORTH_ACTING,
        unit="share",
    )
