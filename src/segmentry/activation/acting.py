"""What a person or a schedule asks for: plan, apply."""

from collections.abc import Collection
from dataclasses import replace

from segmentry.activation.desk import Desk
from segmentry.activation.freshness import Freshness
from segmentry.activation.lock import alone
from segmentry.activation.people import open_vault
from segmentry.activation.place import check_place
from segmentry.activation.plan import Plan
from segmentry.activation.planning import make_plan
from segmentry.activation.recovering import recover
from segmentry.activation.sending import Applied, check_brake, check_current, outdated, send_plan
from segmentry.errors import (
    DestinationRefused,
    DestinationUnreachable,
    PlanOutdated,
    StaleData,
    StorageFailed,
    UnknownName,
)


def plan(desk: Desk) -> Plan:
    """The differences to send; nothing is sent."""
    with alone(desk.folder, desk.name):
        return make_plan(desk)


def apply(
    desk: Desk,
    freshness: Freshness,
    *,
    plan_id: str = "",
    confirm_removals: int | None = None,
    although_stale: bool = False,
) -> Applied:
    """Send the differences: those of a plan that somebody read, or those of now."""
    if not (freshness.is_fresh or although_stale):
        raise StaleData(
            " ".join(freshness.objections),
            where=desk.name,
            next_step="Nothing was sent. Bring the data up to date with `segmentry run`, or apply "
            "with --although-stale.",
        )
    with alone(desk.folder, desk.name):
        chosen = _known(desk, plan_id) if plan_id else make_plan(desk)
        check_current(desk, chosen)
        check_brake(chosen, confirm_removals)
        if interrupted := desk.ledger.plans(desk.name, "sending"):
            if plan_id:
                _check_same(desk, chosen, interrupted)
            return _finish(desk)
        if plan_id:
            check_place(desk)
            open_vault(desk.engine, desk.vault)
        return _send(desk, chosen)


def _send(desk: Desk, plan: Plan) -> Applied:
    return Applied(plan, 0, {}) if plan.is_empty else send_plan(desk, plan)


def _check_same(desk: Desk, chosen: Plan, interrupted: Collection[Plan]) -> None:
    """Before anything is sent again: it must still be what somebody read."""
    today = make_plan(desk)
    if chosen.id != today.id and chosen.id not in {p.id for p in interrupted}:
        raise outdated(chosen, ["what is known of its members has changed"])


def _finish(desk: Desk) -> Applied:
    """End what was interrupted, then send what is left of the plan that was asked for."""
    recovered = recover(desk)
    try:
        done = _send(desk, make_plan(desk))
    except (DestinationRefused, DestinationUnreachable, StorageFailed) as error:
        raise type(error)(
            " ".join([*(r.told for r in recovered), error.what]),
            where=error.where,
            next_step=error.next_step,
        ) from error
    return replace(
        done,
        sent=done.sent + sum(r.sent for r in recovered),
        recovered=tuple(r.told for r in recovered),
    )


def _known(desk: Desk, id_: str) -> Plan:
    """A plan to send, or one that was interrupted and is to be finished."""
    found = desk.ledger.plan(desk.name, id_)
    if found is None:
        raise UnknownName("plan", id_, [p.id for p in desk.ledger.plans(desk.name, "planned")])
    chosen, status = found
    if status not in ("planned", "sending"):
        raise PlanOutdated(
            f"The plan {id_} was applied before ({status}); nothing is sent twice.",
            where=desk.name,
            next_step=f"Make a new one with `segmentry plan {desk.name}`.",
        )
    return chosen
