"""The stage: members over time, the figures of the segments, and what to look at."""

from segmentry.engine.run_context import RunContext
from segmentry.model.value_measures import value_measure
from segmentry.segments.differences import write_differences
from segmentry.segments.levels import count_levels
from segmentry.segments.memberships import write_memberships
from segmentry.segments.months import write_months
from segmentry.segments.numbers import sum_numbers
from segmentry.segments.overlaps import write_overlaps
from segmentry.segments.patterns import find_patterns, read_segments
from segmentry.segments.stats import segment_sizes, write_stats
from segmentry.segments.variables import read_variables
from segmentry.segments.warnings import Evidence, write_warnings


def run(context: RunContext) -> None:
    """Write the memberships and everything that is known about the segments."""
    context.say("Continuing the history of memberships")
    write_memberships(context)
    context.say("Describing the segments")
    segments = read_segments(context)
    find_patterns(context, segments)
    variables = read_variables(context)
    measure = value_measure({v.name for v in variables if v.coverage > 0})
    write_stats(context, segments, measure)
    write_overlaps(context)
    write_months(context, measure)
    numbers = sum_numbers(context, variables)
    write_differences(context, segments, numbers, count_levels(context, variables))
    write_warnings(Evidence(context, segments, variables, numbers, segment_sizes(context)))
