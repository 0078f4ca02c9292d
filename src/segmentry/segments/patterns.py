"""The segments that are described, and which accounts are in the same of them."""

from dataclasses import dataclass

from segmentry.engine.patterns import BIT_COLUMNS, Patterns, bit
from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T

ACCOUNT_PATTERNS = "account_patterns"
"""account_id, pattern, account"""
PATTERN_SEGMENTS = "pattern_segments"
"""pattern, segmentation, position; position 0: every account looked at"""


@dataclass(frozen=True)
class NamedSegment:
    """A segment in its place."""

    segmentation: str
    segment: str
    position: int
    rule: str
    condition: str
    undecided: int


def read_segments(context: RunContext) -> tuple[NamedSegment, ...]:
    rows = context.query(
        "named_segments",
        "the segments in the order in which their segmentations name them",
        "select segmentation, segment, position, sentence as rule, "
        "coalesce(condition, '') as condition, accounts as undecided "
        f"from {Table.UNDECIDED} order by segmentation, position, segment",
    ).to_pylist()
    return tuple(NamedSegment(**r) for r in rows)


def find_patterns(context: RunContext, segments: tuple[NamedSegment, ...]) -> None:
    """Make the two small tables that all figures are summed by."""
    patterns = Patterns(context, "", _load_bits(context, segments))
    patterns.find(
        f"select a.account_id, b.word, b.bit as bits from {Table.ASSIGNMENTS} as a "
        "join segment_bits as b on b.segmentation = a.segmentation and b.segment = a.segment"
    )
    is_set = patterns.is_in("p", "b")
    context.keep(
        PATTERN_SEGMENTS,
        "which segments a pattern is in; position 0 is everybody looked at",
        "select distinct p.pattern, b.segmentation, b.position from patterns as p "
        f"join segment_bits as b on {is_set} "
        "union select distinct p.pattern, b.segmentation, 0 from patterns as p "
        f"join segment_bits as b on {is_set}",
    )


def _load_bits(context: RunContext, segments: tuple[NamedSegment, ...]) -> int:
    """A bit for each segment, and one for being looked at in a segmentation; how many there are."""
    names = [(s.segmentation, s.segment, s.position) for s in segments]
    names += [(name, "", 0) for name in dict.fromkeys(s.segmentation for s in segments)]
    rows = [
        {"segmentation": n, "segment": s, "position": p, **bit(at)}
        for at, (n, s, p) in enumerate(names)
    ]
    columns = [
        Column("segmentation", T.TEXT, ""),
        Column("segment", T.TEXT, ""),
        Column("position", T.INTEGER, ""),
        *BIT_COLUMNS,
    ]
    context.load("segment_bits", columns, rows)
    return len(names)
