"""A stage reads tables and writes tables; that is all stages know of each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from segmentry.model.tables import Table


@dataclass(frozen=True)
class Stage:
    """One station of the way of the data.

    `settings` names the parts of the workspace's definitions that change its result: the run
    computes the stage again when they or a table it reads have changed.
    """

    name: str
    purpose: str
    run: Callable[[Any], None]
    reads: tuple[Table, ...]
    writes: tuple[Table, ...]
    settings: tuple[str, ...] = ()
    outside: Callable[[Any], str] | None = None
    """A fingerprint of what it reads from outside the workspace."""
    remembers: tuple[Table, ...] = ()
    """Tables of the run before that it continues (identity, history)."""
    compares: tuple[Table, ...] = ()
    """Tables of the run before that it looks at to tell what changed, where they are whole."""
