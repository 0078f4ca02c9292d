"""Databases: every type as it is, one read-only query, and a sentence for each failure."""

import datetime as dt
import sqlite3
from decimal import Decimal
from pathlib import Path

import duckdb
import psycopg
import pytest
from pydantic import ValidationError

from segmentry.errors import InvalidDefinition, SourceUnreachable, UnknownName, UnreadableSource
from segmentry.sources.sql import Sql, list_tables


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    connection = sqlite3.connect(tmp_path / "shop.db")
    connection.executescript("""
        create table orders (id integer primary key, amount, note text);
        insert into orders values (2, 1.5, '100% :sure'), (1, 7, null), (3, 'n/a', 'é');
        create view large as select * from orders where id > 1;
    """)
    connection.close()
    return "sqlite:///shop.db"


@pytest.fixture
def duckdb_file(tmp_path: Path) -> str:
    with duckdb.connect(str(tmp_path / "shop.duckdb")) as connection:
        connection.execute("create schema sales")
        connection.execute("""
            create table sales.orders as select 12.5::decimal(18, 4) as amount, [1, 2] as tags,
                timestamptz '2024-03-01 12:00:00+02' as placed, date '2024-03-01' as day
        """)
        connection.execute("create table customers as select range as id from range(5)")
    return "duckdb:///shop.duckdb"


@pytest.fixture(scope="session")
def shop(postgresql: str) -> str:
    with psycopg.connect(postgresql) as connection:
        connection.execute("""
            create table orders (
                id bigint primary key, amount numeric(12, 2), wide numeric, day date,
                placed timestamptz, local_time timestamp, paid boolean, share float8,
                detail jsonb, key uuid, tags text[], raw bytea
            )
        """)
        connection.execute("""
            insert into orders values
                (2, 10.50, 1e30, '2024-02-29', '2024-03-01 01:30+02', '2024-03-01 01:30', true,
                 0.5, '{"a": [1, "é"]}', '00000000-0000-0000-0000-000000000001', '{x,y}',
                 '\\x00ff'),
                (1, -3, 0.000001, null, null, null, null, null, null, null, null, null)
        """)
        connection.execute("create view paid_orders as select id from orders where paid")
        connection.execute("create schema crm create table accounts (id int)")
        connection.execute("create table many as select i as id from generate_series(1, 50001) i")
        connection.execute("create role guest login password 'guest'")
        connection.commit()
    return postgresql


def test_sqlite_lands_in_the_order_of_its_key_with_mixed_columns_as_text(sqlite, land):
    got = land(Sql(url=sqlite, table="orders"))
    assert got.rows == [(1, "7", None), (2, "1.5", "100% :sure"), (3, "n/a", "é")]
    assert got.lines == [1, 2, 3]
    assert set(got.files) == {"orders"}
    assert got.types["id"] == "BIGINT"


def test_signs_of_drivers_in_a_query_stay_what_they_are(sqlite, land):
    query = "select id, note from orders where note like '100%' and note <> ':x';"
    assert land(Sql(url=sqlite, query=query)).rows == [(2, "100% :sure")]


def test_a_query_without_rows_keeps_its_columns(sqlite, land):
    got = land(Sql(url=sqlite, query="select id, note from orders where id > 9"))
    assert got.landed.rows == 0
    assert got.landed.columns == ("id", "note")


@pytest.mark.parametrize("query", ["select * from oders", None])
def test_a_missing_table_offers_the_nearest(sqlite, land, query):
    source = Sql(url=sqlite, query=query) if query else Sql(url=sqlite, table="oders")
    with pytest.raises(UnknownName, match=r"'oders'\. Did you mean 'orders'"):
        land(source)


@pytest.mark.parametrize(
    "query",
    [
        "delete from orders",
        "select 1; drop table orders",
        "select * into copy from orders",
        "with gone as (delete from orders returning *) select * from gone",
        "select * from orders for update",
        "pragma writable_schema = 1",
        "attach database 'x' as y",
        "selec * from",
    ],
)
def test_only_one_select_is_run(sqlite, land, query):
    with pytest.raises(InvalidDefinition, match="setting 'query'"):
        land(Sql(url=sqlite, query=query))


def test_a_wrong_file_name_makes_no_file(tmp_path, sqlite, land):
    with pytest.raises(UnreadableSource, match=r"no such file. Did you mean 'shop.db'"):
        land(Sql(url="sqlite:///shop2.db", table="orders"))
    assert not (tmp_path / "shop2.db").exists()


@pytest.mark.parametrize("dialect", ["sqlite", "duckdb"])
def test_a_file_that_is_no_database(tmp_path, land, dialect):
    (tmp_path / "notes.txt").write_text("not a database, but some long enough text" * 50)
    with pytest.raises(UnreadableSource, match=f"no {dialect} database"):
        land(Sql(url=f"{dialect}:///notes.txt", table="orders"))


def test_duckdb_types_become_plain_ones(duckdb_file, land):
    got = land(Sql(url=duckdb_file, table="sales.orders"))
    moment = dt.datetime(2024, 3, 1, 10)
    assert got.rows == [(Decimal("12.5000"), "[1,2]", moment, dt.date(2024, 3, 1))]
    assert got.types["placed"] == "TIMESTAMP"


