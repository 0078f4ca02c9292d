"""What a person or a schedule asks for: plan, apply."""

from segmentry.activation.desk import Desk
from segmentry.activation.freshness import Freshness
from segmentry.activation.lock import alone
from segmentry.activation.people import open_vault
from segmentry.activation.plan import Plan
from segmentry.activation.planning import make_plan
from segmentry.activation.recovering import recover
from segmentry.activation.sending import Applied, check_brake, check_current, send_plan
from segmentry.errors import PlanOutdated, StaleData, UnknownName


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
        recovered = _recovered(desk)
        chosen = _known(desk, plan_id) if plan_id else make_plan(desk)
        check_current(desk, chosen)
        check_brake(chosen, confirm_removals)
        if chosen.is_empty:
            return Applied(chosen, 0, {}, recovered)
        if plan_id:
            open_vault(desk.engine, desk.vault)
        done = send_plan(desk, chosen)
    return Applied(done.plan, done.sent, done.refused, recovered)


def _recovered(desk: Desk) -> tuple[str, ...]:
    if not desk.ledger.plans(desk.name, "sending"):
        return ()
    make_plan(desk)  # tells who may be sent today
    return recover(desk)


def _known(desk: Desk, id_: str) -> Plan:
    found = desk.ledger.plan(desk.name, id_)
    if found is None:
        raise UnknownName("plan", id_, [p.id for p in desk.ledger.plans(desk.name, "planned")])
    chosen, status = found
    if status != "planned":
        raise PlanOutdated(
            f"The plan {id_} was applied before ({status}); nothing is sent twice.",
            where=desk.name,
            next_step=f"Make a new one with `segmentry plan {desk.name}`.",
        )
    return chosen
