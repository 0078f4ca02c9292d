"""Files that speak of the same keys belong to one system."""

from typing import Any

from segmentry.hub.recognition import guess_tables, shared_systems

DAY = "2026-01-01"


def orders(seen: Any, engine: Any, accounts: list[str], name: str = "orders") -> Any:
    n = len(accounts)
    columns = {
        "order_id": [str(i) for i in range(n)],
        "customer_id": accounts,
        "order_date": [DAY] * n,
        "amount": ["5"] * n,
    }
    return guess_tables(engine, seen(name, columns))


def companies(seen: Any, engine: Any, keys: list[str], name: str = "customers") -> Any:
    columns = {"customer_id": keys, "company_name": [f"Company {k}" for k in keys]}
    return guess_tables(engine, seen(name, columns))


def test_orders_share_the_keys_of_their_customers(seen: Any, engine: Any) -> None:
    tables = [
        *companies(seen, engine, ["A", "B", "C"]),
        *orders(seen, engine, ["A", "B", "A", "A"]),
    ]
    assert shared_systems(engine, tables) == {"customers": "customers", "orders": "customers"}


def test_keys_that_are_not_the_same_stay_apart(seen: Any, engine: Any) -> None:
    tables = [*companies(seen, engine, ["1", "2"]), *orders(seen, engine, ["X", "Y", "Z"])]
    assert shared_systems(engine, tables) == {"customers": "customers", "orders": "orders"}


def test_half_of_the_keys_must_be_known(seen: Any, engine: Any) -> None:
    keys = ["A", "B", "X", "Y"]
    half = [*companies(seen, engine, ["A", "B"]), *orders(seen, engine, keys)]
    assert shared_systems(engine, half)["orders"] == "customers"
    less = [*companies(seen, engine, ["A"], "crm_customers"), *orders(seen, engine, keys, "orders")]
    assert shared_systems(engine, less)["orders"] == "orders"


def test_numbers_and_texts_are_the_same_keys(seen: Any, engine: Any) -> None:
    numbers: Any = [1, 2, 3]
    tables = [*companies(seen, engine, numbers), *orders(seen, engine, ["1", "2", "3"])]
    assert shared_systems(engine, tables)["orders"] == "customers"
