"""A file that names the columns of others: its first row, also where it lies in a .tar.gz."""

import tarfile
import zlib
from pathlib import Path, PurePosixPath

from segmentry.errors import UnreadableSource

_NAME = "column_headers.tsv"
_LARGEST = 4 << 20


def names_in(path: Path) -> tuple[str, ...]:
    """The names in the first row; they stand between tabs, or else between commas."""
    first = _text(path).lstrip("\ufeff").partition("\n")[0].strip("\r")
    mark = "\t" if "\t" in first else ","
    names = tuple(n.strip().strip('"') for n in first.split(mark))
    if not first.strip():
        raise UnreadableSource(
            "The header file names no columns.",
            where=path.name,
            next_step="Its first row must have the names, between tabs.",
        )
    return names


def _text(path: Path) -> str:
    if not path.name.endswith((".tar.gz", ".tgz", ".tar")):
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", errors="replace")
    try:
        return _from_archive(path)
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise UnreadableSource(
            "The archive is damaged or was cut off.",
            where=path.name,
            next_step="Copy it again, or unpack it and name the file inside.",
        ) from error


def _from_archive(path: Path) -> str:
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile() and PurePosixPath(member.name).name == _NAME:
                packed = archive.extractfile(member)
                if packed:
                    return packed.read(_LARGEST).decode("utf-8", errors="replace")
    raise UnreadableSource(
        f"There is no {_NAME} in the archive.",
        where=path.name,
        next_step="Name the archive with the lookup files of the data feed.",
    )
