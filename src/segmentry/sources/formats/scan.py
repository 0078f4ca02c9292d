"""Reads a delimited file once to find its good records, their lines, and the bad ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

import numpy as np

from segmentry.errors import UnreadableSource
from segmentry.sources.base import BadRow
from segmentry.sources.formats.records import (
    Counts,
    Dialect,
    Run,
    careful_records,
    line_end,
    whole_records,
)

LONGEST_RECORD = 32 << 20
_WINDOW = 8 << 20
_SMALL_WINDOW = 64 << 10
_CAREFUL_RECORDS = 256
_MOST_CAREFUL_RECORDS = 1 << 16
_SHOWN = 10_000
_MOST_BAD_ROWS = 100_000
_TOO_LONG = ("too_long", "The row is longer than 32 MB.")
_BAD_QUOTE = ("unbalanced_quote", "A quote opens or closes inside a field.")


@dataclass
class Scan:
    """The good records as runs of consecutive lines, and what has to be left out."""

    rows: int = 0
    longest: int = 0
    first_lines: list[Counts] = field(default_factory=list)
    run_lengths: list[Counts] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)
    blank: bool = False
    line_ends: frozenset[str] = frozenset()

    def add(self, lines: Counts) -> None:
        """Good records that start at these lines, kept as runs: most files are one run."""
        if len(lines):
            starts = np.flatnonzero(np.diff(lines, prepend=-1) != 1)
            self.first_lines.append(lines[starts])
            self.run_lengths.append(np.diff(starts, append=len(lines)))
            self.rows += len(lines)

    @property
    def last_line(self) -> int:
        """The line of the last good record; 0 where there is none."""
        if not self.rows:
            return 0
        return int(self.first_lines[-1][-1] + self.run_lengths[-1][-1]) - 1

    def lines(self) -> Counts | int:
        """The first line if all follow one another, else the line of every record."""
        if not self.rows:
            return 0
        firsts, lengths = np.concatenate(self.first_lines), np.concatenate(self.run_lengths)
        if np.array_equal(firsts[1:], firsts[:-1] + lengths[:-1]):
            return int(firsts[0])
        before = np.cumsum(lengths) - lengths
        return np.repeat(firsts - before, lengths) + np.arange(self.rows)


@dataclass
class Scanner:
    """Goes through one file from `position`, where line `line` begins."""

    name: str
    data: mmap
    dialect: Dialect
    width: int
    position: int
    line: int
    sink: BinaryIO | None = None
    """Where good records are copied to, each ended by a line feed."""
    found: Scan = field(default_factory=Scan)

    def run(self) -> Scan:
        window, careful = _WINDOW, _CAREFUL_RECORDS
        while self.position < len(self.data):
            run = self._sweep(window)
            if len(run.ends):
                self._take(run)
            if not run.clean:
                # many odd quotes make short sweeps: then going one by one is faster
                careful = careful * 2 if len(run.ends) < careful else _CAREFUL_RECORDS
                self._go_carefully(min(careful, _MOST_CAREFUL_RECORDS))
                window = _SMALL_WINDOW
            elif len(run.ends):
                window = min(window * 2, _WINDOW)
            elif window <= LONGEST_RECORD:
                window *= 2
            else:
                self._set_aside_line(*_TOO_LONG)
        return self.found

    def _sweep(self, window: int) -> Run:
        end = min(self.position + window, len(self.data))
        final = end == len(self.data)
        return whole_records(self.data[self.position : end], self.dialect, final=final)

    def _take(self, run: Run) -> None:
        starts, blank, found = run.starts, run.blank, self.found
        lines = self.line + np.cumsum(run.lines) - run.lines
        long = run.ends - starts > LONGEST_RECORD
        right = (run.fields == self.width) & ~blank & ~long
        for i in np.flatnonzero(~right & ~blank):
            start, end = self.position + int(starts[i]), self.position + int(run.ends[i])
            rule, reason = _TOO_LONG if long[i] else self._ragged(int(run.fields[i]))
            self._set_aside(start, end, int(lines[i]), rule, reason)
        found.add(lines[right])
        found.blank |= bool(blank.any())
        found.line_ends |= run.line_ends
        found.longest = max(found.longest, int((run.ends - starts)[right].max(initial=0)))
        if self.sink:
            self.sink.write(run.rewritten(right))
        self.position += int(run.ends[-1])
        self.line += int(run.lines.sum())

    def _go_carefully(self, most: int) -> None:
        """One record at a time past a quote that breaks the rules."""
        run = careful_records(self.data, self.position, self.dialect, most)
        if len(run.ends):
            self._take(run)
        if not run.clean:
            self._set_aside_line(*_BAD_QUOTE)

    def _set_aside_line(self, rule: str, reason: str) -> None:
        end = line_end(self.data, self.position)
        self._set_aside(self.position, end, self.line, rule, reason)
        self.position, self.line = end, self.line + 1

    def _ragged(self, fields: int) -> tuple[str, str]:
        return "ragged_row", f"The row has {fields} fields, the header has {self.width}."

    def _set_aside(self, start: int, end: int, line: int, rule: str, reason: str) -> None:
        value = self.data[start : min(end, start + _SHOWN)].decode(errors="replace")
        bad = BadRow(self.name, line, rule, reason, value.rstrip("\r\n"))
        self.found.bad_rows.append(bad)
        if len(self.found.bad_rows) > max(_MOST_BAD_ROWS, self.found.rows):
            raise UnreadableSource(
                f"{len(self.found.bad_rows):,} rows do not fit the header; the last: {reason}",
                where=self.name,
                next_step="Set 'delimiter' and 'quote' to what the file uses.",
            )


@contextmanager
def mapped(path: Path) -> Iterator[mmap]:
    """The file's bytes, read as they are needed."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        yield data
