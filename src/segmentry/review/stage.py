"""The stage: who moved, and what a review should decide on."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.review.drift import check_drift
from segmentry.review.evidence import read_evidence
from segmentry.review.finding import in_order
from segmentry.review.likeness import check_likeness
from segmentry.review.moves import write_moves
from segmentry.review.performance import check_performance
from segmentry.review.size import check_size
from segmentry.review.targets import check_data, check_objectives, check_strategies

_CHECKS = (
    check_objectives,
    check_data,
    check_drift,
    check_strategies,
    check_likeness,
    check_size,
)


def run(context: RunContext) -> None:
    """Write SEGMENT_MOVES and REVIEW_FINDINGS."""
    context.say("Looking at what should be decided")
    write_moves(context, _measure(context))
    evidence = read_evidence(context)
    found = [*check_performance(context, evidence)]
    for check in _CHECKS:
        found += check(evidence)
    rows = [finding.row for finding in in_order(found)]
    context.write_rows(Table.REVIEW_FINDINGS, "what a review should decide on", rows)


def _measure(context: RunContext) -> str | None:
    rows = context.query(
        "measure_of_moves",
        "what an account is worth",
        f"select max(measure) as measure from {Table.SEGMENT_STATS}",
    ).to_pylist()
    measure: str | None = rows[0]["measure"]
    return measure
