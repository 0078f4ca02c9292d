"""The stage: members over time, and the figures of the segments."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.segments.memberships import write_memberships
from segmentry.segments.patterns import find_patterns, read_segments
from segmentry.segments.stats import write_stats


def run(context: RunContext) -> None:
    """Write the memberships and everything that is known about the segments."""
    write_memberships(context)
    segments = read_segments(context)
    find_patterns(context, segments)
    write_stats(context, segments)
    for table in (
        Table.SEGMENT_DIFFERENCES,
        Table.SEGMENT_OVERLAPS,
        Table.SEGMENT_MONTHS,
        Table.WARNINGS,
    ):
        context.write_empty(table)
