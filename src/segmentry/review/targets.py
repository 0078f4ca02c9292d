"""What was promised and is not done: objectives, strategies, segments, and data too old."""

from collections.abc import Iterator

from segmentry.review.evidence import Evidence, Row
from segmentry.review.finding import Finding, day, figure

_WORTH_ACTING = 0.1
"""A tenth of the value deserves that somebody answers for it."""


def check_objectives(evidence: Evidence) -> Iterator[Finding]:
    """Objectives and strategies' targets that were missed or are behind."""
    for row in evidence.objectives:
        if row["state"] not in ("missed", "behind"):
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
        )


def check_strategies(evidence: Evidence) -> Iterator[Finding]:
    """Strategies that ended or cannot act, and valuable segments without one beside others."""
    taken = [s for s in evidence.strategies if s["strategy"] and not s["is_template"]]
    for row in taken:
        if row["end"] and row["end"] < evidence.as_of and row["status"] != "done":
            yield _ended(row)
        if row["problem"]:
            yield _does_nothing(row)
    begun = {segmentation for segmentation, _ in evidence.acted_on}
    for segment in evidence.segments:
        key = (segment["segmentation"], segment["segment"])
        share = segment["revenue_share"] or 0.0
        if key not in evidence.acted_on and key[0] in begun and share >= _WORTH_ACTING:
            yield _nobody(segment, share)


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


def _nobody(segment: Row, share: float) -> Finding:
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
    )
