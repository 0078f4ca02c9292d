"""The ledger: which plans were made, what was sent when, and what the destinations confirmed.

Plans and members are known by opaque keys; no name or address of a person comes in here.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from segmentry.activation.plan import Plan
from segmentry.activation.receipt import BatchRecord, Receipt, State
from segmentry.engine.catalogue import Catalogue

_METADATA = MetaData()
_PLANS = Table(
    "activation_plans",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("destination", String, nullable=False),
    Column("status", String, nullable=False),  # planned, sending, done, interrupted or refused
    Column("content", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
)
_BATCHES = Table(
    "activation_batches",
    _METADATA,
    Column("plan", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("members", Integer, nullable=False),
    Column("status", String, nullable=False),  # sending, sent, refused or unclear
    Column("message", Text, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
)
_REFUSALS = Table(
    "activation_refusals",
    _METADATA,
    Column("plan", String, primary_key=True),
    Column("member", String, primary_key=True),
    Column("batch", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)
_STATES = Table(
    "activation_states",
    _METADATA,
    Column("destination", String, primary_key=True),
    Column("target", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("file", String, nullable=False),
    Column("members", Integer, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)


class Ledger:
    """Reads and writes what is known about plans; every call is one transaction."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def state(self, destination: str, target: str) -> State | None:
        query = select(_STATES).where(
            _STATES.c.destination == destination, _STATES.c.target == target
        )
        rows = self._rows(query)
        return State(**{k: v for k, v in rows[0].items() if k != "changed_at"}) if rows else None

    def other_targets(self, destination: str, target: str) -> list[State]:
        """Places where the destination had members before its settings were changed."""
        query = select(_STATES).where(
            _STATES.c.destination == destination, _STATES.c.target != target, _STATES.c.members > 0
        )
        rows = self._rows(query.order_by(_STATES.c.target))
        return [State(**{k: v for k, v in row.items() if k != "changed_at"}) for row in rows]

    def plan(self, destination: str, id_: str) -> tuple[Plan, str] | None:
        """A plan with its status."""
        query = select(_PLANS).where(_PLANS.c.destination == destination, _PLANS.c.id == id_)
        rows = self._rows(query)
        return (Plan.from_text(rows[0]["content"]), rows[0]["status"]) if rows else None

    def plans(self, destination: str, *status: str) -> list[Plan]:
        """The plans with one of these statuses, the oldest first."""
        query = (
            select(_PLANS)
            .where(_PLANS.c.destination == destination, _PLANS.c.status.in_(status))
            .order_by(_PLANS.c.made_at, _PLANS.c.id)
        )
        return [Plan.from_text(row["content"]) for row in self._rows(query)]

    def keep(self, plan: Plan) -> None:
        """Keep a new plan in the place of those that nobody applied."""
        row = {"id": plan.id, "destination": plan.destination, "status": "planned"}
        with self._catalogue.beside_runs(_METADATA) as connection:
            connection.execute(
                delete(_PLANS).where(
                    _PLANS.c.destination == plan.destination, _PLANS.c.status == "planned"
                )
            )
            known = connection.execute(select(_PLANS.c.id).where(_PLANS.c.id == plan.id)).all()
            if not known:
                connection.execute(
                    insert(_PLANS).values(**row, content=plan.as_text(), made_at=_now())
                )

    def begin(self, plan: Plan) -> None:
        self._write(update(_PLANS).where(_PLANS.c.id == plan.id).values(status="sending"))

    def begin_batch(self, plan: Plan, number: int, key: str, digest: str, members: int) -> None:
        """Remember, before anything leaves, that a batch is being sent."""
        row: dict[str, Any] = {"plan": plan.id, "number": number, "key": key, "digest": digest}
        with self._catalogue.beside_runs(_METADATA) as connection:
            chosen = (_BATCHES.c.plan == plan.id) & (_BATCHES.c.number == number)
            connection.execute(delete(_BATCHES).where(chosen))
            connection.execute(
                insert(_BATCHES).values(
                    **row, members=members, status="sending", message="", started_at=_now()
                )
            )

    def end_batch(
        self,
        plan: Plan,
        number: int,
        status: str,
        *,
        message: str = "",
        refused: Mapping[str, str] | None = None,
    ) -> None:
        """Remember what became of a batch."""
        rows = [
            {"plan": plan.id, "member": member, "batch": number, "reason": reason}
            for member, reason in sorted((refused or {}).items())
        ]
        with self._catalogue.beside_runs(_METADATA) as connection:
            connection.execute(
                update(_BATCHES)
                .where(_BATCHES.c.plan == plan.id, _BATCHES.c.number == number)
                .values(status=status, message=message, ended_at=_now())
            )
            if rows:
                connection.execute(insert(_REFUSALS), rows)

    def settle(self, plan: Plan, status: str, state: State) -> None:
        """End a plan: from now on the destination has what it confirmed."""
        with self._catalogue.beside_runs(_METADATA) as connection:
            connection.execute(
                update(_PLANS).where(_PLANS.c.id == plan.id).values(status=status, ended_at=_now())
            )
            connection.execute(
                delete(_STATES).where(
                    _STATES.c.destination == state.destination, _STATES.c.target == state.target
                )
            )
            connection.execute(insert(_STATES).values(**vars(state), changed_at=_now()))

    def batches(self, plan: str) -> list[BatchRecord]:
        query = select(_BATCHES).where(_BATCHES.c.plan == plan).order_by(_BATCHES.c.number)
        return [BatchRecord(**row) for row in self._rows(query)]

    def refused(self, plan: str) -> dict[str, str]:
        query = select(_REFUSALS).where(_REFUSALS.c.plan == plan).order_by(_REFUSALS.c.member)
        return {row["member"]: row["reason"] for row in self._rows(query)}

    def receipts(self, destination: str) -> list[Receipt]:
        """What became of every plan that was applied, the newest first."""
        query = (
            select(_PLANS)
            .where(_PLANS.c.destination == destination, _PLANS.c.status != "planned")
            .order_by(_PLANS.c.made_at.desc(), _PLANS.c.id)
        )
        return [
            Receipt(
                Plan.from_text(row["content"]), row["status"], row["made_at"], row["ended_at"],
                tuple(self.batches(row["id"])), self.refused(row["id"]),
            )
            for row in self._rows(query)
        ]  # fmt: skip

    def _rows(self, query: Any) -> list[dict[str, Any]]:
        with self._catalogue.beside_runs(_METADATA) as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def _write(self, statement: Any) -> None:
        with self._catalogue.beside_runs(_METADATA) as connection:
            connection.execute(statement)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
