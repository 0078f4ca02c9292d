"""Ends a plan that was interrupted: what was unanswered is sent again just as it was, or, where
that would not be right any more, counts as unknown and is planned anew."""

from segmentry.activation.audience import AUDIENCE
from segmentry.activation.desk import Desk
from segmentry.activation.members import batch_digest, batch_of, leavers, open_plan
from segmentry.activation.plan import Plan
from segmentry.activation.planning import plan_files
from segmentry.activation.receipt import BatchRecord
from segmentry.activation.sending import send_batch, settle
from segmentry.errors import DestinationRefused, StorageFailed


def recover(desk: Desk) -> tuple[str, ...]:
    """End every plan that was interrupted, and say how; the audience of today is worked out."""
    return tuple(_end(desk, plan) for plan in desk.ledger.plans(desk.name, "sending"))


def _end(desk: Desk, plan: Plan) -> str:
    batches = desk.ledger.batches(plan.id)
    sent = sum(b.status == "sent" for b in batches)
    told = [f"The plan {plan.id} was interrupted after {sent} of {plan.batches} batches."]
    told += [_clear(desk, plan, batch) for batch in batches if batch.status == "sending"]
    settle(desk, plan, "done" if sent == plan.batches else "interrupted")
    return " ".join(told)


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
