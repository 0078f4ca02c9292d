"""What people decided on findings, with the reason; kept beside the runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, insert, select

from segmentry.engine.catalogue import Catalogue
from segmentry.errors import UnknownName, UserError
from segmentry.review.finding import PROPOSALS

_METADATA = MetaData()
_DECISIONS = Table(
    "decisions",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("finding", String, nullable=False, index=True),
    Column("segmentation", String, nullable=False),
    Column("segment", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("proposal", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("decision", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_at", DateTime, nullable=False),
    Column("run", Integer, nullable=False),
)


@dataclass(frozen=True)
class Decision:
    """What somebody decided on a finding, and why; the finding as it stood then."""

    finding: str
    segmentation: str
    segment: str
    kind: str
    proposal: str
    message: str
    decision: str
    reason: str
    decided_by: str
    decided_at: datetime
    run: int


class Decisions:
    """The decisions of a workspace; none is ever changed, a later one counts."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def add(self, decision: Decision) -> None:
        with self._catalogue.beside_runs(_METADATA) as connection:
            connection.execute(insert(_DECISIONS).values(**vars(decision)))

    def all(self) -> list[Decision]:
        """Every decision, the oldest first."""
        names = [c for c in _DECISIONS.columns if c.name != "number"]
        with self._catalogue.beside_runs(_METADATA) as connection:
            rows = connection.execute(select(*names).order_by(_DECISIONS.c.number))
            return [Decision(**row._mapping) for row in rows]

    def newest(self) -> dict[str, Decision]:
        """By finding."""
        return {decision.finding: decision for decision in self.all()}


def decided(
    finding: Mapping[str, Any], run: int, decision: str, *, because: str, by: str, at: datetime
) -> Decision:
    """A decision on a finding of a run; raises where it says nothing that can be kept."""
    if decision not in PROPOSALS:
        raise UnknownName("decision", decision, PROPOSALS)
    if not because.strip():
        raise UserError(
            "A decision needs its reason.",
            next_step='Say why, for instance --because "they buy together".',
        )
    kept = ("finding", "segmentation", "segment", "kind", "proposal", "message")
    return Decision(
        **{name: finding[name] for name in kept},
        decision=decision,
        reason=because.strip(),
        decided_by=by.strip() or "unknown",
        decided_at=at,
        run=run,
    )


def told(decision: Decision | None) -> dict[str, object]:
    """A decision beside its finding; what nobody decided is empty."""
    return {
        "decision": decision.decision if decision else None,
        "because": decision.reason if decision else None,
        "decided_by": decision.decided_by if decision else None,
        "decided_at": decision.decided_at if decision else None,
        "decided_in_run": decision.run if decision else None,
    }
