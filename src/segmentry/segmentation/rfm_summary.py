"""The summary of purchases that models of customer lifetime value are fitted on."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.sql import identifier, literal

if TYPE_CHECKING:
    from segmentry.engine.contract import Engine

_PURCHASES = "purchases"


def rfm_summary(
    purchases: Path | str | pa.Table,
    *,
    account: str = "account_id",
    date: str = "ordered_on",
    amount: str = "amount",
    as_of: datetime.date | None = None,
) -> pa.Table:
    """Frequency, recency, age and mean value of the repeat purchases, per account.

    `purchases` is a Parquet file or an Arrow table with one row per purchase; purchases of one
    day count as one. frequency: days with a purchase after the first one. recency_days: from the
    first to the last purchase. age_days: from the first purchase to `as_of` (the day of the
    newest purchase when absent). monetary: mean value of a repeat day, absent without one
    (Fader, Hardie & Lee 2005, "Counting your customers the easy way").
    """
    engine = DuckDBEngine()
    try:
        _read(engine, purchases)
        return engine.query(summary_sql(_PURCHASES, account, date, amount, as_of))
    finally:
        engine.close()


def summary_sql(
    table: str, account: str, date: str, amount: str, as_of: datetime.date | None
) -> str:
    """The summary of a table of purchases as one query."""
    day, key = f"cast({identifier(date)} as date)", identifier(account)
    until = literal(as_of) if as_of else f"(select max({day}) from {identifier(table)})"
    return f"""
        select {key}, count(*) - 1 as frequency,
               datediff('day', min(day), max(day)) as recency_days,
               datediff('day', min(day), {until}) as age_days,
               cast(sum(amount) - min_by(amount, day) as double) / nullif(count(*) - 1, 0)
                 as monetary
        from (
            select {key}, {day} as day,
                   sum(cast({identifier(amount)} as decimal(18,4))) as amount
            from {identifier(table)} where {day} <= {until}
            group by 1, 2
        ) as days
        group by {key} order by {key}
    """


def _read(engine: "Engine", purchases: Path | str | pa.Table) -> None:
    if isinstance(purchases, pa.Table):
        engine.load(_PURCHASES, purchases)
    else:
        engine.register(_PURCHASES, [Path(purchases)])
