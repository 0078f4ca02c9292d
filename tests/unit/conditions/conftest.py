"""The words and the accounts that the tests of the condition language share."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from segmentry.conditions import Vocabulary, Word, standard_events
from segmentry.conditions.printer import quoted
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType as T

AS_OF = date(2026, 1, 31)

_VARIABLES = {
    "size_class": Word(T.TEXT, "size", values=("small", "large")),
    "industry": Word(T.TEXT, "industry", values=("Banking", "Insurance", "Retail")),
    "purchase_frequency": Word(T.INTEGER, "orders a year"),
    "aov": Word(T.MONEY, "average order value", "Average order value"),
    "cltv": Word(T.NUMBER, "lifetime value", "CLTV"),
    "created_on": Word(T.DATE, "first known on"),
    "seen_at": Word(T.TIME, "last seen"),
    "vip": Word(T.BOOLEAN, "a VIP"),
    "select": Word(T.INTEGER, "a name that SQL reserves"),
    'odd "name"': Word(T.TEXT, "a name with blanks and quotes"),
    "as_of": Word(T.DATE, "a name that the language has taken"),
}


@pytest.fixture(scope="session")
def as_of() -> date:
    return AS_OF


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary(_VARIABLES, standard_events(set(Table) - {Table.ACCOUNT_ANSWERS}))


@pytest.fixture(scope="session")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Accounts a (busy), b (one order), c (nothing known at all)."""
    with duckdb.connect() as connection:
        _create_events(connection)
        _create_accounts(connection)
        _insert_events(connection)
        yield connection


def _create_events(connection: duckdb.DuckDBPyConnection) -> None:
    for table, schema in SCHEMAS.items():
        columns = ", ".join(f'"{c.name}" {c.type}' for c in schema.columns)
        if table.startswith("account_"):
            connection.execute(f"create table {table} ({columns})")


def _create_accounts(connection: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(f"{quoted(name)} {word.type}" for name, word in _VARIABLES.items())
    connection.execute(f"create table variable_values (account_id varchar, {columns})")
    connection.execute(
        """insert into variable_values values
        ('a', 'large', 'Banking', 12, 150.5, 9000.25, date '2020-01-31', '2026-01-30 10:00', true,
         3, 'O''Hara', date '2025-06-01'),
        ('b', 'small', null, 0, 0, null, date '2025-12-31', null, false, null, null, null),
        ('c', null, null, null, null, null, null, null, null, null, null, null)"""
    )


def _insert_events(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """insert into account_orders by name
        select * from (values
          ('a', date '2026-01-31', 'sale', 100.10, 'web'),
          ('a', date '2026-01-31', 'sale', 200.20, 'shop'),
          ('a', date '2025-11-02', 'sale', 1000, 'web'),
          ('a', date '2024-05-01', 'return', -50, null),
          ('a', date '2026-02-01', 'sale', 99999, 'future'),
          ('b', date '2025-11-03', 'sale', 10, 'web')
        ) as t (account_id, ordered_on, kind, amount, channel)"""
    )
    connection.execute(
        """insert into account_contacts by name
        select * from (values
          ('a', 'C-level', true, null), ('a', 'staff', null, null), ('b', 'VP', false, null),
          ('b', 'owner', true, date '2024-01-01'), ('c', 'owner', true, date '2024-01-01')
        ) as t (account_id, seniority, email_consent, left_on)"""
    )
    connection.execute(
        """insert into account_opportunities by name
        select * from (values
          ('a', 'won', date '2025-01-01', 'Closed'), ('a', 'won', null, 'Undated'),
          ('a', 'open', date '2027-01-01', 'Future')
        ) as t (account_id, outcome, opened_on, stage)"""
    )
    connection.execute(
        """insert into account_engagements by name
        select * from (values ('a', date '2026-01-01', 0.1), ('a', date '2026-01-02', 0.2))
        as t (account_id, occurred_on, duration_seconds)"""
    )
