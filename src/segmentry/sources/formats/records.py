"""Where records of a delimited file begin and end, counted over whole blocks at a time.

Every record is looked at before DuckDB reads the file: so each row knows its line, and a bad
quote costs the line it stands in, not the rest of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from mmap import mmap

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
_LF, _CR, _SPACE = 10, 13, 32
_REST_OF_LINE = re.compile(rb"[^\r\n]*+(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class Dialect:
    """How fields and records are told apart."""

    delimiter: str
    quote: str | None

    @cached_property
    def field(self) -> re.Pattern[bytes]:
        return re.compile(self._field)

    @cached_property
    def record(self) -> re.Pattern[bytes]:
        mark = re.escape(self.delimiter.encode())
        fields = rb"(?:" + self._field + mark + rb")*+" + self._field
        return re.compile(rb"(" + fields + rb")(?:\r\n|\r|\n|\Z)")

    @property
    def _field(self) -> bytes:
        """Text in quotes, or text that does not start with one; up to a delimiter or line end."""
        mark = re.escape(self.delimiter.encode())
        bare = rb"[^\r\n" + mark + rb"]*+"
        if not self.quote:
            return bare
        q = re.escape(self.quote.encode())
        text = rb"[^" + q + rb"]*+"
        whole = rb" *+" + q + text + rb"(?:" + q + q + text + rb")*+" + q + rb" *+"
        ending = rb"(?=[\r\n" + mark + rb"]|\Z)"
        return rb"(?:(?:" + whole + rb"|(?! *+" + q + rb")" + bare + rb")" + ending + rb")"


@dataclass(frozen=True)
class Run:
    """Records of one stretch: where each ends, its fields and its lines (line ends inside)."""

    data: Bytes
    ends: Counts
    fields: Counts
    lines: Counts
    clean: bool = True
    """False if what follows the last record breaks the rules of quoting."""

    @property
    def starts(self) -> Counts:
        return np.concatenate((np.zeros(1, np.int64), self.ends))[: len(self.ends)]

    @property
    def blank(self) -> Flags:
        """Records without a single byte before their line end."""
        return np.isin(self.data[self.starts], (_LF, _CR))

    @property
    def line_ends(self) -> frozenset[str]:
        """The ways in which records end here."""
        last, before = self.data[self.ends - 1], self.data[np.maximum(self.ends - 2, 0)]
        feeds, returns = last == _LF, before == _CR
        found = {"\n": feeds & ~returns, "\r\n": feeds & returns, "\r": last == _CR}
        return frozenset(name for name, seen in found.items() if seen.any())

    def rewritten(self, kept: Flags) -> bytes:
        """The bytes of the records to keep, each ended by a line feed."""
        keep = np.repeat(kept, self.ends - self.starts)
        data = self.data[: len(keep)].copy()
        feeds = data[self.ends - 1] == _LF
        twins = self.ends[feeds & (self.ends - self.starts > 1)] - 2
        keep[twins[data[twins] == _CR]] = False
        ends = self.ends - 1
        data[ends[data[ends] == _CR]] = _LF
        return data[keep].tobytes()


def whole_records(data: bytes, dialect: Dialect, *, final: bool) -> Run:
    """The records at the start of `data` that are complete and well formed, in one sweep."""
    a = np.frombuffer(data, np.uint8)
    ends_line = _line_ends(a, final=final)
    inside, good = _quoting(a, dialect)
    stops = np.flatnonzero(ends_line & ~inside) + 1
    if final and good == len(a) and len(a) and (not len(stops) or stops[-1] != len(a)):
        stops = np.append(stops, len(a))
        if inside[-1]:  # a quote that never closes
            stops, good = stops[:-1], int(stops[-2]) if len(stops) > 1 else 0
    stops = stops[stops <= good]
    marks = (a == ord(dialect.delimiter)) & ~inside
    return Run(
        data=a,
        ends=stops.astype(np.int64),
        fields=_counts_between(marks, stops) + 1,
        lines=_counts_between(ends_line, stops),
        clean=good == len(a),
    )


def _line_ends(a: Bytes, *, final: bool) -> Flags:
    ends: Flags = a == _LF
    returns = np.flatnonzero(a == _CR)
    if len(returns):
        last = returns == len(a) - 1
        alone = returns[~last][a[returns[~last] + 1] != _LF]
        ends[alone] = True
        if final:
            ends[returns[last]] = True
    return ends


def _quoting(a: Bytes, dialect: Dialect) -> tuple[Flags, int]:
    """Which bytes lie inside quotes, and up to where the quotes keep the rules."""
    is_quote = a == ord(dialect.quote) if dialect.quote else np.zeros(len(a), np.bool_)
    at = np.flatnonzero(is_quote)
    if not len(at):
        return is_quote, len(a)
    inside = np.bitwise_xor.accumulate(is_quote)
    opens, closes = at[0::2], at[1::2]
    twins = opens[1:] == closes[: len(opens) - 1] + 1  # a doubled quote closes and opens again
    opens_well = _is_fence(a, opens, -1, dialect)
    closes_well = _is_fence(a, closes, +1, dialect)
    opens_well[1:] |= twins
    closes_well[: len(twins)] |= twins
    bad = [*opens[~opens_well][:1], *closes[~closes_well][:1]]
    return inside, int(min(bad, default=len(a)))


def _is_fence(a: Bytes, at: Counts, step: int, dialect: Dialect) -> Flags:
    """Whether the next byte that is no blank ends a field, seen from `at` in one direction."""
    found = a[np.clip(at + step, 0, len(a) - 1)]
    blanks = np.flatnonzero(found == _SPACE)
    if len(blanks):
        solid = np.flatnonzero(a != _SPACE)
        place = np.searchsorted(solid, at[blanks]) + step
        found[blanks] = a[solid[np.clip(place, 0, len(solid) - 1)]]
        found[blanks[(place < 0) | (place >= len(solid))]] = _LF
    found[(at + step < 0) | (at + step >= len(a))] = _LF
    fence = (found == ord(dialect.delimiter)) | (found == _LF) | (found == _CR)
    return np.asarray(fence)


def _counts_between(marks: Flags, stops: Counts) -> Counts:
    total = np.searchsorted(np.flatnonzero(marks), stops).astype(np.int64)
    return np.diff(total, prepend=0)


def careful_records(data: mmap, start: int, dialect: Dialect, most: int) -> Run:
    """Up to `most` records from `start` on, one by one, by the letter of the rules."""
    position = start
    ends: list[int] = []
    fields: list[int] = []
    while position < len(data) and len(ends) < most:
        record = one_record(data, position, dialect)
        if record is None:
            break
        position = record[0]
        ends.append(position - start)
        fields.append(record[1])
    a = np.frombuffer(data[start:position], np.uint8)
    stops = np.array(ends, np.int64)
    lines = _counts_between(_line_ends(a, final=True), stops)
    stuck = position < len(data) and len(ends) < most
    return Run(a, stops, np.array(fields, np.int64), lines, clean=not stuck)


def one_record(data: bytes | mmap, start: int, dialect: Dialect) -> tuple[int, int] | None:
    """End and fields of the record at `start`; None if its quotes break the rules."""
    match = dialect.record.match(data, start)
    if not match:
        return None
    text, mark = match.group(1), dialect.delimiter.encode()
    if not dialect.quote or dialect.quote.encode() not in text:
        return match.end(), text.count(mark) + 1
    return match.end(), sum(1 for _ in split(text, dialect))


def line_end(data: bytes | mmap, start: int) -> int:
    """Where the physical line that holds `start` ends, its line end included."""
    match = _REST_OF_LINE.match(data, start)
    return match.end() if match else len(data)


def split(data: bytes, dialect: Dialect) -> Iterator[bytes]:
    """The fields of one record, without their quotes."""
    position = 0
    while match := dialect.field.match(data, position):
        yield _unquoted(match.group(), dialect.quote)
        position = match.end() + 1
        if data[match.end() : position] != dialect.delimiter.encode():
            return


def _unquoted(field: bytes, quote: str | None) -> bytes:
    bare = field.strip(b" ")
    if not quote or not bare.startswith(quote.encode()):
        return field
    q = quote.encode()
    return bare[1:-1].replace(q + q, q)
