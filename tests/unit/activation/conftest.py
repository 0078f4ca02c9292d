"""A small office to plan and send from: a real engine and ledger, hand-made tables, no pipeline."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentry.activation import acting
from segmentry.activation.desk import Desk, LastRun, read_destination
from segmentry.activation.destinations.base import Batch, Destination, Sent
from segmentry.activation.freshness import Freshness
from segmentry.activation.ledger import Ledger
from segmentry.activation.plan import Plan
from segmentry.activation.sending import Applied
from segmentry.engine.catalogue import Catalogue
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.sql import literal
from segmentry.model.definitions import Definitions, WorkspaceSettings
from segmentry.model.plans import DestinationDefinition
from segmentry.model.tables import SCHEMAS, Table

DAY = date(2026, 6, 30)
FRESH = Freshness(DAY, DAY, (), ())
VAULT = ("contact_key", "account_key", "first_name", "last_name", "full_name", "email", "phone",
         "job_title")  # fmt: skip


class Recorder(Destination):
    """Keeps what it is sent, and does what the test says on the way."""

    batch: int = 2

    @property
    def largest_batch(self) -> int:
        return self.batch

    def target(self, base: Path) -> str:
        return "recorder"

    def send(self, base: Path, batch: Batch) -> Sent:
        members = list(batch.members)
        for answer in ANSWERS[:1]:
            ANSWERS.pop(0)
            if isinstance(answer, BaseException):
                raise answer
            if answer is not None:
                return record(batch, members, answer)
        return record(batch, members, {})


ANSWERS: list[Any] = []
SENT: list[tuple[str, list[dict[str, Any]]]] = []


def record(batch: Batch, members: list[dict[str, Any]], refused: dict[str, str]) -> Sent:
    SENT.append((batch.key, members))
    return Sent(refused)


@dataclass
class Office:
    """Feeds the tables of a run, and plans and applies as a person would."""

    desk: Desk

    def feed(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        schema = SCHEMAS[table]
        empty = " union all ".join(
            "select "
            + ", ".join(
                f'cast({_sql(row.get(c.name))} as {c.type}) as "{c.name}"' for c in schema.columns
            )
            for row in rows or [{}]
        )
        where = "" if rows else " where false"
        self.desk.engine.keep(table, f"select * from ({empty}) as rows{where}")

    def members(self, **segments: Sequence[str]) -> None:
        """Who is in which segment of the segmentation `tiers`, with profiles and variables."""
        self.feed(
            Table.SEGMENT_STATS,
            [
                {"segmentation": "tiers", "segment": s, "position": i}
                for i, s in enumerate(segments)
            ],
        )
        self.feed(
            Table.MEMBERSHIPS,
            [
                {"segmentation": "tiers", "segment": s, "account_id": a}
                for s, accounts in segments.items()
                for a in accounts
            ],
        )
        every = sorted({a for accounts in segments.values() for a in accounts})
        self.profiles(*({"account_id": a} for a in every))
        self.feed(
            Table.IDENTITY,
            [{"account_key": f"crm:{a}", "account_id": a} for a in every],
        )
        self.variables(dict.fromkeys(every, 10))

    def profiles(self, *rows: Mapping[str, object]) -> None:
        self.feed(Table.PROFILES, [{"label": f"Company {r['account_id']}"} | dict(r) for r in rows])

    def variables(self, employees: Mapping[str, int]) -> None:
        rows = " union all ".join(
            f"select {literal(a)} as account_id, cast({n} as bigint) as employees, "
            f"cast({n}.5 as decimal(18,4)) as net_revenue"
            for a, n in employees.items()
        )
        self.desk.engine.keep(Table.VARIABLE_VALUES, rows or "select '' as account_id where false")

    def people(self, *rows: Mapping[str, object]) -> None:
        """People with key, account, e-mail and consent; the vault has their addresses."""
        self.feed(
            Table.ACCOUNT_CONTACTS,
            [{"contact_key": r["key"], "account_id": r["account"]} for r in rows],
        )
        self.feed(
            Table.CONTACT_RECORDS,
            [{"contact_key": r["key"], "email_consent": r.get("consent")} for r in rows],
        )
        vault = [
            {n: r.get(n) for n in VAULT}
            | {"contact_key": r["key"], "account_key": f"crm:{r['account']}"}
            for r in rows
        ]
        schema = pa.schema([(n, pa.string()) for n in VAULT])
        pq.write_table(pa.Table.from_pylist(vault, schema), self.desk.vault / "contacts.parquet")

    def plan(self) -> Plan:
        return acting.plan(self.desk)

    def apply(self, plan: str = "", **how: Any) -> Applied:
        fresh = how.pop("freshness", FRESH)
        return acting.apply(self.desk, fresh, plan_id=plan, **how)

    def rerun(self) -> None:
        """As if there were a newer run."""
        self.desk = replace(self.desk, run=replace(self.desk.run, number=self.desk.run.number + 1))

    def redefine(self, **said: Any) -> None:
        """As if the destination's file had been changed."""
        definition = self.desk.definition.model_copy(
            update={"version": f"{self.desk.definition.version}+"} | said
        )
        self.desk = replace(self.desk, definition=definition)


def _sql(value: object) -> str:
    return f"timestamp '{value}'" if isinstance(value, datetime) else literal(value)  # type: ignore[arg-type]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Makes an office for a destination: `office(destination="csv", path="a.csv", level=…)`."""
    made: list[Office] = []

    def make(
        destination: str = "", settings: Mapping[str, Any] | None = None, **said: Any
    ) -> Office:
        definition = DestinationDefinition(
            name="list", destination=destination or "recorder", settings=dict(settings or {}),
            segmentation="tiers", version="v1", place="destinations/list.yaml", **said,
        )  # fmt: skip
        plugin = read_destination(definition) if destination else Recorder(**definition.settings)
        for folder in ("vault", "spill"):
            (tmp_path / folder).mkdir(exist_ok=True)
        engine = DuckDBEngine(tmp_path / "spill", threads=1)
        for table, schema in SCHEMAS.items():
            columns = ", ".join(f'cast(null as {c.type}) as "{c.name}"' for c in schema.columns)
            engine.define(table, f"select {columns} where false")
        desk = Desk(
            definitions=Definitions(workspace=WorkspaceSettings(name="test"), folder=tmp_path),
            definition=definition,
            plugin=plugin,
            engine=engine,
            ledger=Ledger(Catalogue(tmp_path / "catalogue.sqlite")),
            folder=tmp_path / "activation" / "list",
            vault=tmp_path / "vault",
            run=LastRun(1, DAY, datetime(2026, 6, 30, 12)),
        )
        new = Office(desk)
        made.append(new)
        return new

    ANSWERS.clear()
    SENT.clear()
    yield make
    for one in made:
        one.desk.engine.close()
        one.desk.ledger._catalogue.close()


@pytest.fixture
def answers(office: Callable[..., Office]) -> list[Any]:
    """What the recorder does with its next batches: an error to raise, or refusals to give."""
    return ANSWERS


@pytest.fixture
def sent(office: Callable[..., Office]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What the recorder was sent: key and members of each batch."""
    return SENT
