"""Reads a plan's members back, piece by piece, with what the vault knows of people."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from segmentry.activation.desk import Desk
from segmentry.activation.destinations.base import Batch, Member
from segmentry.activation.people import PEOPLE, PERSONAL, salt
from segmentry.activation.plan import Plan
from segmentry.activation.planning import plan_files
from segmentry.activation.values import as_json
from segmentry.engine.sql import identifier, literal

_PIECE = 50_000
_OUTGOING = "activation_outgoing"
_LISTS = ("segments", "source_keys")
_SAID_OF_LEAVERS = ("action", "id", "name", "source_keys", "email")


@dataclass
class Members:
    """The members of a batch; `whole` is everybody, in the order of their ids."""

    desk: Desk
    plan: Plan
    number: int
    whole: bool = False
    without_address: set[str] = field(default_factory=set)
    """People whose address the vault no longer knows: they are not sent."""

    def __iter__(self) -> Iterator[Member]:
        order = "id" if self.whole else "_position"
        which = "true" if self.whole else f"_batch = {self.number}"
        last = "true"
        while True:
            rows = self.desk.engine.query(
                f"select * from {_OUTGOING} where {which} and {last} order by {order} "
                f"limit {_PIECE}"
            ).to_pylist()
            yield from (member for row in rows if (member := self._member(row)))
            if len(rows) < _PIECE:
                return
            last = f"{order} > {literal(rows[-1][order])}"

    def _member(self, row: dict[str, Any]) -> Member | None:
        named = {n: row[n] for n in self.plan.columns if n not in PERSONAL}
        member: Member = {"action": row["_action"]} | named
        member |= {n: row[f"person_{n}"] for n in self.plan.columns if n in PERSONAL}
        for name in _LISTS:
            if isinstance(member.get(name), str):
                member[name] = member[name].split("\x1f")
        if member["action"] == "remove":
            said = {n: v for n, v in member.items() if n in _SAID_OF_LEAVERS}
            return {n: v for n, v in said.items() if v is not None}
        if "email" in self.plan.columns and not member["email"]:
            self.without_address.add(member["id"])
            return None
        return member


def open_plan(desk: Desk, plan: Plan) -> None:
    """Make a plan's members readable, people with what the vault says of them now."""
    desk.engine.register("activation_plan", plan_files(desk.folder, plan))
    columns, joined = "", ""
    if plan.level == "contacts":
        people = (f"v.{identifier(n)} as {identifier('person_' + n)}" for n in PERSONAL)
        columns = ", " + ", ".join(people)
        joined = f"left join {PEOPLE} as v on v.contact_key = p.id"
    desk.engine.define(_OUTGOING, f"select p.*{columns} from activation_plan as p {joined}")


def batch_of(desk: Desk, plan: Plan, number: int) -> tuple[Batch, Members]:
    """A batch under a key that belongs to this plan and no other."""
    members = Members(desk, plan, number, desk.plugin.takes_whole)
    key = f"{plan.id}-{number}"
    return Batch(desk.name, plan.id, key, plan.columns, members), members


def batch_digest(desk: Desk, batch: Batch) -> str:
    """Tells whether a batch would be sent again just as it was; nothing without the salt."""
    digest = hmac.new(salt(desk.vault).encode(), digestmod=sha256)
    for member in batch.members:
        digest.update(as_json(member).encode() + b"\n")
    return digest.hexdigest()


def sizes(desk: Desk) -> dict[int, int]:
    """Members of each batch of the plan that is open."""
    rows = desk.engine.query(
        "select _batch, count(*) as members from activation_plan where _batch is not null "
        "group by _batch"
    ).to_pylist()
    return {row["_batch"]: row["members"] for row in rows}


def leavers(desk: Desk, number: int, audience: str) -> int:
    """Members of a batch that were to come or stay, and may no longer be sent."""
    rows = desk.engine.query(
        f"select count(*) as members from activation_plan where _batch = {number} "
        f"and _action <> 'remove' and id not in (select id from {audience})"
    ).to_pylist()
    return int(rows[0]["members"])
