"""Keys under unknown headers are known by their values, and never by chance."""

from typing import Any

import pytest

from segmentry.hub.recognition import GuessedTable, guess_tables, link_keys, shared_systems

KEYS = [f"K{n:03}" for n in range(20)]


def companies(seen: Any, keys: list[str], header: str = "ref", **more: list[str]) -> Any:
    names = [f"Company {k} Ltd" for k in keys]
    return seen("clients", {header: keys, "company name": names, **more})


def orders(seen: Any, accounts: list[str], header: str = "knr") -> Any:
    n = len(accounts)
    columns = {
        "order_id": [f"B{i}" for i in range(n)],
        header: accounts,
        "order_date": ["2026-01-01"] * n,
        "amount": [f"{i}.50" for i in range(n)],
    }
    return seen("orders", columns)


def linked(engine: Any, *files: Any) -> dict[str, GuessedTable]:
    tables = [t for file in files for t in guess_tables(engine, file)]
    return {f"{t.file.name}.{t.table.name}": t for t in link_keys(engine, tables)}


def test_both_keys_are_known_by_their_values(seen: Any, engine: Any) -> None:
    found = linked(engine, companies(seen, KEYS), orders(seen, KEYS * 2))
    account, key = found["orders.orders"].fields[1], found["clients.accounts"].fields[0]
    assert (account.field, account.mapping.column) == ("account", "knr")
    assert account.note == "its values are keys of clients"
    assert (key.field, key.mapping.column) == ("key", "ref")
    assert shared_systems(engine, list(found.values()))["orders"] == "clients"


def test_a_known_header_finds_the_unknown_one(seen: Any, engine: Any) -> None:
    found = linked(engine, companies(seen, KEYS), orders(seen, KEYS * 2, "customer_id"))
    assert found["clients.accounts"].column_of("key") == "ref"
    found = linked(engine, companies(seen, KEYS, "customer_id"), orders(seen, KEYS * 2))
    assert found["orders.orders"].column_of("account") == "knr"


def test_counting_numbers_are_no_evidence_unless_the_headers_agree(seen: Any, engine: Any) -> None:
    numbers = [str(n) for n in range(1, 21)]
    found = linked(engine, companies(seen, numbers), orders(seen, numbers * 2))
    assert found["orders.orders"].column_of("account") is None
    assert found["clients.accounts"].column_of("key") == "company name"
    found = linked(engine, companies(seen, numbers, "knr"), orders(seen, numbers * 2))
    assert found["orders.orders"].column_of("account") == "knr"
    assert found["clients.accounts"].column_of("key") == "knr"


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (["A1", "B1"], ["A1", "B1"] * 2),
        (KEYS, [f"X{n:03}" for n in range(20)] * 2),
        (KEYS[:5] * 4, KEYS[:5] * 2),
    ],
    ids=["too few values", "other values", "keys that repeat"],
)
def test_columns_that_do_not_fit_stay_unused(
    seen: Any, engine: Any, keys: list[str], named: list[str]
) -> None:
    found = linked(engine, companies(seen, keys), orders(seen, named))
    assert found["orders.orders"].column_of("account") is None
    assert found["clients.accounts"].column_of("key") == "company name"


def test_words_are_no_keys(seen: Any, engine: Any) -> None:
    towns = ["Berlin", "Paris", "Rome", "Madrid"]
    found = linked(engine, companies(seen, towns, "spot"), orders(seen, towns * 2, "spot"))
    assert found["orders.orders"].column_of("account") is None


def test_people_told_beside_companies_follow_their_key(seen: Any, engine: Any) -> None:
    mails = [f"p{n}@acme{n}.com" for n in range(20)]
    file = companies(seen, KEYS, **{"contact email": mails})
    found = linked(engine, file, orders(seen, KEYS * 2))
    assert found["clients.contacts"].column_of("account") == "ref"
    assert found["clients.contacts"].column_of("key") == "ref"
