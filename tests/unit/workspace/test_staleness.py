"""When a run is due by age, where no change can be seen."""

import csv
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from segmentry.workspace import Workspace


@pytest.fixture
def files(shop: Path) -> Workspace:
    """A shop of files that has run; what it sells may be a year old."""
    (shop / "segmentry.yaml").write_text("name: Shop\nstale_after_days: 400\n")
    Workspace(shop).run()
    return Workspace(shop)


@pytest.fixture
def database(shop: Path) -> Workspace:
    """A shop that has run, with its orders in a database."""
    (shop / "segmentry.yaml").write_text("name: Shop\nstale_after_days: 400\n")
    orders = shop / "exports" / "orders.csv"
    with orders.open() as file, sqlite3.connect(shop / "shop.db") as shop_db:
        shop_db.execute("create table orders (order_id, customer_id, order_date, amount)")
        rows = [tuple(row) for row in csv.reader(file)][1:]
        shop_db.executemany("insert into orders values (?, ?, ?, ?)", rows)
    shop_db.close()
    source = shop / "sources" / "orders.yaml"
    where = f"source: sql\nurl: sqlite:///{shop / 'shop.db'}\ntable: orders\n"
    source.write_text(
        source.read_text().replace("source: files\npath: exports/orders.csv\n", where)
    )
    Workspace(shop).run()
    return Workspace(shop)


def _made_on(workspace: Workspace) -> date:
    return workspace.last_run.record.finished_at.date()


def test_a_run_just_made_is_not_due(files: Workspace) -> None:
    assert files.why_run(today=_made_on(files)) == ""
    assert files.why_no_run() == (
        "Run 1 is up to date: no file and no definition has changed, and no source is too old."
    )


def test_a_run_older_than_every_limit_is_due(files: Workspace) -> None:
    made_on = _made_on(files)
    assert files.why_run(today=made_on + timedelta(days=400)) == ""
    assert files.why_run(today=made_on + timedelta(days=401)) == (
        f"Run 1 was made on {made_on}, 401 days ago; 'customers' is to be read again after 400 "
        "(stale_after_days)."
    )


def test_a_source_says_its_own_limit(files: Workspace) -> None:
    source = files.folder / "sources" / "orders.yaml"
    source.write_text(source.read_text() + "stale_after_days: 3\n")
    Workspace(files.folder).run()
    again, made_on = Workspace(files.folder), _made_on(files)
    assert again.why_run(today=made_on + timedelta(days=3)) == ""
    assert "'orders' is to be read again after 3" in again.why_run(
        today=made_on + timedelta(days=4)
    )


def test_old_rows_of_a_file_that_has_not_changed_make_no_run_due(files: Workspace) -> None:
    files.run()
    far = date(2025, 12, 28) + timedelta(days=401)
    assert far <= _made_on(files) + timedelta(days=400)
    assert [s.is_stale for s in files.freshness(today=far).sources] == [False, True]
    assert files.why_run(today=far) == ""


def test_a_database_is_not_read_again_while_it_is_young(database: Workspace) -> None:
    assert database.why_run(today=date(2026, 1, 10)) == ""
    assert "Whether 'orders' changed cannot be seen" in database.why_no_run()


def test_a_database_is_read_again_when_its_newest_row_is_old(database: Workspace) -> None:
    newest = next(s.newest_on for s in database.freshness().sources if s.source == "orders")
    assert newest == date(2025, 12, 28)
    assert database.why_run(today=newest + timedelta(days=400)) == ""
    assert database.why_run(today=newest + timedelta(days=401)) == (
        "The newest row of the source 'orders' is of 2025-12-28, 401 days old; the limit is 400 "
        "(stale_after_days)."
    )


def test_a_run_that_is_due_reads_what_the_database_holds_now(database: Workspace) -> None:
    with sqlite3.connect(database.folder / "shop.db") as shop_db:
        shop_db.execute("insert into orders values ('O9999', 'C01', '2025-12-20', '10.00')")
    shop_db.close()
    assert database.run().rows("orders") == 601
