"""What a person said of two keys."""

from dataclasses import dataclass
from datetime import datetime

SAME, DIFFERENT, OPEN = "same", "different", "open"
SAID = {
    SAME: "they are one company",
    DIFFERENT: "they are two companies",
    OPEN: "an earlier answer is taken back",
}


@dataclass(frozen=True)
class Answer:
    """Whether two keys are one company, who said so, when, and why."""

    account_key: str
    other_key: str
    """Comes after the first in the alphabet."""
    said: str
    reason: str
    said_by: str
    said_at: datetime

    @property
    def keys(self) -> tuple[str, str]:
        return self.account_key, self.other_key
