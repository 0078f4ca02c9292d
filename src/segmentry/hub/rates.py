"""Exchange rates: dated; a missing rate sets the row aside, it is never guessed."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.hub.mapping import MappedTable

RATE_PERIODS = "rate_periods"


def prepare_rates(context: RunContext, tables: Sequence[MappedTable]) -> None:
    """Make `rate_periods`: what one unit of a currency is worth in the workspace's, from when
    to when. A rate holds until the next one of the same currency."""
    told = [
        f"select currency, valid_from, rate from {identifier(t.mapped)} "
        "where currency is not null and valid_from is not null and rate > 0"
        for t in tables
        if t.target.name == "exchange_rates"
    ]
    nothing = (
        "select cast(null as varchar) as currency, cast(null as date) as valid_from, "
        "cast(null as double) as rate where false"
    )
    context.keep(
        RATE_PERIODS,
        "a rate holds until the next one of the same currency",
        f"""
        select currency, valid_from, max(rate) as rate,
               coalesce(lead(valid_from) over (partition by currency order by valid_from),
                        date '9999-12-31') as valid_to
        from ({" union all ".join(told or [nothing])}) as told
        group by currency, valid_from
        """,
    )
