"""Which delimiter a file uses and where its header stands, told from its beginning."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from mmap import mmap

from segmentry.sources.formats.header import find_header
from segmentry.sources.formats.records import Dialect, line_end, one_record, split

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 256 << 10
_RECORDS = 1000
_COMMENT = re.compile(rb"#(?:[ \t-]|\r?\n)")
_FEWEST_COMMENTS, _MOST_COMMENTS = 2, 100
_SEPARATOR_LINE = re.compile(rb"(?:\xef\xbb\xbf)?sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Start:
    """Where the data begin: after what was skipped and the header, if there is one."""

    dialect: Dialect
    header: tuple[str, ...] | None
    width: int
    position: int
    line: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Record:
    start: int
    end: int
    cells: tuple[str, ...]


def find_start(data: mmap, delimiter: str, quote: str, header: bool | None) -> Start:
    """Sniffs what is 'auto' or None; `header` says whether the first row names the columns."""
    position = 3 if data[:3] == b"\xef\xbb\xbf" else 0
    if match := _SEPARATOR_LINE.match(data):
        position = match.end()
        delimiter = match.group(1).decode() if delimiter == "auto" else delimiter
    position, notes = _after_comments(data, position)
    dialect = _dialect(data, position, delimiter, quote)
    records = _sample(data, position, dialect)
    if not records:
        return Start(dialect, None, 0, len(data), 1)
    start = _after_header(data, dialect, records, header)
    return replace(start, notes=(*notes, *start.notes))


def _after_comments(data: mmap, position: int) -> tuple[int, tuple[str, ...]]:
    """Past the lines of a preface that begin in #; one line alone may be a header."""
    lines, end = 0, position
    while _COMMENT.match(data, end) and lines < _MOST_COMMENTS:
        end, lines = line_end(data, end), lines + 1
    if lines < _FEWEST_COMMENTS:
        return position, ()
    return end, (f"{lines} lines of comments above the table were left out.",)


def _dialect(data: mmap, position: int, delimiter: str, quote: str) -> Dialect:
    marks = DELIMITERS if delimiter == "auto" else (delimiter,)
    quotes = ('"', "'") if quote == "auto" else (quote or None,)
    found = [Dialect(d, q) for q in quotes for d in marks]
    return max(found, key=lambda d: _evenness(_sample(data, position, d), d))


def _evenness(records: list[_Record], dialect: Dialect) -> float:
    """How much the records look like rows of one table under this dialect."""
    if not records:
        return 0.0
    counts = Counter(len(r.cells) for r in records)
    width, often = max(counts.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if width == 1:
        return 0.0
    unquoted = 0.01 if dialect.quote == '"' else 0.0
    headed = 0.5 if len(records[0].cells) == width else 0.0
    return often / len(records) + headed + unquoted + min(width, 100) / 1000


def _sample(data: mmap, position: int, dialect: Dialect) -> list[_Record]:
    """The first records that can be read; malformed and blank lines are passed over."""
    records: list[_Record] = []
    limit = position + _SAMPLE
    while position < len(data) and len(records) < _RECORDS and (position < limit or not records):
        whole = one_record(data, position, dialect)
        end = whole[0] if whole else line_end(data, position)
        text = data[position:end]
        if whole and text.strip(b"\r\n"):
            cells = tuple(c.decode(errors="replace") for c in split(text, dialect))
            records.append(_Record(position, end, cells))
        position = end
    return records


def _after_header(
    data: mmap, dialect: Dialect, records: list[_Record], wanted: bool | None
) -> Start:
    width = Counter(len(r.cells) for r in records).most_common(1)[0][0]
    header = find_header([r.cells for r in records], width, wanted)
    head = records[header.titles]
    position = head.start if header.cells is None else head.end
    line = 1 + _line_ends(data[:position])
    return Start(dialect, header.cells, header.width, position, line, header.notes)


def _line_ends(head: bytes) -> int:
    return head.count(b"\n") + head.count(b"\r") - head.count(b"\r\n")
