"""A plan: the differences between what a destination confirmed and what it shall have."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class LeftOut:
    """Members of the segments that are not sent, and why."""

    reason: str
    members: int


@dataclass(frozen=True)
class EmptyField:
    """A field that is sent empty for some members, or for all."""

    field: str
    empty: int
    members: int

    @property
    def is_always(self) -> bool:
        return self.empty == self.members

    @property
    def sentence(self) -> str:
        return f"{self.field} is empty for {self.empty:,} of {self.members:,}"


@dataclass(frozen=True)
class Plan:
    """What would be sent, readable before anything is sent. It knows people by opaque keys only."""

    id: str
    """Hash of what it says: the same differences have the same id."""
    destination: str
    title: str
    definition_version: str
    target: str
    """Where the members go."""
    state: int
    """Number of the confirmed state it starts from."""
    run: int
    as_of: date
    level: str
    segmentation: str
    segments: tuple[str, ...]
    purpose: str
    columns: tuple[str, ...]
    add: int
    update: int
    remove: int
    keep: int
    batches: int
    largest_removal: float
    left_out: tuple[LeftOut, ...] = ()
    rewrite: bool = False
    """What was written there is gone, so it is written again."""
    notes: tuple[str, ...] = ()
    empty_fields: tuple[EmptyField, ...] = ()
    """Those empty for everybody first."""

    @property
    def changes(self) -> int:
        return self.add + self.update + self.remove

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.changes and not self.rewrite

    @property
    def there(self) -> int:
        """Members that the destination has before."""
        return self.update + self.remove + self.keep

    @property
    def needs_confirmation(self) -> bool:
        """Whether more would leave than may without somebody saying so."""
        return self.remove > self.largest_removal * self.there

    def as_text(self) -> str:
        return json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "Plan":
        said: dict[str, Any] = json.loads(text)
        return cls(
            **said
            | {name: tuple(said[name]) for name in ("segments", "columns", "notes")}
            | {
                "as_of": date.fromisoformat(said["as_of"]),
                "left_out": tuple(LeftOut(**one) for one in said["left_out"]),
                "empty_fields": tuple(EmptyField(**one) for one in said.get("empty_fields", ())),
            }
        )