def test_duckdb_queries_reach_no_other_file(duckdb_file, land):
    with pytest.raises(UnreadableSource, match="file system operations are disabled"):
        land(Sql(url=duckdb_file, query="select * from read_csv('/etc/passwd')"))


def test_tables_are_listed(tmp_path, sqlite, duckdb_file):
    assert list_tables(sqlite, tmp_path) == ["large", "orders"]
    assert list_tables(duckdb_file, tmp_path) == ["customers", "sales.orders"]


def test_secrets_are_read_by_reference(tmp_path, sqlite, land, monkeypatch):
    monkeypatch.setenv("SHOP_URL", sqlite)
    (tmp_path / "secret").write_text(f"{sqlite}\n")
    for url in ("env:SHOP_URL", "file:secret"):
        assert land(Sql(url=url, table="orders")).landed.rows == 3
    monkeypatch.delenv("SHOP_URL")
    with pytest.raises(InvalidDefinition, match="SHOP_URL is not set"):
        land(Sql(url="env:SHOP_URL", table="orders"))


def test_the_password_shows_nowhere(land):
    url = "postgresql://ann:hunter2@127.0.0.1:9/shop"
    source = Sql(url=url, table="orders")
    with pytest.raises(SourceUnreachable) as failure:
        land(source)
    assert "does not answer" in str(failure.value)
    with pytest.raises(ValidationError) as refusal:
        Sql(url=url)
    assert "either 'table' or 'query'" in str(refusal.value)
    assert "hunter2" not in f"{failure.value}{refusal.value}{source!r}"
    assert failure.value.__cause__ is None


@pytest.mark.parametrize(
    ("url", "package"),
    [("oracle://u:pw@host/x", "oracledb"), ("snowflake://u:pw@host/x", "snowflake-sqlalchemy")],
)
def test_a_missing_driver_says_what_to_install(land, url, package):
    with pytest.raises(InvalidDefinition, match=f"pip install {package}"):
        land(Sql(url=url, table="orders"))


def test_mysql_needs_no_driver_in_its_url(land):
    with pytest.raises(SourceUnreachable, match=r"mysql://127\.0\.0\.1:9/shop: The data"):
        land(Sql(url="mysql://u:pw@127.0.0.1:9/shop", table="orders"))


def test_a_text_that_is_no_url(land):
    with pytest.raises(InvalidDefinition, match="no database URL"):
        land(Sql(url="shop", table="orders"))


def test_the_fingerprint_says_always_read(tmp_path, sqlite):
    assert Sql(url=sqlite, table="orders").fingerprint(tmp_path) == ""


@pytest.mark.postgresql
def test_postgresql_types(shop, land):
    got = land(Sql(url=shop, table="orders"))
    assert got.rows == [
        (1, Decimal("-3.00"), Decimal("0.000001"), *[None] * 9),
        (
            2, Decimal("10.50"), Decimal(10) ** 30, dt.date(2024, 2, 29),
            dt.datetime(2024, 2, 29, 23, 30), dt.datetime(2024, 3, 1, 1, 30), True, 0.5,
            '{"a": [1, "é"]}', "00000000-0000-0000-0000-000000000001", '["x", "y"]', "AP8=",
        ),
    ]  # fmt: skip
    assert got.types["amount"] == "DECIMAL(18,2)"
    assert got.types["placed"] == "TIMESTAMP"


@pytest.mark.postgresql
def test_postgresql_streams_more_than_one_batch(shop, land):
    got = land(Sql(url=shop, query="select id from many order by id desc"))
    assert got.landed.rows == 50001
    assert got.rows[0] == (50001,)
    assert got.lines == list(range(1, 50002))


@pytest.mark.postgresql
def test_postgresql_lists_tables_and_views(shop):
    assert list_tables(shop) == ["crm.accounts", "many", "orders", "paid_orders"]


@pytest.mark.postgresql
def test_postgresql_failures_are_explained(shop, land):
    wrong_password = shop.replace("s3cret", "wrong")
    guest = shop.replace("reader:s3cret%2Fpw", "guest:guest")
    cases = [
        (wrong_password, "orders", UnreadableSource, "did not accept user and password"),
        (shop + "x", "orders", UnreadableSource, "no database called 'postgresx'"),
        (shop, "order", UnknownName, "Did you mean 'orders'"),
        (guest, "orders", UnreadableSource, "may not read this table"),
    ]
    for url, table, kind, message in cases:
        with pytest.raises(kind, match=message):
            land(Sql(url=url, table=table))
    with pytest.raises(UnreadableSource, match="did not run the query"):
        land(Sql(url=shop, query="select id / 0 as x from orders"))


@pytest.mark.postgresql
def test_postgresql_may_not_write_even_by_a_function(shop, land):
    with psycopg.connect(shop) as connection:
        connection.execute("create sequence counter")
    with pytest.raises(UnreadableSource, match="read-only transaction"):
        land(Sql(url=shop, query="select nextval('counter') as n"))
