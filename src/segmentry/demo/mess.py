"""What is wrong with the exports on purpose; every row of it is counted."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import either, join
from segmentry.demo.randomness import Bools, Ints

_LEAST = 3


class Pool:
    """The good rows of a table; each is handed out once, so no row has two defects."""

    def __init__(self, rng: np.random.Generator, rows: int) -> None:
        self.rng, self.rows, self._left = rng, rows, rng.permutation(rows)

    def take(self, share: float, among: Bools | None = None) -> Ints:
        """So many rows, in order; a few at least, while there are some."""
        count = max(_LEAST, round(self.rows * share)) if share else 2
        fit = self._left if among is None else self._left[among[self._left]]
        taken = fit[:count]
        self._left = self._left[~np.isin(self._left, taken)]
        return np.sort(taken).astype(np.int64)


class Defect(Protocol):
    """One kind of mess; gives the table with it, and how many rows have it."""

    @property
    def name(self) -> str: ...

    def apply(self, table: pa.Table, pool: Pool) -> tuple[pa.Table, int]: ...


@dataclass(frozen=True)
class Duplicates:
    """Some rows stand in the file twice, word for word."""

    share: float = 0.004
    name: str = "duplicate row"

    def apply(self, table: pa.Table, pool: Pool) -> tuple[pa.Table, int]:
        rows = pool.take(self.share)
        return pa.concat_tables([table, table.take(pa.array(rows))]), len(rows)


@dataclass(frozen=True)
class Spoilt:
    """Further rows, each with its own key, in which one column is spoilt.

    They come on top, so what is true of the good rows stays true.
    """

    name: str
    key: str  # column of the key
    column: str
    value: object
    share: float = 0.002

    def apply(self, table: pa.Table, pool: Pool) -> tuple[pa.Table, int]:
        rows = table.take(pa.array(pool.take(self.share)))
        mark = "".join(word[0] for word in self.name.split()).upper()
        rows = _replaced(rows, self.key, join(rows[self.key].combine_chunks(), f"-{mark}"))
        spoilt = pa.array([self.value] * rows.num_rows, table.schema.field(self.column).type)
        return pa.concat_tables([table, _replaced(rows, self.column, spoilt)]), rows.num_rows


@dataclass(frozen=True)
class Placeholders:
    """Some cells say nothing, in many ways."""

    column: str
    words: tuple[str, ...] = ("n/a", "-", "unknown", "TBD", "?")
    share: float = 0.01
    only_empty: bool = False  # so that no evidence of identity is lost

    @property
    def name(self) -> str:
        return f"placeholder in {self.column}"

    def apply(self, table: pa.Table, pool: Pool) -> tuple[pa.Table, int]:
        empty = table[self.column].is_null().to_numpy() if self.only_empty else None
        rows = pool.take(self.share, None if empty is None else empty[: pool.rows])
        hit = np.zeros(table.num_rows, dtype=np.bool_)
        hit[rows] = True
        word = pool.rng.integers(0, len(self.words), table.num_rows)
        words = pa.array(self.words).take(pa.array(word))
        cells = either(hit, words, table[self.column].combine_chunks())
        return _replaced(table, self.column, cells), len(rows)


@dataclass(frozen=True)
class ParentCycle:
    """Two companies are each other's parent."""

    key: str
    parent: str
    name: str = "parent cycle"

    def apply(self, table: pa.Table, pool: Pool) -> tuple[pa.Table, int]:
        pair = pool.take(0)
        crossed = np.arange(table.num_rows)
        crossed[pair] = pair[::-1]
        in_cycle = np.isin(np.arange(table.num_rows), pair)
        own, parents = table[self.key].combine_chunks(), table[self.parent].combine_chunks()
        cells = either(in_cycle, own.take(pa.array(crossed)), parents)
        return _replaced(table, self.parent, cells), len(pair)


@dataclass
class Mess:
    """Counts of all defects, by file and kind."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def spoil(
        self, file: str, table: pa.Table, defects: tuple[Defect, ...], pool: Pool
    ) -> pa.Table:
        for defect in defects:
            table, rows = defect.apply(table, pool)
            self.counts[file, defect.name] += rows
        return table

    def ragged(self, file: str, table: pa.Table, share: float, pool: Pool) -> pa.Table:
        """Rows that will be written broken, on top of the good ones."""
        rows = table.take(pa.array(pool.take(share)))
        self.counts[file, "ragged row"] += rows.num_rows
        return rows

    def table(self) -> pa.Table:
        found = [(file, defect, n) for (file, defect), n in sorted(self.counts.items()) if n]
        return pa.table({
            "file": pa.array([row[0] for row in found], pa.string()),
            "defect": pa.array([row[1] for row in found], pa.string()),
            "rows": pa.array([row[2] for row in found], pa.int64()),
        })  # fmt: skip


def _replaced(table: pa.Table, column: str, cells: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(column), column, cells)
