"""What a destination confirmed to have: the members, each with a digest of what it was sent."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from segmentry.activation.receipt import BatchRecord, State
from segmentry.activation.replacing import put_in_place
from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType

CONFIRMED = "activation_confirmed"
_COLUMNS = tuple(
    Column(name, ColumnType.TEXT, "") for name in ("id", "content", "name", "source_keys")
)
_NAMES = ", ".join(c.name for c in _COLUMNS)


def open_confirmed(engine: Engine, folder: Path, state: State | None) -> None:
    """Make what was confirmed readable as `activation_confirmed`."""
    if state and state.file:
        engine.register("activation_state", [folder / state.file])
        engine.keep(CONFIRMED, f"select {_NAMES} from activation_state")
    else:
        nothing = ", ".join(f"cast(null as varchar) as {c.name}" for c in _COLUMNS)
        engine.keep(CONFIRMED, f"select {nothing} where false")


def add_plan(
    engine: Engine, files: Sequence[Path], batches: Sequence[BatchRecord], refused: Sequence[str]
) -> None:
    """Bring `activation_confirmed` up to date with what became of a plan's batches.

    Members of a batch of which nobody knows whether it arrived are kept without a digest: the
    next plan sends them again, or takes them out.
    """
    sent = [b.number for b in batches if b.status == "sent"]
    unclear = [b.number for b in batches if b.status in ("sending", "unclear")]
    engine.load("activation_refused", pa.table({"id": pa.array(refused, pa.string())}))
    engine.register("activation_sent", list(files))
    columns = {"name", "source_keys"} & set(engine.columns("activation_sent"))
    kept = [n if n in columns else f"cast(null as varchar) as {n}" for n in ("name", "source_keys")]
    engine.keep(
        "activation_touched",
        f"""
        select id, {", ".join(kept)}, _action as action,
               case when _batch in ({_list(sent)}) then _content else '' end as content
        from activation_sent
        where (_batch in ({_list(sent)}) or _batch in ({_list(unclear)}))
          and id not in (select id from activation_refused)
        """,
    )
    engine.keep(
        CONFIRMED,
        f"""
        select {_NAMES} from {CONFIRMED}
        where id not in (select id from activation_touched)
        union all
        select {_NAMES} from activation_touched where action <> 'remove' or content = ''
        """,
    )


def write_confirmed(engine: Engine, file: Path) -> int:
    """Write what was confirmed as a file of its own; returns the number of members."""
    fresh = file.with_suffix(".new")
    members = engine.write(f"select {_NAMES} from {CONFIRMED}", fresh, _COLUMNS, ("id",))
    put_in_place(fresh, file)
    return members


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(literal(n) for n in numbers) or "null"
