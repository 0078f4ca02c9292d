"""Files that are one table cut in pieces: an export per month, per day, or in numbered parts."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Series:
    """Files that are read together; most have one."""

    files: tuple[Path, ...]

    @property
    def stem(self) -> str:
        """The name without what differs."""
        first = self.files[0].stem
        if len(self.files) == 1:
            return first
        return _NUMBERS.sub("", first) if _NUMBERS.sub("", first).strip("-_. ") else first

    @property
    def shown(self) -> str:
        first = self.files[0].name
        return first if len(self.files) == 1 else f"{first} and {len(self.files) - 1} more like it"


def series_of(
    files: Sequence[Path], columns: Callable[[Path], tuple[str, ...] | None]
) -> list[Series]:
    """Files whose names differ in numbers only and whose columns are the same, in given order.

    `columns` tells those of a file, or None where they cannot be told.
    """
    alike: dict[tuple[Path, str], list[Path]] = {}
    for file in files:
        alike.setdefault((file.parent, _NUMBERS.sub("#", file.name)), []).append(file)
    return [s for group in alike.values() for s in _by_columns(group, columns)]


def _by_columns(
    files: Sequence[Path], columns: Callable[[Path], tuple[str, ...] | None]
) -> Iterable[Series]:
    if len(files) == 1:
        return [Series((files[0],))]
    told = [(columns(f), f) for f in sorted(files)]
    if any(names is None for names, _ in told):
        return [Series((f,)) for f in files]
    ordered = sorted(told, key=lambda pair: pair[0] or ())
    return [Series(tuple(f for _, f in g)) for _, g in groupby(ordered, key=lambda pair: pair[0])]
