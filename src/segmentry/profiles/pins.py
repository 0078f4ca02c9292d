"""What people said fields are: kept beside the runs, and brought to the accounts of a run."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column as Kept
from sqlalchemy import DateTime, Integer, MetaData, String, Text, insert, select
from sqlalchemy import Table as KeptTable

from segmentry.engine.catalogue import Catalogue
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.pins import Pin
from segmentry.model.tables import Table
from segmentry.model.tables.schema import column
from segmentry.model.types import ColumnType

_METADATA = MetaData()
_PINS = KeptTable(
    "pins",
    _METADATA,
    Kept("number", Integer, primary_key=True, autoincrement=True),
    Kept("account_id", String, nullable=False),
    Kept("field", String, nullable=False),
    Kept("values", Text, nullable=False),
    Kept("reason", Text, nullable=False),
    Kept("said_by", String, nullable=False),
    Kept("said_at", DateTime, nullable=False),
)


class Pins:
    """The pins of a workspace; none is ever changed, of one field the latest counts."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def add(self, pins: Iterable[Pin]) -> None:
        """Keep pins, all or none."""
        rows = [{**vars(p), "values": json.dumps(dict(p.values))} for p in pins]
        with self._catalogue.beside_runs(_METADATA) as connection:
            for row in rows:
                connection.execute(insert(_PINS).values(**row))

    def all(self) -> list[Pin]:
        """Every pin, the oldest first."""
        names = [c for c in _PINS.columns if c.name != "number"]
        with self._catalogue.beside_runs(_METADATA) as connection:
            rows = connection.execute(select(*names).order_by(_PINS.c.number))
            return [Pin(**{**r._mapping, "values": json.loads(r._mapping["values"])}) for r in rows]


def pins_in_force(pins: Iterable[Pin], homes: Mapping[str, str] | None = None) -> list[Pin]:
    """The latest pin of each field of an account, those taken back left out; `homes` says where
    accounts went that were merged."""
    latest = {((homes or {}).get(p.account_id, p.account_id), p.field): p for p in pins}
    return [latest[key] for key in sorted(latest) if latest[key].values]


@dataclass(frozen=True)
class Pinned:
    """The accounts that have pins, and the columns that some pin tells."""

    accounts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


_COLUMNS = tuple(
    column(name, ColumnType.TEXT, "") for name in ("account_id", "field", "value", "rule")
)


def load_pins(context: RunContext) -> Pinned:
    """Bring the pins in force into the engine as `pins`; tell of those without an account."""
    if not context.pins:
        return Pinned()
    homes = _homes(context, sorted({p.account_id for p in context.pins}))
    placed = [p for p in context.pins if p.account_id in homes]
    _note_homeless(context, [p for p in pins_in_force(context.pins) if p.account_id not in homes])
    rows: list[dict[str, object]] = [
        {"account_id": homes[p.account_id], "field": name, "value": value, "rule": p.words}
        for p in pins_in_force(placed, homes)
        for name, value in sorted(p.values.items())
    ]
    context.load("pins", _COLUMNS, rows)
    return Pinned(
        tuple(sorted({str(r["account_id"]) for r in rows})),
        tuple(sorted({str(r["field"]) for r in rows})),
    )


def _homes(context: RunContext, asked: Sequence[str]) -> dict[str, str]:
    """The account that each id stands for now: itself, or where it was merged to at last."""
    homes: dict[str, str] = {}
    going = {account_id: account_id for account_id in asked}
    seen: set[str] = set()
    while going:
        alive = _alive(context, going.values())
        homes |= {asked: now for asked, now in going.items() if now in alive}
        seen |= set(going.values())
        steps = _merged_into(context, [now for now in going.values() if now not in alive])
        going = {a: steps[now] for a, now in going.items() if steps.get(now, now) not in seen}
    return homes


def _alive(context: RunContext, ids: Iterable[str]) -> set[str]:
    rows = context.query(
        "pinned_accounts",
        "accounts with pins that somebody tells of",
        f"select distinct i.account_id from {Table.IDENTITY} as i "
        f"semi join account_keys as k using (account_key) where i.account_id in ({_listed(ids)})",
    )
    return set(rows["account_id"].to_pylist())


def _merged_into(context: RunContext, ids: Sequence[str]) -> dict[str, str]:
    if not ids:
        return {}
    rows = context.query(
        "pins_moved",
        "a pin follows its account into the one it was merged with",
        f"select account_id, other_id from {Table.IDENTITY_EVENTS} where event = 'merged' "
        f"and account_id in ({_listed(ids)}) order by as_of, other_id desc",
    ).to_pylist()
    return {row["account_id"]: row["other_id"] for row in rows}


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(literal(account_id) for account_id in sorted(set(ids)))


def _note_homeless(context: RunContext, pins: Sequence[Pin]) -> None:
    if pins:
        told = ", ".join(f"{p.field} = {p.value} of {p.account_id}" for p in pins[:10])
        more = f" and {len(pins) - 10:,} more" if len(pins) > 10 else ""
        context.notes.append(
            f"Pins of accounts that no source tells of any more are kept, and wait: {told}{more}."
        )
