"""A gift wholesaler's year: half a million lines with cancellations, gaps and free goods."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from segmentry.workspace import Run, create

FILE = "online_retail.parquet"
GROSS, NET = Decimal("8911407.904"), Decimal("8300065.814")
PRICE = "cast(UnitPrice as decimal(18,4)) * Quantity"


@pytest.fixture(scope="module")
def run(made: Callable[..., Run]) -> Run:
    return made("online_retail", [FILE], currency="GBP")


@pytest.fixture(scope="module")
def raw(shared_data: Path) -> str:
    return str(shared_data / "online_retail" / FILE)


def row(run: Run, sql: str) -> tuple[Any, ...]:
    (found,) = run.query(sql).to_pylist()
    return tuple(found.values())


def test_the_clean_sales_are_those_that_are_published(run: Run) -> None:
    sql = (
        "select count(*), count(distinct account_key), count(distinct order_key), sum(amount) "
        "from order_lines where kind = 'sale'"
    )
    assert row(run, sql) == (397_884, 4_338, 18_532, GROSS)


def test_orders_add_up_to_the_lines(run: Run) -> None:
    sql = "select count(*), count(distinct account_id), sum(amount), sum(lines) from account_orders"
    assert row(run, f"{sql} where kind = 'sale'") == (18_532, 4_338, GROSS, 397_884)
    assert row(run, "select sum(amount) from account_orders") == (NET,)


def test_sales_and_net_agree_with_sql_over_the_raw_file(
    run: Run, raw: str, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    ((sold, kept),) = ask(
        f"select sum({PRICE}) filter (where Quantity > 0), sum({PRICE}) from read_parquet(?) "
        "where CustomerID is not null and UnitPrice > 0",
        raw,
    )
    assert (sold, kept) == (GROSS, NET)
    assert row(run, "select sum(revenue), sum(net_revenue) from variable_values") == (sold, kept)


def test_each_account_has_the_orders_and_money_of_the_raw_file(
    run: Run, raw: str, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    expected = ask(
        f"select cast(CustomerID as varchar), count(distinct InvoiceNo), sum({PRICE}), "
        "date_diff('day', max(cast(InvoiceDate as date)), date '2011-12-10') from read_parquet(?) "
        "where CustomerID is not null and UnitPrice > 0 and Quantity > 0 group by 1 order by 1",
        raw,
    )
    found = run.query(
        "select split_part(i.account_key, ':', 2), v.orders, v.revenue, v.recency_days "
        "from variable_values as v join identity as i using (account_id) "
        "where v.orders > 0 order by 1"
    )
    assert [tuple(r.values()) for r in found.to_pylist()] == expected


def test_what_was_set_aside_is_counted_by_rule(run: Run) -> None:
    sql = "select rule, count(*) as n from rejected where effect = 'row' group by rule order by n"
    assert [tuple(r.values()) for r in run.query(sql).to_pylist()] == [
        ("zero_price", 40),
        ("no_account", 135_080),
    ]


def test_no_row_is_lost(run: Run) -> None:
    kept = run.rows("order_lines")
    aside = row(run, "select count(distinct line) from rejected where target = 'order_lines'")
    assert kept + aside[0] == run.rows("records/online_retail") == 541_909


def test_every_rejected_row_says_why_and_points_at_its_record(run: Run) -> None:
    sql = (
        "select count(*) from rejected where coalesce(rule, '') = '' or coalesce(reason, '') = '' "
        "or file is null or line is null"
    )
    assert row(run, sql) == (0,)
    pointed = (
        'from rejected as x join "records/online_retail" as r on r._file = x.file '
        "and r._line = x.line where x.rule = "
    )
    without = f"select count(*), count(r.CustomerID) {pointed} 'no_account'"
    assert row(run, without) == (135_080, 0)
    free = f"select count(*), min(r.UnitPrice), max(r.UnitPrice) {pointed} 'zero_price'"
    assert row(run, free) == (40, 0.0, 0.0)


def test_the_data_is_looked_at_from_the_day_after_the_last_order(run: Run) -> None:
    assert str(run.as_of) == "2011-12-10"


def test_accounts_without_any_sale_are_kept_and_belong_to_no_rfm_segment(run: Run) -> None:
    assert run.rows("profiles") == 4_372
    sql = "select count(distinct account_id) from rfm_scores"
    assert row(run, sql) == (4_338,)


def test_shuffled_rows_score_the_same(run: Run, raw: str, tmp_path: Path) -> None:
    shuffled = tmp_path / FILE
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * exclude (file_row_number) from read_parquet('{raw}', "
            "file_row_number = true) order by md5(cast(file_row_number as varchar))) "
            f"to '{shuffled}' (format parquet)"
        )
    workspace = create(tmp_path / "workspace", [str(shuffled)], currency="GBP")
    again = workspace.run()
    sql = (
        "select split_part(i.account_key, ':', 2) as customer, s.* exclude (account_id) "
        "from rfm_scores as s join identity as i using (account_id) order by 1"
    )
    assert again.query(sql).equals(run.query(sql))
    first = 'select InvoiceNo, StockCode from "records/online_retail" where _line <= 20'
    assert not again.query(first).equals(run.query(first))
