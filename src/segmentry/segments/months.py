"""What today's members of each segment did, month by month."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.model.value_measures import ValueMeasure
from segmentry.segments.patterns import ACCOUNT_PATTERNS, PATTERN_SEGMENTS


def write_months(context: RunContext, measure: ValueMeasure | None) -> None:
    """Value, sales and buyers per segment and month."""
    if measure is None:
        context.write_empty(Table.SEGMENT_MONTHS)
        return
    context.keep(
        "pattern_months",
        "months summed per pattern, so that accounts are read once for all segmentations",
        "select p.pattern, m.month, sum(m.amount) as amount, sum(m.sales) as orders, "
        "count(*) filter (where m.sales > 0) as buyers "
        f"from ({measure.months}) as m "
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
