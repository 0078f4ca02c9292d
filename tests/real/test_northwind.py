"""A food wholesaler: customers, orders with lines and discounts, one contact each."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from segmentry.workspace import Run

FILES = ("customers.csv", "orders.csv", "order_details.csv")
GROSS, NET = Decimal("1354458.59"), Decimal("1265793.0395")


@pytest.fixture(scope="module")
def run(made: Callable[..., Run]) -> Run:
    return made("northwind", FILES, currency="USD")


def row(run: Run, sql: str) -> tuple[Any, ...]:
    (found,) = run.query(sql).to_pylist()
    return tuple(found.values())


def test_orders_take_their_money_from_their_lines(run: Run) -> None:
    sql = (
        "select count(*), count(distinct account_id), sum(list_amount), sum(amount), sum(lines) "
        "from account_orders where kind = 'sale'"
    )
    assert row(run, sql) == (830, 89, GROSS, NET, 2_155)
    assert round(NET, 2) == Decimal("1265793.04")


def test_the_money_agrees_with_sql_over_the_raw_files(
    run: Run, shared_data: Path, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    folder = shared_data / "northwind"
    expected = ask(
        "select o.CustomerID, count(distinct o.OrderID), sum(cast(d.UnitPrice * d.Quantity * "
        "(1 - d.Discount) as decimal(18,4))) from read_csv(?) as o join read_csv(?) as d "
        "using (OrderID) group by 1 order by 1",
        str(folder / "orders.csv"),
        str(folder / "order_details.csv"),
    )
    found = run.query(
        "select split_part(i.account_key, ':', 2) as customer, v.orders, v.revenue "
        "from variable_values as v join identity as i using (account_id) "
        "where v.orders > 0 order by 1"
    )
    assert [tuple(r.values()) for r in found.to_pylist()] == expected


def test_customers_without_an_order_are_accounts_too(run: Run) -> None:
    sql = "select count(*), count(*) filter (where orders = 0) from variable_values"
    assert row(run, sql) == (91, 2)


def test_contacts_have_seniority_and_function(run: Run) -> None:
    sql = "select count(*), count(seniority), count(job_function) from account_contacts"
    assert row(run, sql) == (91, 91, 91)
    owners = "select count(*) from account_contacts where seniority = 'owner'"
    assert row(run, owners) == (18,)


def test_people_are_named_in_the_vault_only(run: Run) -> None:
    vault = pq.read_table(run.workspace.store.vault / "contacts.parquet")
    names = vault.column("full_name").to_pylist()
    assert len(names) == 91
    assert "Maria Anders" in names
    kept_elsewhere = [
        name
        for name, file in run.record.files.items()
        if not name.startswith("records/")
        and any("Maria Anders" in cells for cells in _texts(run.workspace.store.path(file.path)))
    ]
    assert kept_elsewhere == []


def _texts(path: Path) -> list[set[object]]:
    return [set(column.to_pylist()) for column in pq.read_table(path).columns]


def test_the_vault_knows_people_by_the_keys_of_the_run(run: Run) -> None:
    vault = pq.read_table(run.workspace.store.vault / "contacts.parquet")
    keys = run.query("select contact_key from account_contacts order by 1")
    assert sorted(vault.column("contact_key").to_pylist()) == keys.column(0).to_pylist()


def test_suppliers_and_our_own_people_are_no_customers(
    made: Callable[..., Run], shared_data: Path
) -> None:
    everything = made("northwind", [""], currency="USD")
    assert everything.rows("profiles") == 91
    assert row(everything, "select sum(net_revenue) from variable_values") == (NET,)
