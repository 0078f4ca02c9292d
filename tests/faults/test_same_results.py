"""The same data gives the same results, and nothing new where nothing has changed."""

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from segmentry.workspace import Run, Workspace


def _hashes(run: Run) -> dict[str, str]:
    return {
        name: hashlib.sha256(run.workspace.store.path(file.path).read_bytes()).hexdigest()
        for name, file in run.record.files.items()
    }


def _shuffle(path: Path) -> None:
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    random.Random(5).shuffle(rows)
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def test_two_fresh_workspaces_give_the_same_bytes(shop: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(shop, tmp_path / "another place" / "shop")
    first, second = _hashes(Workspace(shop).run()), _hashes(Workspace(twin).run())
    assert len(first) > 40
    assert first == second


def test_one_thread_gives_the_bytes_of_two(shop: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(shop, tmp_path / "twin")
    with (twin / "segmentry.yaml").open("a", encoding="utf-8") as settings:
        settings.write("engine: {threads: 1}\n")
    assert _hashes(Workspace(shop).run()) == _hashes(Workspace(twin).run())


def test_shuffled_rows_give_the_same_scores_and_segments(shop: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(shop, tmp_path / "twin")
    _shuffle(twin / "exports" / "orders.csv")
    _shuffle(twin / "exports" / "customers.csv")
    one, other = Workspace(shop).run(), Workspace(twin).run()
    assert one.rows("records/orders") == other.rows("records/orders") == 600
    for table in ("rfm_scores", "cut_points", "assignments", "variable_values", "segment_stats"):
        order = "order by all"
        assert one.query(f"from {table} {order}") == other.query(f"from {table} {order}"), table


def test_a_run_without_changes_is_no_new_run(shop: Path) -> None:
    workspace = Workspace(shop)
    first = workspace.run()
    assert workspace.run().number == first.number
    assert Workspace(shop).run().number == first.number
    assert workspace.store.catalogue.numbers() == [1]


def test_a_database_read_again_without_changes_is_no_new_run(shop: Path) -> None:
    import sqlite3

    with sqlite3.connect(shop / "shop.db") as database:
        database.execute("create table orders (id text, company text, day text, amount real)")
        database.execute("insert into orders values ('D1', 'C01', '2025-03-01', 5.5)")
    database.close()
    (shop / "sources" / "database.yaml").write_text(
        "source: sql\nurl: sqlite:///shop.db\ntable: orders\nsystem: customers\ntables:\n"
        "  orders: {fields: {key: id, account: company, ordered_at: day, amount: amount}}\n",
        encoding="utf-8",
    )
    first = Workspace(shop).run()
    assert first.rows("orders") == 601
    assert Workspace(shop).run().number == first.number


@pytest.mark.parametrize("source", ["customers", "orders"])
def test_a_changed_file_is_a_new_run(shop: Path, source: str) -> None:
    first = Workspace(shop).run()
    path = shop / "exports" / f"{source}.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert Workspace(shop).run().number == first.number + 1


def test_fresh_computes_the_same(shop: Path) -> None:
    workspace = Workspace(shop)
    first = workspace.run()
    again = workspace.run(fresh=True)
    assert again.number == first.number + 1
    # a history that goes on may be laid out in other bytes than one that begins
    for name in first.record.files:
        every = f'select * from "{name}"'
        assert again.query(every).equals(first.query(every)), name
    assert _hashes(workspace.run(fresh=True)) == _hashes(again)
    assert first.rows("orders") == 600


def test_a_single_table_of_events_multiplies_nothing(shop: Path) -> None:
    (shop / "sources" / "customers.yaml").unlink()
    run = Workspace(shop).run()
    companies = len({(i * i) % 50 for i in range(600)})
    assert run.rows("account_orders") == run.rows("orders") == 600
    assert run.rows("identity") == run.rows("profiles") == companies
