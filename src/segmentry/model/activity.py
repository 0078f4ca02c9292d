"""When a customer who orders counts as active: within a window after its last order."""

from segmentry.model.tables import Table

REORDER_CYCLE = f"""
select median(cycle) as days, count(*) as accounts from (
    select datediff('day', min(ordered_on), max(ordered_on)) / (count(*) - 1.0) as cycle
    from {Table.ACCOUNT_ORDERS} where kind = 'sale' group by account_id
    having count(*) > 1
) as cycles
"""
"""The usual time from one order to the next, and the accounts it is known of."""

_USUAL_DAYS = 365
_SHORTEST, _LONGEST = 30, 730


def active_window(cycle_days: float | None) -> int:
    """Days an order keeps its account active: three usual reorder cycles, within limits."""
    if cycle_days is None:
        return _USUAL_DAYS
    return int(min(max(3 * cycle_days, _SHORTEST), _LONGEST))
