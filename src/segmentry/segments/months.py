"""What today's members of each segment did, month by month."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.segments.patterns import ACCOUNT_PATTERNS, PATTERN_SEGMENTS


def write_months(context: RunContext) -> None:
    """Sales, orders and buyers per segment and month."""
    context.keep(
        "pattern_months",
        "months summed per pattern, so that accounts are read once for all segmentations",
        "select p.pattern, m.month, sum(m.amount - m.returned_amount) as amount, "
        "sum(m.orders) as orders, count(*) filter (where m.orders > 0) as buyers "
        f"from {Table.ACCOUNT_MONTHS} as m "
        f"join {ACCOUNT_PATTERNS} as p on p.account_id = m.account_id group by p.pattern, m.month",
    )
    context.write(
        Table.SEGMENT_MONTHS,
        "what today's members did in each month",
        "select n.segmentation, n.segment, m.month, sum(m.amount) as amount, "
        "sum(m.orders) as orders, sum(m.buyers) as buyers "
        f"from {PATTERN_SEGMENTS} as s join pattern_months as m on m.pattern = s.pattern "
        "join named as n on n.segmentation = s.segmentation and n.position = s.position "
        "group by n.segmentation, n.segment, m.month",
        order=("segmentation", "segment", "month"),
    )
