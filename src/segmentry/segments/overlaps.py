"""Which accounts the segments of different segmentations share."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.segments.patterns import PATTERN_SEGMENTS


def write_overlaps(context: RunContext) -> None:
    """All pairs of segments of two segmentations that share an account."""
    context.write(
        Table.SEGMENT_OVERLAPS,
        "accounts in two segments of two segmentations",
        _OVERLAPS,
        order=("segmentation_a", "segment_a", "segmentation_b", "segment_b"),
    )


_OVERLAPS = f"""
select a.segmentation as segmentation_a, a.segment as segment_a,
    b.segmentation as segmentation_b, b.segment as segment_b, o.accounts,
    cast(o.accounts as double) / x.accounts as share_of_a,
    cast(o.accounts as double) / y.accounts as share_of_b,
    cast(o.accounts as double) / (x.accounts + y.accounts - o.accounts) as jaccard
from (
    select s.segmentation as name_a, s.position as at_a, t.segmentation as name_b,
        t.position as at_b, sum(f.accounts) as accounts
    from {PATTERN_SEGMENTS} as s
    join {PATTERN_SEGMENTS} as t on t.pattern = s.pattern and t.segmentation > s.segmentation
    join pattern_figures as f on f.pattern = s.pattern
    where s.position > 0 and t.position > 0
    group by s.segmentation, s.position, t.segmentation, t.position
) as o
join segment_figures as x on x.segmentation = o.name_a and x.position = o.at_a
join segment_figures as y on y.segmentation = o.name_b and y.position = o.at_b
join named as a on a.segmentation = o.name_a and a.position = o.at_a
join named as b on b.segmentation = o.name_b and b.position = o.at_b
"""
