"""Delimited text: CSV, TSV and their relatives; every value stays the text it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from mmap import mmap
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from segmentry.engine.sql import one_file
from segmentry.errors import UnreadableSource
from segmentry.sources.formats.dialect import Start, find_start
from segmentry.sources.formats.encoding import Text, as_utf8
from segmentry.sources.formats.footer import without_footer
from segmentry.sources.formats.part import Part, column_names, literal, quoted
from segmentry.sources.formats.scan import Scan, Scanner, mapped


@dataclass(frozen=True)
class DelimitedSettings:
    """What the person may fix instead of leaving it to be recognised."""

    encoding: str = "auto"
    delimiter: str = "auto"
    quote: str = "auto"
    header: bool | None = None
    names: tuple[str, ...] = ()
    """The columns, where another file names them."""


def read(path: Path, name: str, settings: DelimitedSettings, scratch: Path) -> Part:
    """The file as a part; `name` is what its rows call it, `scratch` a folder for copies."""
    text = as_utf8(path, settings.encoding, scratch)
    if not text.path.stat().st_size:
        raise _empty(name)
    with mapped(text.path) as data:
        start = find_start(data, settings.delimiter, settings.quote, settings.header)
        if not start.width:
            raise _empty(name)
        start = _named(start, settings.names, name)
        found = _scan(name, data, start)
        clean = text.path if _is_plain(data, start, found) else _copied(name, data, start, scratch)
    return _part(name, text, start, found, clean)


def read_header(path: Path, name: str, settings: DelimitedSettings, scratch: Path) -> Part:
    """The file's columns alone, without looking at its rows."""
    text = as_utf8(path, settings.encoding, scratch)
    if not text.path.stat().st_size:
        raise _empty(name)
    with mapped(text.path) as data:
        start = find_start(data, settings.delimiter, settings.quote, settings.header)
    start = _named(start, settings.names, name)
    columns, _ = column_names(_header(start))
    return Part(name=name, query="", columns=columns)


def _named(start: Start, names: tuple[str, ...], name: str) -> Start:
    """The start with the columns that another file names."""
    if not names:
        return start
    if len(names) != start.width:
        raise UnreadableSource(
            f"The header file names {len(names)} columns, but the rows have {start.width}.",
            where=name,
            next_step="Name the header file that was delivered with this file.",
        )
    return replace(start, header=names, notes=())


def _header(start: Start) -> Sequence[str]:
    return start.header or [f"column_{i + 1}" for i in range(start.width)]


def _empty(name: str) -> UnreadableSource:
    return UnreadableSource(
        "The file is empty.", where=name, next_step="Export it again, with at least its header."
    )


def _scan(name: str, data: mmap, start: Start, sink: BinaryIO | None = None) -> Scan:
    scanner = Scanner(name, data, start.dialect, start.width, start.position, start.line, sink)
    return scanner.run()


def _is_plain(data: mmap, start: Start, found: Scan) -> bool:
    """Whether DuckDB reads exactly what the scan has found in the file as it is."""
    head = data[: start.position]
    quote = (start.dialect.quote or '"').encode()
    if found.bad_rows or found.blank or quote in head:
        return False
    return any(
        found.line_ends <= {end} and not set(head.replace(end.encode(), b"")) & {10, 13}
        for end in ("\n", "\r\n")
    )


def _copied(name: str, data: mmap, start: Start, scratch: Path) -> Path:
    copy = scratch / f"{len(list(scratch.iterdir()))}.rows"
    with copy.open("wb") as sink:
        _scan(name, data, start, sink)
    return copy


def _part(name: str, text: Text, start: Start, found: Scan, clean: Path) -> Part:
    columns, notes = column_names(_header(start))
    bad_rows, footer = without_footer(found.bad_rows, found.last_line)
    lines, tables = _lines(found)
    skip = start.line - 1 if clean == text.path else 0
    reader = _reader(clean, columns, start, skip, found.longest)
    chosen = ", ".join(quoted(c) for c in columns)
    rows = f"(from {reader} positional join {lines})" if found.rows else f"{reader} limit 0"
    line = "_line" if found.rows else "null::BIGINT as _line"
    query = f"select {chosen}, {literal(name)} as _file, {line} from {rows}"
    return Part(
        name=name,
        query=query,
        columns=columns,
        bad_rows=tuple(bad_rows),
        notes=(*text.notes, *start.notes, *notes, *_warnings(found), *footer),
        settings={
            "encoding": "utf-8" if text.encoding == "utf-8-sig" else text.encoding,
            "delimiter": start.dialect.delimiter,
            "quote": start.dialect.quote or "",
            "header": start.header is not None,
        },
        tables=tables,
        expected=found.rows,
    )


def _lines(found: Scan) -> tuple[str, dict[str, pa.Table]]:
    """A relation of one column, `_line`, in the order of the rows."""
    lines = found.lines()
    if isinstance(lines, int):
        return f"(select range as _line from range({lines}, {lines + found.rows}))", {}
    table = pa.table({"_line": lines})
    return f"lines_{id(table)}", {f"lines_{id(table)}": table}


def _reader(path: Path, columns: tuple[str, ...], start: Start, skip: int, longest: int) -> str:
    types = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in columns)
    quote = literal(start.dialect.quote or "")
    return (
        f"read_csv({one_file(path)}, auto_detect = false, header = false, skip = {skip}, "
        f"delim = {literal(start.dialect.delimiter)}, quote = {quote}, escape = {quote}, "
        f"columns = {{{types}}}, strict_mode = false, null_padding = false, "
        f"max_line_size = {max(2 << 20, longest + 16)})"
    )


def _warnings(found: Scan) -> tuple[str, ...]:
    ragged = sum(1 for bad in found.bad_rows if bad.rule == "ragged_row")
    if ragged <= found.rows:
        return ()
    return (
        "Most rows have another number of fields than the header. Look at the delimiter "
        "and the quotes, and set 'delimiter' or 'quote' if they were not recognised.",
    )
