"""ZIP and gzip archives: unpacked beside the result, within limits."""

import gzip
import zlib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from segmentry.errors import UnreadableSource

_BLOCK = 1 << 20
_MOST_BYTES = 64 << 30
_MOST_RATIO = 500  # tables shrink 5 to 50 times; a bomb shrinks a thousand times and more
_SMALL = 64 << 20  # below this size even an odd ratio does no harm
_MOST_MEMBERS = 10_000
_DAMAGED = (BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError, ValueError)


def unpack_gzip(path: Path, name: str, scratch: Path) -> tuple[Path, str]:
    """The one file inside, and its name."""
    inner = name.removesuffix(".gz")
    target = _target(scratch, inner)
    try:
        with gzip.open(path) as packed:
            _copy(packed, target, name, path.stat().st_size)
    except _DAMAGED as error:
        raise _damaged(name) from error
    return target, inner


def unpack_zip(path: Path, name: str, member: str, scratch: Path) -> Iterator[tuple[Path, str]]:
    """Each file inside that fits the pattern `member`, in the order of names."""
    try:
        with ZipFile(path) as archive:
            for info in _members(archive, name, member):
                target = _target(scratch, info.filename)
                with archive.open(info) as packed:
                    _copy(packed, target, f"{name}/{info.filename}", info.compress_size)
                yield target, f"{name}/{info.filename}"
    except _DAMAGED as error:
        raise _damaged(name) from error


def _members(archive: ZipFile, name: str, pattern: str) -> list[ZipInfo]:
    files = [i for i in archive.infolist() if not i.is_dir() and not _is_debris(i.filename)]
    fitting = [i for i in files if fnmatch(i.filename, pattern) or fnmatch(_last(i), pattern)]
    if not fitting:
        there = ", ".join(i.filename for i in files[:8]) or "nothing"
        raise UnreadableSource(
            f"No file in the archive fits '{pattern}'.",
            where=name,
            next_step=f"Set 'member'. It holds: {there}.",
        )
    if len(fitting) > _MOST_MEMBERS:
        raise _too_large(name)
    if any(i.flag_bits & 1 for i in fitting):
        raise UnreadableSource(
            "The archive is protected by a password.",
            where=name,
            next_step="Unpack it, and name the files inside.",
        )
    return sorted(fitting, key=lambda i: i.filename)


def _last(info: ZipInfo) -> str:
    return PurePosixPath(info.filename).name


def _is_debris(name: str) -> bool:
    """Files that operating systems add by themselves."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith(".") or path.name == "Thumbs.db"


def _target(scratch: Path, name: str) -> Path:
    """A name of our own: what an archive says about paths is not to be trusted."""
    return scratch / f"{len(list(scratch.iterdir()))}{PurePosixPath(name).suffix[:10]}"


def _copy(packed: IO[bytes] | gzip.GzipFile, target: Path, name: str, packed_size: int) -> None:
    size = 0
    limit = min(_MOST_BYTES, max(_SMALL, packed_size * _MOST_RATIO))
    with target.open("wb") as file:
        while block := packed.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise _too_large(name)
            file.write(block)


def _too_large(name: str) -> UnreadableSource:
    return UnreadableSource(
        "The archive would unpack to far more than a table of its size could hold.",
        where=name,
        next_step="Unpack it yourself if you trust it, and name the files inside.",
    )


def _damaged(name: str) -> UnreadableSource:
    return UnreadableSource(
        "The archive is damaged or was cut off.",
        where=name,
        next_step="Copy or export it again.",
    )
