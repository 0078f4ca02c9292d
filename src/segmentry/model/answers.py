"""What a person said of two keys, of companies or of contacts."""

from dataclasses import dataclass
from datetime import datetime

SAME, DIFFERENT, OPEN = "same", "different", "open"
SAID = {
    SAME: "they are one company, or one person",
    DIFFERENT: "they are two",
    OPEN: "an earlier answer is taken back",
}


@dataclass(frozen=True)
class Answer:
    """Whether two keys are one company, or two contacts one person; who said so, when, and why."""

    account_key: str
    """A company's key, or a contact's."""
    other_key: str
    """Comes after the first in the alphabet."""
    said: str
    reason: str
    said_by: str
    said_at: datetime

    @property
    def is_of_contacts(self) -> bool:
        """Keys of companies name their system; those of contacts are opaque."""
        return ":" not in self.account_key

    @property
    def row(self) -> dict[str, object]:
        """As rows of tables tell it, with the key by its kind."""
        told = dict(vars(self))
        key = told.pop("account_key")
        return {"contact_key" if self.is_of_contacts else "account_key": key, **told}

    @property
    def keys(self) -> tuple[str, str]:
        return self.account_key, self.other_key
