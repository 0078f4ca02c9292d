"""What a source promises: it lands what a system holds, kept as it came."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True)
class BadRow:
    """A row that could not even be read: where it stands, which rule it breaks, and why."""

    file: str
    line: int | None
    rule: str
    reason: str
    value: str | None = None


@dataclass(frozen=True)
class Landed:
    """What landing brought: the rows in a Parquet file, and the rows that could not be read.

    The Parquet file has the source's columns under their own names, then `_file` (text: name of
    the file or table) and `_line` (BIGINT: row number there, the header is line 1, so the first
    row of a delimited file is 2; rows of other formats count from 1).
    `notes` are sentences for the person: what was sniffed, what looked odd.
    """

    rows: int
    columns: tuple[str, ...]
    bad_rows: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)
    """Settings as sniffed (delimiter, encoding …), for `segmentry init` to write down."""


class Source(BaseModel, ABC):
    """Reads rows from one place of one system. Its fields are its settings in YAML."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    tells_changes: ClassVar[bool] = True
    """Whether `fingerprint` can see that something has changed."""

    @classmethod
    def without_secrets(cls, settings: dict[str, Any]) -> dict[str, Any]:
        """Settings as they may be kept and shown."""
        return settings

    @abstractmethod
    def fingerprint(self, base: Path) -> str:
        """A hash that changes when the content would, empty where `tells_changes` is false.

        Relative paths start at `base`."""

    def columns(self, base: Path) -> tuple[str, ...] | None:
        """The columns where they can be told without reading the rows, else None."""
        return None

    @abstractmethod
    def land(self, base: Path, into: Path) -> Landed:
        """Read everything and write it to the Parquet file `into`.

        Raises UnreadableSource when the person can mend it, SourceUnreachable when trying again
        may help. Never raises anything foreign.
        """
