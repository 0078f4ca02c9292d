"""Ends a plan that was interrupted: what was unanswered is sent again just as it was, or, where
that would not be right any more, counts as unknown and is planned anew."""

from dataclasses import dataclass

from segmentry.activation.audience import AUDIENCE
from segmentry.activation.desk import Desk
from segmentry.activation.members import batch_digest, batch_of, leavers, open_plan
from segmentry.activation.plan import Plan
from segmentry.activation.planning import plan_files
from segmentry.activation.receipt import BatchRecord
from segmentry.activation.sending import send_batch, settle
from segmentry.errors import DestinationRefused, StorageFailed


@dataclass(frozen=True)
class Recovery:
    """How an interrupted plan ended."""

    told: str
    sent: int
    """Members that it took when they were sent again."""


def recover(desk: Desk) -> tuple[Recovery, ...]:
    """End every plan that was interrupted, and say how; the audience of today is worked out."""
    return tuple(_end(desk, plan) for plan in desk.ledger.plans(desk.name, "sending"))


def _end(desk: Desk, plan: Plan) -> Recovery:
    before, refused_before = desk.ledger.batches(plan.id), desk.ledger.refused(plan.id)
    unanswered = [b for b in before if b.status == "sending"]
    told = [f"The plan {plan.id} was interrupted after {_sent(before)} of {plan.batches} batches."]
    told += [_clear(desk, plan, batch) for batch in unanswered]
    after = desk.ledger.batches(plan.id)
    refused = desk.ledger.refused(plan.id)
    is_done = _sent(after) == plan.batches
    settle(desk, plan, "done" if is_done else "interrupted")
    if is_done:
        told.append(f"Finished the plan {plan.id}: {plan.changes - len(refused):,} sent.")
    again = _members(after) - _members(before)
    return Recovery(" ".join(told), again - (len(refused) - len(refused_before)))


def _sent(batches: list[BatchRecord]) -> int:
    return sum(b.status == "sent" for b in batches)


def _members(batches: list[BatchRecord]) -> int:
    return sum(b.members for b in batches if b.status == "sent")


def _clear(desk: Desk, plan: Plan, batch: BatchRecord) -> str:
    """Settle an unanswered batch; where the destination does not answer, it stays there."""
    name = f"Batch {batch.number} ({batch.members:,} members) may have arrived or not"
    why_not = _why_not(desk, plan, batch)
    if not why_not:
        try:
            send_batch(desk, plan, batch.number, batch.members)
        except (DestinationRefused, StorageFailed) as error:
            why_not = f"it is refused now: {error.what.rstrip('.')}"
        else:
            return f"{name}: it was sent again under the same key {batch.key}."
    desk.ledger.end_batch(plan, batch.number, "unclear", message=why_not)
    return f"{name}: it was not sent again, because {why_not}. Its members are planned anew."


def _why_not(desk: Desk, plan: Plan, batch: BatchRecord) -> str:
    """Why a batch cannot be sent again just as it was; empty when it can."""
    if plan.target != desk.target:
        return "the destination leads elsewhere now"
    if not plan_files(desk.folder, plan):
        return "its members are no longer stored"
    if desk.plugin.takes_whole:
        return "the file is written anew as a whole"
    open_plan(desk, plan)
    if gone := leavers(desk, batch.number, AUDIENCE):
        return f"{gone:,} of its members may no longer be sent there"
    if batch_digest(desk, batch_of(desk, plan, batch.number)[0]) != batch.digest:
        return "what is known of its members has changed"
    return ""
