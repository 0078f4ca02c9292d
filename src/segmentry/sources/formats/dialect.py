"""Which delimiter a file uses and where its header stands, told from its beginning."""

import re
from collections import Counter
from dataclasses import dataclass
from mmap import mmap

from segmentry.sources.formats.records import Dialect, line_end, one_record, split

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 256 << 10
_RECORDS = 1000
_TITLE_RECORDS = 20
_SEPARATOR_LINE = re.compile(rb"(?:\xef\xbb\xbf)?sep=(.)\r?\n", re.IGNORECASE)
_NUMBER_OR_DATE = re.compile(
    r"[-+]?[\d.,]*\d[\d.,]*(?:[eE][-+]?\d+)?|\d{1,4}[-/.]\d\d?[-/.]\d{1,4}.*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


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

    @property
    def filled(self) -> int:
        return sum(1 for c in self.cells if c.strip())


def find_start(data: mmap, delimiter: str, quote: str, header: bool | None) -> Start:
    """Sniffs what is 'auto' or None; `header` says whether the first row names the columns."""
    position = 3 if data[:3] == b"\xef\xbb\xbf" else 0
    if match := _SEPARATOR_LINE.match(data):
        position = match.end()
        delimiter = match.group(1).decode() if delimiter == "auto" else delimiter
    dialect = _dialect(data, position, delimiter, quote)
    records = _sample(data, position, dialect)
    if not records:
        return Start(dialect, None, 0, len(data), 1)
    return _after_header(data, dialect, records, header)


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
    data: mmap, dialect: Dialect, records: list[_Record], header: bool | None
) -> Start:
    width = Counter(len(r.cells) for r in records).most_common(1)[0][0]
    titles = _titles(records, width) if header is not False else 0
    notes = []
    if titles:
        notes.append(f"The first {titles} rows are a title, not the header; they were left out.")
    head = records[titles]
    rows = records[titles + 1 :]
    if header is False or (header is None and _is_data(head, rows)):
        if header is None:
            notes.append("The file has no header; columns are called column_1, column_2 and so on.")
        return Start(dialect, None, width, head.start, _line(data, head.start), tuple(notes))
    cells, more = _fitted(head.cells, rows)
    return Start(dialect, cells, len(cells), head.end, _line(data, head.end), (*notes, *more))


def _titles(records: list[_Record], width: int) -> int:
    """How many records at the top are a title: far fewer cells are filled than in the table."""
    if width < 3:
        return 0
    for number, record in enumerate(records[:_TITLE_RECORDS]):
        if record.filled > width // 2 or len(records) == number + 1:
            return number if len(record.cells) == width else 0
    return 0


def _is_data(head: _Record, rows: list[_Record]) -> bool:
    """A first row with numbers or dates where the rows below have them names no columns."""
    alike = [
        i
        for i, cell in enumerate(head.cells)
        if _NUMBER_OR_DATE.fullmatch(cell.strip())
        and not _YEAR.fullmatch(cell.strip())
        and all(_NUMBER_OR_DATE.fullmatch(r.cells[i].strip()) for r in rows if i < len(r.cells))
    ]
    return bool(rows) and 2 * len(alike) >= max(head.filled, 1)


def _fitted(header: tuple[str, ...], rows: list[_Record]) -> tuple[tuple[str, ...], list[str]]:
    """The header made as wide as the rows, where all rows agree that a delimiter is amiss."""
    widths = {len(r.cells) for r in rows}
    if len(widths) != 1 or widths == {len(header)}:
        return header, []
    width = widths.pop()
    if width == len(header) + 1 and all(not r.cells[-1].strip() for r in rows):
        return (*header, ""), ["Every row ends in a delimiter that the header lacks."]
    if width == len(header) - 1 and not header[-1].strip():
        return header[:-1], ["The header ends in a delimiter that the rows lack."]
    return header, []


def _line(data: mmap, position: int) -> int:
    head = data[:position]
    return 1 + head.count(b"\n") + head.count(b"\r") - head.count(b"\r\n")
