"""What a method promises: it places accounts in segments, and says why."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from segmentry.engine.sql import identifier, literal
from segmentry.segmentation.accounts import Accounts


@dataclass(frozen=True)
class Segment:
    """A segment as the method names it; `rule` says in words who is in it."""

    name: str
    rule: str
    condition: str = ""
    undecided: int = 0
    """Accounts whose values are unknown where the condition asks for them."""


@dataclass(frozen=True)
class CutPoint:
    """Where a score begins and ends."""

    measure: str
    score: int
    lowest: float
    highest: float
    accounts: int


@dataclass(frozen=True)
class Placement:
    """Where the accounts belong.

    `sql` has one row per membership (account_id, segment, reason); an account that was looked at
    and belongs nowhere has one row with an empty segment. `segments` are in the order in which
    people read them, empty ones included.
    """

    sql: str
    segments: tuple[Segment, ...]
    scores_sql: str = ""
    """account_id, recency_days, frequency, monetary, r, f, m: of methods that score so."""
    cut_points: tuple[CutPoint, ...] = ()
    notes: tuple[str, ...] = ()


def nowhere(
    accounts: Accounts, reason: str, note: str, segments: tuple[Segment, ...] = ()
) -> Placement:
    """Nobody has a place, for one reason."""
    sql = (
        f"select account_id, '' as segment, {literal(reason)} as reason "
        f"from {identifier(accounts.table)}"
    )
    return Placement(sql, segments, notes=(note,))


class Method(BaseModel, ABC):
    """A way to divide the accounts. Its fields are its settings in YAML."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    strong: ClassVar[str]
    """What it is good for."""
    weak: ClassVar[str]
    use: ClassVar[str]
    example: ClassVar[str]
    """How a business uses it."""

    def conditions(self) -> tuple[str, ...]:
        """Conditions in words of the condition language that the method needs answered."""
        return ()

    def files(self) -> tuple[str, ...]:
        """Files of the workspace that the method reads."""
        return ()

    def check(self, folder: Path, where: str) -> None:
        """Raise what is wrong with those files, before anything runs."""

    @abstractmethod
    def place(self, accounts: Accounts) -> Placement:
        """Place every account in scope."""
