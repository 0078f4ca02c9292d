"""What a destination promises: it takes members in batches and says of each whether it took it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict

Member: TypeAlias = dict[str, Any]
"""What is sent of a member: `action` (add, update, remove or keep), `id`, then its columns."""


@dataclass(frozen=True)
class Batch:
    """Members to send at once; the key stays the same when the batch is sent again."""

    destination: str
    plan: str
    key: str
    columns: tuple[str, ...]
    members: Iterable[Member]
    """Can be gone through more than once."""


@dataclass(frozen=True)
class Sent:
    """What became of a batch: members that were refused with the reason; all others were taken."""

    refused: dict[str, str] = field(default_factory=dict)


class Destination(BaseModel, ABC):
    """Takes members at one place of one system. Its fields are its settings in YAML."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @property
    def takes_whole(self) -> bool:
        """Whether it gets everybody who shall be there each time, not only the differences."""
        return False

    @property
    def largest_batch(self) -> int | None:
        """Most members at once; without it, all."""
        return None

    @property
    def largest_audience(self) -> int | None:
        """Most members it can hold; without it, any number."""
        return None

    @classmethod
    def without_secrets(cls, settings: dict[str, Any]) -> dict[str, Any]:
        """Settings as they may be kept and shown."""
        return settings

    @abstractmethod
    def target(self, base: Path) -> str:
        """The place that is written to, as it may be shown; relative paths start at `base`.

        What was confirmed holds for this place; at another one nothing is confirmed yet.
        """

    def fingerprint(self, base: Path) -> str:
        """What is at the place now, to notice that others changed it; empty: cannot be told."""
        return ""

    @abstractmethod
    def send(self, base: Path, batch: Batch) -> Sent:
        """Send a batch; sent again under the same key, it changes nothing more.

        Raises DestinationRefused or StorageFailed when nothing of it was taken, and
        DestinationUnreachable when that is not known. Never raises anything foreign.
        """
