"""What the ledger tells: what became of a plan, and what a destination confirmed."""

from dataclasses import dataclass
from datetime import datetime

from segmentry.activation.plan import Plan


@dataclass(frozen=True)
class State:
    """What a destination confirmed to have at one place."""

    destination: str
    target: str
    number: int
    file: str
    members: int
    fingerprint: str


@dataclass(frozen=True)
class BatchRecord:
    """A batch that was sent, or begun."""

    plan: str
    number: int
    key: str
    digest: str
    members: int
    status: str
    message: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Receipt:
    """What became of a plan: its batches, and the members that were refused with the reason."""

    plan: Plan
    status: str
    made_at: datetime
    ended_at: datetime | None
    batches: tuple[BatchRecord, ...]
    refused: dict[str, str]
