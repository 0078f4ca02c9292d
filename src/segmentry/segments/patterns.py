"""Accounts in the same segments of all segmentations form a pattern.

There are few patterns, so every figure is summed once per pattern and the sums are added up per
segment: many segmentations cost little more than one, and overlaps come for nothing.
"""

from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T

ACCOUNT_PATTERNS = "account_patterns"
"""account_id, pattern"""
PATTERN_SEGMENTS = "pattern_segments"
"""pattern, segmentation, position; position 0: every account looked at"""

_BITS = 60  # per word: a sum of distinct powers of two stays within BIGINT


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
    words = _load_bits(context, segments)
    _keep_account_patterns(context, words)
    _keep_pattern_segments(context, words)


def _load_bits(context: RunContext, segments: tuple[NamedSegment, ...]) -> int:
    """A power of two for each segment, and one for being looked at in a segmentation."""
    names = [(s.segmentation, s.segment, s.position) for s in segments]
    names += [(name, "", 0) for name in dict.fromkeys(s.segmentation for s in segments)]
    rows: list[dict[str, object]] = [
        {
            "segmentation": n,
            "segment": s,
            "position": p,
            "word": at // _BITS,
            "bit": 1 << at % _BITS,
        }
        for at, (n, s, p) in enumerate(names)
    ]
    columns = [
        Column("segmentation", T.TEXT, ""),
        Column("segment", T.TEXT, ""),
        Column("position", T.INTEGER, ""),
        Column("word", T.INTEGER, ""),
        Column("bit", T.INTEGER, ""),
    ]
    context.load("segment_bits", columns, rows)
    return max(1, -(-len(names) // _BITS))


def _keep_account_patterns(context: RunContext, words: int) -> None:
    bits = "sum(case when b.word = {0} then b.bit else 0 end)"
    masks = ", ".join(f"cast({bits.format(w)} as bigint) as mask_{w}" for w in range(words))
    context.keep(
        "account_masks",
        "the segments of each account, as sums of powers of two",
        f"select a.account_id, {masks} from {Table.ASSIGNMENTS} as a "
        "join segment_bits as b on b.segmentation = a.segmentation and b.segment = a.segment "
        "group by a.account_id",
    )
    names = ", ".join(f"mask_{w}" for w in range(words))
    context.keep(
        "patterns",
        "the patterns, numbered by what they are",
        f"select {names}, row_number() over (order by {names}) as pattern "
        f"from (select distinct {names} from account_masks) as found",
    )
    context.keep(
        ACCOUNT_PATTERNS,
        "the pattern of each account",
        f"select m.account_id, p.pattern from account_masks as m join patterns as p "
        f"on {' and '.join(f'p.mask_{w} = m.mask_{w}' for w in range(words))}",
    )
    context.engine.drop("account_masks")


def _keep_pattern_segments(context: RunContext, words: int) -> None:
    is_set = " or ".join(f"(b.word = {w} and (p.mask_{w} & b.bit) <> 0)" for w in range(words))
    context.keep(
        PATTERN_SEGMENTS,
        "which segments a pattern is in; position 0 is everybody looked at",
        "select distinct p.pattern, b.segmentation, b.position from patterns as p "
        f"join segment_bits as b on {is_set} "
        "union select distinct p.pattern, b.segmentation, 0 from patterns as p "
        f"join segment_bits as b on {is_set}",
    )
