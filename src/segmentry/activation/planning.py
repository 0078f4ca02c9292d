"""Makes a plan: compares who shall be at a destination with who is confirmed to be there."""

from hashlib import blake2b
from pathlib import Path
from typing import Any

from segmentry.activation.audience import AUDIENCE, Audience, empty_fields, prepare_audience
from segmentry.activation.confirmed import CONFIRMED, add_plan, open_confirmed
from segmentry.activation.desk import Desk
from segmentry.activation.people import open_vault
from segmentry.activation.place import check_place, is_gone
from segmentry.activation.plan import Plan
from segmentry.activation.receipt import State
from segmentry.activation.replacing import put_in_place
from segmentry.engine.sql import identifier, literal
from segmentry.errors import DestinationRefused
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType
from segmentry.model.written import content_hash

_INTERNAL = (
    Column("_position", ColumnType.INTEGER, "order in which members are sent"),
    Column("_batch", ColumnType.INTEGER, "batch they are sent in; absent: they stay as they are"),
    Column("_action", ColumnType.TEXT, "add, update, remove or keep"),
    Column("_content", ColumnType.TEXT, "digest of all that is sent"),
)
_DIFFERENCES = "activation_differences"


def make_plan(desk: Desk) -> Plan:
    """Compare and keep the plan; nothing is sent."""
    open_vault(desk.engine, desk.vault)
    desk.tell("Working out who shall be there")
    defined = [s.name for s in desk.definitions.segmentations]
    audience = prepare_audience(desk.engine, desk.definition, desk.run.finished_at, defined)
    state = desk.ledger.state(desk.name, desk.target)
    notes = _open_state(desk, state)
    desk.tell("Comparing with who is there")
    _compare(desk, audience)
    file = _write(desk, audience)
    plan = _plan(desk, audience, state, file, notes)
    _check_size(desk, plan)
    _store(desk, plan, file)
    return plan


def plan_files(folder: Path, plan: Plan) -> list[Path]:
    """The files with a plan's members: those that change, then those that stay."""
    files = [folder / f"plan-{plan.id}.parquet", folder / f"plan-{plan.id}-rest.parquet"]
    return [file for file in files if file.is_file()]


def _open_state(desk: Desk, state: State | None) -> list[str]:
    """What was confirmed, with what an interrupted plan may have brought."""
    open_confirmed(desk.engine, desk.folder, state)
    notes = []
    for plan in desk.ledger.plans(desk.name, "sending"):
        notes.append(f"The plan {plan.id} was interrupted; `segmentry apply` finishes it first.")
        if plan.target == desk.target and (files := plan_files(desk.folder, plan)):
            refused = list(desk.ledger.refused(plan.id))
            add_plan(desk.engine, files, desk.ledger.batches(plan.id), refused)
    check_place(desk)
    notes += [
        f"{other.members:,} members sent to {other.target} before stay there: the destination "
        "leads elsewhere now."
        for other in desk.ledger.other_targets(desk.name, desk.target)
    ]
    return notes


def _compare(desk: Desk, audience: Audience) -> None:
    wanted = ", ".join(_wanted(name) for name in audience.stored)
    size = desk.plugin.largest_batch
    batch = f"(place - 1) // {size} + 1" if size else "1"
    action = (
        "case when b.id is null then 'add' when d.id is null then 'remove' "
        "when d.content = b.content then 'keep' else 'update' end"
    )
    desk.engine.keep(
        _DIFFERENCES,
        f"""
        with compared as (
            select {action} as _action, d.content as _content, {wanted}
            from {AUDIENCE} as d full join {CONFIRMED} as b on b.id = d.id
        ), placed as (
            select *, row_number() over (order by case _action when 'remove' then 1
                when 'update' then 2 when 'add' then 3 else 4 end, id) as place
            from compared
        )
        select place as _position,
               case when _action <> 'keep' then cast({batch} as bigint) end as _batch,
               placed.* exclude (place)
        from placed
        """,
    )


def _wanted(name: str) -> str:
    column = identifier(name)
    if name in ("id", "name", "source_keys"):
        # whoever leaves is known by what was sent of them
        return f"coalesce(d.{column}, b.{column}) as {column}"
    return f"d.{column} as {column}"


def _write(desk: Desk, audience: Audience) -> Path:
    file = desk.folder / "plan.new"
    _write_rows(desk, audience, "_action <> 'keep'", file)
    return file


def _write_rows(desk: Desk, audience: Audience, where: str, file: Path) -> int:
    types = desk.engine.columns(_DIFFERENCES)
    columns = [*_INTERNAL]
    columns += [Column(n, ColumnType.TEXT, types[n]) for n in audience.stored]
    rows = f"select * from {_DIFFERENCES} where {where}"
    return desk.engine.write(rows, file, columns, ("_position",), cast=False)


def _plan(
    desk: Desk, audience: Audience, state: State | None, file: Path, notes: list[str]
) -> Plan:
    counted = desk.engine.query(
        f"select _action, count(*) as members, max(_batch) as batches from {_DIFFERENCES} "
        "group by _action"
    ).to_pylist()
    counts = {row["_action"]: row["members"] for row in counted}
    if rewrite := is_gone(desk):
        notes.append("What was written there is gone; it is written anew as a whole.")
    said: dict[str, Any] = {
        "destination": desk.name,
        "title": desk.definition.title or desk.name,
        "definition_version": desk.definition.version,
        "target": desk.target,
        "state": state.number if state else 0,
        "run": desk.run.number,
        "level": desk.definition.level,
        "segmentation": desk.definition.segmentation,
        "purpose": desk.definition.purpose,
        "largest_removal": desk.definition.largest_removal,
        "rewrite": rewrite,
    } | {name: counts.get(name, 0) for name in ("add", "update", "remove", "keep")}
    return Plan(
        **said,
        id=content_hash(said | {"members": _digest(file), "left_out": audience.left_out}),
        as_of=desk.run.as_of,
        segments=desk.definition.segments,
        columns=audience.columns,
        batches=max((row["batches"] or 0 for row in counted), default=0) or int(rewrite),
        left_out=audience.left_out,
        notes=tuple(notes),
        empty_fields=empty_fields(desk.engine, audience),
    )


def _digest(file: Path) -> str:
    digest = blake2b(digest_size=16)
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _check_size(desk: Desk, plan: Plan) -> None:
    most, members = desk.plugin.largest_audience, plan.add + plan.update + plan.keep
    if most is not None and members > most:
        raise DestinationRefused(
            f"{members:,} members are more than a destination of this kind holds ({most:,}).",
            where=desk.definition.place,
            next_step="Send fewer segments to it, or use the destination csv.",
        )


def _store(desk: Desk, plan: Plan, file: Path) -> None:
    """Keep the plan in the place of those that nobody applied."""
    for old in desk.ledger.plans(desk.name, "planned"):
        for gone in plan_files(desk.folder, old):
            gone.unlink()
    rest = desk.folder / f"plan-{plan.id}-rest.parquet"
    if desk.plugin.takes_whole and not plan.is_empty:
        kept = f"select * from {_DIFFERENCES} where _action = {literal('keep')}"
        names = [Column(n, ColumnType.TEXT, "") for n in desk.engine.columns(_DIFFERENCES)]
        desk.engine.write(kept, rest, names, ("_position",), cast=False)
    put_in_place(file, desk.folder / f"plan-{plan.id}.parquet")
    desk.ledger.keep(plan)
