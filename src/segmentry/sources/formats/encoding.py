"""Which letters the bytes of a text file mean; everything is read as UTF-8 in the end."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from segmentry.errors import UnreadableSource

BLOCK = 8 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True)
class Text:
    """A file of clean UTF-8: the file itself, or a copy of it in UTF-8."""

    path: Path
    encoding: str
    notes: tuple[str, ...] = ()


def as_utf8(path: Path, encoding: str, scratch: Path) -> Text:
    """The file as UTF-8 without zero bytes, copied to `scratch` only if it must be."""
    name = sniff(path) if encoding == "auto" else _known(encoding, path)
    notes = _notes(name) if encoding == "auto" else []
    plain = codecs.lookup(name).name in ("utf-8", "utf-8-sig", "ascii")
    zeros = plain and _has_zeros(path)
    if zeros:
        notes.append("Zero bytes were left out.")
    if plain and not zeros and _decodes(path, name):
        return Text(path, name, tuple(notes))
    return Text(_transcode(path, name, scratch), name, tuple(notes))


def sniff(path: Path) -> str:
    """The encoding: a byte order mark, else UTF-8 if all of it is, else the likeliest other."""
    with path.open("rb") as file:
        head = file.read(4096)
    if marked := next((name for mark, name in _BOMS if head.startswith(mark)), None):
        return marked
    if unmarked := _unmarked_utf16(head):
        return unmarked
    return next((n for n in ("utf-8", "cp932", "cp1252") if _fits(path, n)), "latin-1")


def blocks(path: Path, size: int = BLOCK) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


def _unmarked_utf16(head: bytes) -> str | None:
    """Mostly Western text in UTF-16 has a zero in every second byte."""
    half = len(head) // 2
    if half < 2 or head.count(0) < 0.8 * half:
        return None
    if head[1::2].count(0) >= 0.8 * half:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) >= 0.8 * half else None


def _fits(path: Path, name: str) -> bool:
    return _is_japanese(path) if name == "cp932" else _decodes(path, name)


def _decodes(path: Path, name: str) -> bool:
    try:
        for _ in _decoded(path, name):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(path: Path) -> bool:
    """Western text can pass for Shift JIS by accident, but hardly for so many kana."""
    kana = foreign = 0
    try:
        for text in _decoded(path, "cp932"):
            kana += len(_KANA.findall(text))
            foreign += len(_NOT_ASCII.findall(text))
    except UnicodeDecodeError:
        return False
    return kana > 0.2 * foreign


def _decoded(path: Path, name: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(name)()
    for block in blocks(path):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _has_zeros(path: Path) -> bool:
    return any(b"\0" in block for block in blocks(path))


def _transcode(path: Path, name: str, scratch: Path) -> Path:
    copy = scratch / f"{len(list(scratch.iterdir()))}.utf8"
    try:
        with copy.open("wb") as file:
            for text in _decoded(path, name):
                file.write(text.replace("\0", "").encode())
    except UnicodeError as error:
        raise UnreadableSource(
            f"The file is not text in the encoding {name}.",
            where=str(path),
            next_step="Remove the setting 'encoding', so that it is recognised, or correct it.",
        ) from error
    return copy


def _known(encoding: str, path: Path) -> str:
    try:
        "".encode(encoding)  # unlike codecs.lookup, refuses codecs that are no encoding of text
    except LookupError as error:
        raise UnreadableSource(
            f"There is no encoding called '{encoding}'.",
            where=str(path),
            next_step="Use auto, utf-8, utf-16, cp1252, latin-1 or shift_jis.",
        ) from error
    return encoding


def _notes(name: str) -> list[str]:
    if name in ("utf-8", "utf-8-sig"):
        return []
    if name in ("cp1252", "latin-1"):
        return [
            f"The file is not UTF-8; it was read as {name}. If letters look wrong, "
            "set 'encoding' to what the exporting system used."
        ]
    return [f"The file was read as {name}."]
