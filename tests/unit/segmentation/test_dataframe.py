"""RFM on a dataframe: the same kind comes back, with the method's scores."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from segmentry.errors import InvalidDefinition, NoData, UnknownName
from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import run
from segmentry.segmentation.dataframe import rfm


def orders() -> list[dict[str, Any]]:
    draw = random.Random(5)
    return [
        {
            "account_id": f"c{draw.randrange(120):03}",
            "ordered_at": date(2026, 1, 1) + timedelta(days=draw.randrange(180)),
            "amount": round(draw.choice([1, 1, 1, -0.2]) * draw.randrange(10, 4000) / 4, 2),
        }
        for _ in range(600)
    ]


pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

KINDS: dict[str, tuple[Callable[[list[dict[str, Any]]], Any], type]] = {
    "pandas": (pd.DataFrame, pd.DataFrame),
    "polars": (pl.DataFrame, pl.DataFrame),
    "arrow": (pa.Table.from_pylist, pa.Table),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_kind_of_table_comes_back(kind: str) -> None:
    make, type_ = KINDS[kind]
    found = rfm(make(orders()))
    assert isinstance(found, type_)
    rows = as_rows(found)
    assert rows == as_rows(rfm(pa.Table.from_pylist(orders())))
    assert list(rows[0]) == [
        "account_id", "recency_days", "frequency", "monetary", "r", "f", "m", "segment"
    ]  # fmt: skip


def as_rows(table: Any) -> list[dict[str, Any]]:
    if isinstance(table, pd.DataFrame):
        return list(table.to_dict("records"))
    return list(table.to_dicts() if isinstance(table, pl.DataFrame) else table.to_pylist())


def test_shuffled_rows_score_alike() -> None:
    rows = orders()
    shuffled = random.Random(1).sample(rows, len(rows))
    assert as_rows(rfm(pl.DataFrame(rows))) == as_rows(rfm(pl.DataFrame(shuffled)))


def test_scores_are_those_of_the_method(bench: Callable[..., Any]) -> None:
    table = rfm(pa.Table.from_pylist(orders()))
    definition = SegmentationDefinition(name="rfm", method="rfm", settings={"groups": 5})
    made = bench("select 'x' as account_id, 1 as orders", [definition])
    made.context.engine.load("alone", table)
    made.feed_variables(
        "select account_id, recency_days, frequency as orders, "
        "cast(monetary as decimal(18, 4)) as net_revenue from alone"
    )
    made.run(run)
    joined = made.rows(
        "select a.segment, s.segment as by_method, "
        "a.r - r.r as dr, a.f - r.f as df, a.m - r.m as dm "
        "from alone as a join assignments as s on s.account_id = a.account_id "
        "join rfm_scores as r on r.account_id = a.account_id"
    )
    assert len(joined) == table.num_rows
    assert all(r["segment"] == r["by_method"] for r in joined)
    assert all((r["dr"], r["df"], r["dm"]) == (0, 0, 0) for r in joined)


def test_returns_count_for_money_not_as_orders() -> None:
    table = pa.table({"who": [1, 1, 2], "day": ["2026-01-05", "2026-01-09", "2026-01-07"],
                      "paid": [100.0, -40.0, 10.0]})  # fmt: skip
    first = rfm(
        table, account="who", date="day", amount="paid", as_of=date(2026, 1, 10)
    ).to_pylist()[0]
    assert (first["who"], first["recency_days"], first["frequency"]) == (1, 5, 1)
    assert first["monetary"] == 60.0


def test_two_equal_orders_are_two() -> None:
    row = {"account_id": "a", "ordered_at": "2026-01-01", "amount": 100.05}
    found = rfm(pa.Table.from_pylist([row, row])).to_pylist()[0]
    assert (found["frequency"], found["monetary"]) == (2, 200.1)


def test_later_orders_are_not_seen() -> None:
    found = rfm(pa.Table.from_pylist(orders()), as_of=date(2026, 2, 1))
    assert min(found.column("recency_days").to_pylist()) >= 0


def test_the_other_map() -> None:
    found = rfm(pa.Table.from_pylist(orders()), map="r_package")
    assert "Others" in found.column("segment").to_pylist()


def test_mistakes_are_explained() -> None:
    table = pa.Table.from_pylist(orders())
    with pytest.raises(UnknownName, match=r"'amuont'.*Did you mean 'amount'"):
        rfm(table, amount="amuont")
    with pytest.raises(UnknownName, match="map of RFM scores"):
        rfm(table, map="nine")  # type: ignore[arg-type]
    with pytest.raises(InvalidDefinition, match="Polars or Arrow"):
        rfm({"amount": [1]})  # type: ignore[type-var]
    with pytest.raises(InvalidDefinition, match="groups is 9"):
        rfm(table, groups=9)
    with pytest.raises(InvalidDefinition, match="1 of 1 rows"):
        rfm(pa.table({"account_id": ["a"], "ordered_at": ["soon"], "amount": [1.0]}))
    with pytest.raises(NoData, match="no order"):
        rfm(table.slice(0, 0))
