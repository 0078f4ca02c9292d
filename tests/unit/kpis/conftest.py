"""A small book by hand: twelve accounts, orders, contracts, deals, costs, two segments."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.unit.conftest import Bench

from segmentry.kpis import stage
from segmentry.model.definitions import WorkspaceSettings
from segmentry.model.tables import SCHEMAS, Table

AS_OF = date(2026, 7, 1)


class Book:
    """Hand-made tables on a bench; rows name only the columns that matter."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def put(self, table: Table, columns: str, *rows: str) -> "Book":
        named = [c.strip() for c in columns.split(",")]
        schema = SCHEMAS[table]
        listed = ", ".join(
            f'cast({c.name if c.name in named else "null"} as {c.type}) as "{c.name}"'
            if c.name not in ("count", "by", "end")
            else f"cast({f'given.{c.name}' if c.name in named else 'null'} as {c.type}) "
            f'as "{c.name}"'
            for c in schema.columns
        )
        values = ", ".join(f"({row})" for row in rows)
        self.bench.feed(table, f"select {listed} from (values {values}) as given ({columns})")
        return self

    def accounts(self, count: int, *, excluded: tuple[str, ...] = ()) -> "Book":
        self.bench.feed_variables(
            f"select 'a' || n as account_id, case when 'a' || n in ({_listed(excluded)}) "
            f"then 'competitor' end as excluded, 1 as x from range(1, {count} + 1) as t(n)"
        )
        return self

    def segments(self, **members: range) -> "Book":
        names = list(members)
        self.put(
            Table.SEGMENT_STATS,
            "segmentation, segment, position",
            *(f"'plan', '{name}', {n + 1}" for n, name in enumerate(names)),
        )
        rows = [
            f"'plan', '{name}', 'a{n}', date '2026-07-01'" for name in names for n in members[name]
        ]
        return self.put(Table.MEMBERSHIPS, "segmentation, segment, account_id, valid_from", *rows)

    def orders(self, *rows: str) -> "Book":
        """account, day, amount, cost of the goods; below 0 is a return."""
        columns = "account_id, ordered_on, amount, cost_amount, kind, order_key, ordered_at"
        told = []
        for n, row in enumerate(rows):
            account, day, amount, *cost = (part.strip() for part in row.split(","))
            kind = "return" if amount.startswith("-") else "sale"
            told.append(
                f"'{account}', date '{day}', {amount}, {cost[0] if cost else 'null'}, '{kind}', "
                f"'o{n}', timestamp '{day}'"
            )
        return self.put(Table.ACCOUNT_ORDERS, columns, *told)

    def contracts(self, *rows: str) -> "Book":
        """account, first day, first day after it or null, monthly fee."""
        told = []
        for row in rows:
            account, start, end, fee = (part.strip() for part in row.split(","))
            ended = "null" if end == "null" else f"date '{end}'"
            told.append(f"'{account}', date '{start}', {ended}, {fee}, false")
        columns = "account_id, started_on, ended_on, monthly_amount, is_trial"
        return self.put(Table.ACCOUNT_SUBSCRIPTIONS, columns, *told)

    def measured(self) -> "Book":
        self.bench.context.stage = "kpis"
        self.bench.run(stage.run)
        return self

    def row(self, kpi: str, **where: Any) -> dict[str, Any]:
        """The one row of a KPI: of all accounts over the newest year unless said otherwise."""
        asked = {"segmentation": "", "segment": "", "cohort": "today", "span": "year",
                 "campaign": "", **where}  # fmt: skip
        told = " and ".join(f"{name} = '{value}'" for name, value in asked.items())
        rows = self.bench.rows(
            f"select * from kpi_values where kpi = '{kpi}' and {told} order by period_end desc"
        )
        assert rows
        return rows[0]

    def value(self, kpi: str, **where: Any) -> float | None:
        value: float | None = self.row(kpi, **where)["value"]
        return value


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names) or "''"


@pytest.fixture
def book(bench: Callable[..., Bench]) -> Callable[..., Book]:
    """Makes a book: `book(fewest_accounts=1)` with settings of the KPIs."""

    def make(**settings: Any) -> Book:
        told = {"fewest_accounts": 1, "months": 12, **settings}
        window = told.pop("active_window_days", 90)
        workspace = WorkspaceSettings(name="test", active_window_days=window, kpis=told)
        return Book(bench(as_of=AS_OF, settings=workspace))

    return make
