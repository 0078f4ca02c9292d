"""What a file is, told by its content first and its name second."""

from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from segmentry.errors import UnreadableSource


class Kind(StrEnum):
    """A kind of file that can be read."""

    CSV = "csv"
    EXCEL = "excel"
    PARQUET = "parquet"
    JSON = "json"
    ZIP = "zip"
    GZIP = "gzip"


ARCHIVES = (Kind.ZIP, Kind.GZIP)
_SIGNS = (
    (b"PAR1", Kind.PARQUET),
    (b"\x1f\x8b", Kind.GZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.EXCEL),  # .xls, and .xlsx with a password
)
_STRANGERS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
    (b"ARROW1", "an Arrow file"),
    (b"{\\rtf", "a rich text document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
)
_TEXT_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ADVICE = {
    "an SQLite database": "Read it with the source 'sql' and the URL sqlite:///path.",
    "a PDF document": "Ask for the table behind it as CSV or Excel.",
}


def kind_of(path: Path, name: str) -> Kind:
    """The kind of the file; raises when it is none that can be read."""
    with path.open("rb") as file:
        head = file.read(4096)
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zipped(path, name)
    if stranger := _stranger(head):
        raise UnreadableSource(
            f"This is {stranger}, not a table.",
            where=name,
            next_step=_ADVICE.get(stranger, "Export the table as CSV, Excel or Parquet."),
        )
    return _text_kind(head, name)


def _stranger(head: bytes) -> str | None:
    for sign, what in _STRANGERS:
        if head.startswith(sign):
            return what
    if head[4:12] in (b"Standard", b"\x01\x00\x00Stan"):
        return "an Access database"
    if head.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page (perhaps a sign-in page saved instead of the export)"
    if head.startswith(b"DUCK", 8):
        return "a DuckDB database"
    return "a binary file" if _is_binary(head) else None


def _is_binary(head: bytes) -> bool:
    """Control characters that no text has; zero bytes alone may be UTF-16 or debris."""
    if head.startswith(_TEXT_BOMS):
        return False
    control = sum(1 for b in head if b < 32 and b not in (0, 9, 10, 12, 13, 26, 27, 28, 29, 30, 31))
    halves = (head[0::2].count(0), head[1::2].count(0))
    odd_zeros = min(halves) > len(head) // 8
    return control > len(head) // 20 or odd_zeros


def _zipped(path: Path, name: str) -> Kind:
    """Excel workbooks are ZIP archives too."""
    try:
        with ZipFile(path) as archive:
            members = set(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableSource(
            "The archive is damaged or was cut off.",
            where=name,
            next_step="Copy or export it again.",
        ) from error
    books = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
    return Kind.EXCEL if members.intersection(books) else Kind.ZIP


def _text_kind(head: bytes, name: str) -> Kind:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    endings = Path(name.casefold()).suffixes
    if start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"]")):
        return Kind.JSON
    json_names = (".json", ".jsonl", ".ndjson")
    return Kind.JSON if endings and endings[-1] in json_names else Kind.CSV
