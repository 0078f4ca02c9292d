"""RFM on a dataframe, for notebooks: the same queries as the method."""

import datetime
from typing import Literal

import narwhals as nw
import pyarrow as pa
from narwhals.typing import IntoDataFrameT

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.sql import literal
from segmentry.errors import InvalidDefinition, NoData, UnknownName
from segmentry.segmentation.matching import first_match
from segmentry.segmentation.rfm_maps import MAPS, cells
from segmentry.segmentation.rfm_scores import WAYS, scored_sql


def rfm(
    orders: IntoDataFrameT,
    *,
    account: str = "account_id",
    date: str = "ordered_at",
    amount: str = "amount",
    as_of: datetime.date | None = None,
    groups: int = 5,
    map: Literal["ten_segments", "r_package"] = "ten_segments",  # noqa: A002 - the setting's name
) -> IntoDataFrameT:
    """Scores of recency, frequency and monetary value, and the segment, per account.

    `orders` is a pandas, Polars or Arrow table with one row per order; rows with an amount below
    zero are returns: they count for money, not as orders. Without `as_of` it is the day after the
    newest order. The result is a table of the same kind, ordered by account.
    """
    _check(groups, map)
    frame = _read(orders)
    table = _orders(frame.to_arrow(), account, date, amount)
    engine = DuckDBEngine()
    try:
        result = _scored(engine, table, as_of, groups, map)
    finally:
        engine.close()
    result = result.rename_columns([account, *result.column_names[1:]])
    found: IntoDataFrameT = nw.from_arrow(result, backend=frame.implementation).to_native()
    return found


def _read(orders: IntoDataFrameT) -> nw.DataFrame[IntoDataFrameT]:
    try:
        return nw.from_native(orders, eager_only=True)
    except TypeError as error:
        raise InvalidDefinition(
            f"orders is a {type(orders).__name__}; it must be a pandas, Polars or Arrow table.",
            next_step="Collect a lazy frame first.",
        ) from error


def _check(groups: int, map_: str) -> None:
    if map_ not in MAPS:
        raise UnknownName("map of RFM scores", map_, MAPS)
    if not 3 <= groups <= 5:
        raise InvalidDefinition(f"groups is {groups}; it must be 3, 4 or 5.")


def _orders(rows: pa.Table, account: str, date: str, amount: str) -> pa.Table:
    columns = {"account_id": account, "ordered_on": date, "amount": amount}
    for column in columns.values():
        if column not in rows.column_names:
            raise UnknownName("column", column, rows.column_names, where="orders")
    return pa.table({name: rows.column(column) for name, column in columns.items()})


def _scored(
    engine: DuckDBEngine, orders: pa.Table, as_of: datetime.date | None, groups: int, map_: str
) -> pa.Table:
    engine.load("orders", orders)
    engine.keep("readable", _READABLE)
    _refuse_unreadable(engine, orders.num_rows)
    engine.define("measured", _measured_sql(as_of or _day_after_newest(engine)))
    measure, cut = WAYS[map_]
    row = engine.query(measure("measured", groups)).to_pylist()[0]
    engine.keep("scored", scored_sql("measured", cut(row)))
    engine.define("placed", first_match("scored", cells(map_, "''")))
    return engine.query(
        "select s.account_id, s.recency_days, s.frequency, cast(s.monetary as double) as monetary, "
        "s.r, s.f, s.m, p.segment from scored as s join placed as p "
        "on p.account_id = s.account_id order by s.account_id"
    )


_READABLE = """
select account_id, try_cast(ordered_on as date) as ordered_on,
    try_cast(amount as decimal(18, 4)) as amount
from orders where account_id is not null
"""


def _refuse_unreadable(engine: DuckDBEngine, rows: int) -> None:
    counts = engine.query(
        "select count(*) filter (where ordered_on is null or amount is null) as bad, "
        "count(*) filter (where amount >= 0) as sales from readable"
    ).to_pylist()[0]
    if counts["bad"]:
        raise InvalidDefinition(
            f"{counts['bad']} of {rows} rows have a date or an amount that cannot be read.",
            where="orders",
            next_step="Dates look like 2026-01-31 or are date columns; amounts are numbers.",
        )
    if not counts["sales"]:
        raise NoData("There is no order to score.", where="orders")


def _day_after_newest(engine: DuckDBEngine) -> datetime.date:
    newest = engine.query("select max(ordered_on) as newest from readable").to_pylist()[0]["newest"]
    day: datetime.date = newest + datetime.timedelta(days=1)
    return day


def _measured_sql(as_of: datetime.date) -> str:
    day = literal(as_of)
    return (
        f"select account_id, {day} - max(ordered_on) filter (where amount >= 0) as recency_days, "
        "count(*) filter (where amount >= 0) as frequency, "
        "cast(sum(amount) as decimal(18, 4)) as monetary "
        f"from readable where ordered_on <= {day} group by account_id "
        "having count(*) filter (where amount >= 0) > 0"
    )
