"""What a person said a field of an account is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Pin:
    """A value that counts before what all records say, who said it, when, and why."""

    account_id: str
    field: str
    values: Mapping[str, str | None]
    """The field and what is read out of it (a name's legal form), as text; empty for a pin that
    is taken back."""
    reason: str
    said_by: str
    said_at: datetime

    @property
    def value(self) -> str | None:
        return self.values.get(self.field)

    @property
    def words(self) -> str:
        """Why the field says what it says."""
        return f"pinned by {self.said_by} on {self.said_at:%Y-%m-%d}: {self.reason}"
