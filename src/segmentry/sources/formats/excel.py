"""Excel and OpenDocument workbooks: every cell as the text a person would type."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from segmentry.errors import UnknownName, UnreadableSource
from segmentry.sources.formats.header import Header, find_header
from segmentry.sources.formats.part import Part, column_names, literal, quoted

Row = tuple[int, tuple[str, ...]]
_SAMPLE = 1000
_BATCH = 50_000


def read(path: Path, name: str, sheet: str | None, header: bool | None) -> Part:
    """One sheet as a part; a row's line is its row number in the sheet."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        chosen, notes = _choose(workbook, sheet, name)
        rows = _rows(workbook.get_sheet_by_name(chosen))
        sample = list(islice(rows, _SAMPLE))
    except PasswordError as error:
        raise UnreadableSource(
            "The workbook is protected by a password.",
            where=name,
            next_step="Save a copy without the password.",
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableSource(
            "The workbook is damaged, or it is no Excel file.",
            where=name,
            next_step="Open it in Excel and save it again as .xlsx.",
        ) from error
    if not sample:
        raise UnreadableSource(
            f"The sheet '{chosen}' is empty.",
            where=name,
            next_step=f"Set 'sheet' to one of: {', '.join(workbook.sheet_names)}.",
        )
    found = find_header([cells for _, cells in sample], len(sample[0][1]), header)
    return _part(name, chosen, notes, found, sample, rows)


def _choose(workbook: CalamineWorkbook, sheet: str | None, name: str) -> tuple[str, list[str]]:
    visible = [
        s.name for s in workbook.sheets_metadata if s.visible == SheetVisibleEnum.Visible
    ] or workbook.sheet_names
    if sheet is not None:
        if sheet not in workbook.sheet_names:
            raise UnknownName("sheet", sheet, workbook.sheet_names, where=name)
        return sheet, []
    full = [s for s in visible if workbook.get_sheet_by_name(s).height]
    first = (full or visible)[0]
    if len(full) < 2:
        return first, []
    others = ", ".join(s for s in full if s != first)
    return first, [f"The sheet '{first}' was read; the workbook also has {others}."]


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Rows that are not empty, with their numbers; all have the same width."""
    first = sheet.start[0] if sheet.start else 0
    for number, row in enumerate(sheet.iter_rows(), start=first + 1):
        cells = tuple(_text(cell) for cell in row)
        if any(cells):
            yield number, cells


def _text(cell: object) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case float():
            return format(cell, ".0f") if cell.is_integer() else format(cell, ".15g")
        case dt.datetime():
            return _moment(cell)
        case dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell)


def _moment(cell: dt.datetime) -> str:
    """A day when it is midnight, as Excel has no type for days; to the second otherwise."""
    rounded = (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    midnight = rounded.time() == dt.time()
    return rounded.date().isoformat() if midnight else rounded.isoformat(sep=" ")


def _part(
    name: str, sheet: str, notes: list[str], header: Header, sample: list[Row], rest: Iterator[Row]
) -> Part:
    given = header.cells or [""] * header.width
    columns, more = column_names(given)
    if header.cells is None:
        more = ()
    data = _chain(sample[header.titles + (header.cells is not None) :], rest)
    table = _table(columns, data)
    relation = f"sheet_{id(table)}"
    chosen = ", ".join(quoted(c) for c in columns)
    return Part(
        name=name,
        query=f"select {chosen}, {literal(name)} as _file, _line from {relation}",
        columns=columns,
        notes=(*notes, *header.notes, *more),
        settings={"sheet": sheet, "header": header.cells is not None},
        tables={relation: table},
        expected=table.num_rows,
    )


def _chain(first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from rest


def _table(columns: tuple[str, ...], rows: Iterator[Row]) -> pa.Table:
    schema = pa.schema([*((c, pa.string()) for c in columns), ("_line", pa.int64())])
    batches = []
    while batch := list(islice(rows, _BATCH)):
        cells = zip(*(cells for _, cells in batch), strict=True)
        arrays = [pa.array([c or None for c in column], pa.string()) for column in cells]
        lines = pa.array([line for line, _ in batch], pa.int64())
        batches.append(pa.record_batch([*arrays, lines], schema=schema))
    return pa.Table.from_batches(batches, schema)
