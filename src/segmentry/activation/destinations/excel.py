"""An Excel file of members."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from errno import EIO
from importlib import import_module
from pathlib import Path
from typing import Any

from segmentry.activation.destinations.base import Member
from segmentry.activation.file_destination import FileDestination
from segmentry.activation.values import as_text
from segmentry.errors import DestinationRefused

_LONGEST_TEXT = 32_767
_MOST_ROWS = 1_048_575


class Excel(FileDestination):
    """An Excel file (.xlsx) that people open; needs the package XlsxWriter."""

    @property
    def largest_audience(self) -> int:
        return _MOST_ROWS

    def write(
        self, path: Path, columns: tuple[str, ...], members: Iterable[Member]
    ) -> dict[str, str]:
        refused: dict[str, str] = {}
        # its pieces hold people's data too: they lie beside the file, not in a common folder
        book = _writer().Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)})
        # the same members give the same bytes
        book.set_properties({"created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet("Members")
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        row = 0
        for member in members:
            cells = [_cell(member.get(name)) for name in columns]
            if any(isinstance(cell, str) and len(cell) > _LONGEST_TEXT for cell in cells):
                refused[member["id"]] = f"a cell holds at most {_LONGEST_TEXT:,} characters"
                continue
            row += 1
            sheet.write_row(row, 0, cells)
        _close(book)
        return refused


_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def _cell(value: object) -> object:
    return value if isinstance(value, bool | int | float | Decimal) else as_text(value) or None


def _close(book: Any) -> None:
    try:
        book.close()
    except import_module("xlsxwriter.exceptions").XlsxWriterException as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(EIO, str(error)) from error


def _writer() -> Any:
    try:
        return import_module("xlsxwriter")
    except ImportError as error:
        raise DestinationRefused(
            "Excel files cannot be written here: the package XlsxWriter is not installed.",
            next_step="Install it (pip install XlsxWriter), or use the destination csv.",
        ) from error
