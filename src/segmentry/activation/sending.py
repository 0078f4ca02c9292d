"""Applies a plan: sends its batches, and keeps what the destination confirmed.

A batch is written down as 'sending' before it leaves and as 'sent' after it was taken. Whatever
happens between, the next apply knows which batch is unanswered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.activation.confirmed import add_plan, open_confirmed, write_confirmed
from segmentry.activation.desk import Desk
from segmentry.activation.members import batch_digest, batch_of, open_plan, sizes
from segmentry.activation.plan import Plan
from segmentry.activation.planning import plan_files
from segmentry.activation.receipt import State
from segmentry.errors import (
    DestinationRefused,
    DestinationUnreachable,
    PlanOutdated,
    SegmentryError,
    StorageFailed,
    TooManyRemovals,
)
from segmentry.model.written import content_hash


@dataclass(frozen=True)
class Applied:
    """What an apply did."""

    plan: Plan
    sent: int
    """Members that the destination took or let go, those of an interrupted plan included."""
    refused: dict[str, str]
    """Members that it refused, with the reason."""
    recovered: tuple[str, ...] = ()
    """What became of a plan that was interrupted before."""


def check_current(desk: Desk, plan: Plan) -> None:
    """Refuse a plan when what it was made for has changed since."""
    state = desk.ledger.state(desk.name, desk.target)
    changed = [
        reason
        for reason, is_so in (
            (f"the last run is {desk.run.number}, the plan is of run {plan.run}",
             plan.run != desk.run.number),
            ("the definition of the destination was changed",
             plan.definition_version != desk.definition.version),
            ("the destination leads elsewhere now", plan.target != desk.target),
            ("something else was sent", plan.state != (state.number if state else 0)),
            ("its members are no longer stored", not plan_files(desk.folder, plan)),
        )
        if is_so
    ]  # fmt: skip
    if changed:
        raise outdated(plan, changed)


def outdated(plan: Plan, changed: Sequence[str]) -> PlanOutdated:
    """A plan that is refused before anything of it is sent."""
    return PlanOutdated(
        f"The plan {plan.id} no longer holds: {'; '.join(changed)}.",
        where=plan.destination,
        next_step=f"Nothing was sent. Make a new one with `segmentry plan {plan.destination}`.",
    )


def check_brake(plan: Plan, confirmed: int | None) -> None:
    """Stop when more would leave than may, unless somebody said how many."""
    if confirmed is not None and confirmed != plan.remove:
        raise TooManyRemovals(
            f"{confirmed:,} removals were confirmed, but {plan.remove:,} members would leave.",
            where=plan.destination,
            next_step="Look at the plan again, and confirm the exact number.",
        )
    if plan.needs_confirmation and confirmed is None:
        raise TooManyRemovals(
            f"{plan.remove:,} of {plan.there:,} members would leave, more than the share of "
            f"{plan.largest_removal:.0%} that may leave at once (largest_removal).",
            where=plan.destination,
            next_step="Nothing was sent. If it is meant, apply with "
            f"--confirm-removals {plan.remove}.",
        )


def send_plan(desk: Desk, plan: Plan) -> Applied:
    """Send every batch of a plan in order, and keep what was confirmed."""
    open_plan(desk, plan)
    desk.ledger.begin(plan)
    counted = sizes(desk)
    for number in range(1, plan.batches + 1):
        desk.tell(f"Sending batch {number} of {plan.batches}")
        try:
            send_batch(desk, plan, number, counted.get(number, 0))
        except (DestinationRefused, StorageFailed) as error:
            desk.ledger.end_batch(plan, number, "refused", message=error.what)
            settle(desk, plan, "refused")
            raise _stopped(error, plan, number, "the others were not sent") from error
        except DestinationUnreachable as error:
            raise _stopped(error, plan, number, f"batch {number} is unanswered") from error
    settle(desk, plan, "done")
    refused = desk.ledger.refused(plan.id)
    return Applied(plan, plan.changes - len(refused), refused)


def send_batch(desk: Desk, plan: Plan, number: int, size: int) -> None:
    """Send one batch; until it is written down as sent, it is unanswered."""
    batch, members = batch_of(desk, plan, number)
    digest = "" if members.whole else batch_digest(desk, batch)
    desk.ledger.begin_batch(plan, number, batch.key, digest, size)
    sent = desk.plugin.send(desk.base, batch)
    gone = dict.fromkeys(members.without_address, "its address is no longer known")
    desk.ledger.end_batch(plan, number, "sent", refused=gone | sent.refused)


def settle(desk: Desk, plan: Plan, status: str) -> None:
    """End a plan: what was confirmed becomes the state that the next plan starts from."""
    before = desk.ledger.state(desk.name, plan.target)
    open_confirmed(desk.engine, desk.folder, before)
    files = plan_files(desk.folder, plan)
    if files:
        batches, refused = desk.ledger.batches(plan.id), list(desk.ledger.refused(plan.id))
        add_plan(desk.engine, files, batches, refused)
    number = plan.state + 1
    file = f"confirmed-{content_hash(plan.target)}-{number}.parquet"
    members = write_confirmed(desk.engine, desk.folder / file)
    place = desk.plugin.fingerprint(desk.base) if plan.target == desk.target else ""
    state = State(desk.name, plan.target, number, file, members, place)
    desk.ledger.settle(plan, status, state)
    _tidy(desk, plan, before)


def _tidy(desk: Desk, plan: Plan, before: State | None) -> None:
    """What the next plan does not need goes; the plan's own members stay, as its receipt."""
    gone: Sequence[str] = [f"plan-{plan.id}-rest.parquet", *([before.file] if before else [])]
    for name in gone:
        (desk.folder / name).unlink(missing_ok=True)


def _stopped(error: SegmentryError, plan: Plan, number: int, rest: str) -> SegmentryError:
    """The same error, telling how far the plan came."""
    if plan.batches == 1:
        return error
    told = f"{error.what} {number - 1} of {plan.batches} batches were sent before; {rest}."
    return type(error)(told, where=error.where, next_step=error.next_step)
