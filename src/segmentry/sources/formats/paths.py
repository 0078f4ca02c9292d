"""Finds the files a setting names, and says what is there when it names none."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from errno import ENAMETOOLONG
from glob import glob, has_magic
from os.path import commonpath
from pathlib import Path

from segmentry.errors import UnreadableSource


def find(patterns: Sequence[str], base: Path) -> tuple[Path, ...]:
    """All files of the patterns, ordered by name, each once."""
    found: dict[Path, Path] = {}
    for pattern in patterns:
        for path in _matches(pattern, base):
            # a link that leads back up would give the same file again and again
            found.setdefault(path.resolve(), path)
    return tuple(sorted(found.values(), key=lambda p: p.as_posix()))


def names(paths: Sequence[Path]) -> tuple[str, ...]:
    """What the rows call each file: its name, with its folder where names repeat."""
    short = [p.name for p in paths]
    if len(set(short)) == len(short):
        return tuple(short)
    root = Path(commonpath(paths))
    return tuple(p.relative_to(root).as_posix() for p in paths)


def _matches(pattern: str, base: Path) -> Iterable[Path]:
    path = base / Path(pattern).expanduser()
    # a file may be called "sales [2024].csv", so a name that exists is no pattern
    if not has_magic(pattern) or path.exists():
        return [_one(path, pattern)]
    found = [Path(p) for p in glob(str(path), recursive=True)]  # noqa: PTH207 (the pattern may be absolute)
    found.sort(key=lambda p: len(p.parts))
    files = [p for p in found if p.is_file() and not p.name.startswith("~$")]
    if not files:
        raise UnreadableSource(
            "No file fits this pattern.", where=pattern, next_step=_nearest(path)
        )
    return files


def _one(path: Path, pattern: str) -> Path:
    try:
        if path.is_dir():
            raise UnreadableSource(
                "This is a folder.", where=pattern, next_step=_inside(path, pattern)
            )
        path.stat()
    except PermissionError as error:
        raise no_permission(pattern) from error
    except OSError as error:
        raise _missing(path, pattern, error) from error
    if not path.is_file():
        raise UnreadableSource(
            "This is no ordinary file.", where=pattern, next_step="Name a file instead."
        )
    return path


def no_permission(name: str) -> UnreadableSource:
    return UnreadableSource(
        "The file may not be read.",
        where=name,
        next_step="Give the user that runs Segmentry the right to read it.",
    )


def _missing(path: Path, pattern: str, error: OSError) -> UnreadableSource:
    if error.errno == ENAMETOOLONG:
        return UnreadableSource(
            "This name is too long.", where=f"{pattern[:60]}…", next_step="Check the path."
        )
    if path.is_symlink():
        return UnreadableSource(
            "This link leads to no file.", where=pattern, next_step="Mend or replace the link."
        )
    return UnreadableSource("There is no such file.", where=pattern, next_step=_nearest(path))


def _nearest(path: Path) -> str:
    """The names in the folder closest to the one asked for."""
    folder = path.parent
    if not folder.is_dir():
        return "Its folder does not exist either."
    there = sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))
    if close := get_close_matches(path.name, there, n=3, cutoff=0.5):
        return f"Did you mean {' or '.join(repr(name) for name in close)}?"
    return f"The folder holds: {_listed(there)}." if there else "The folder is empty."


def _inside(folder: Path, pattern: str) -> str:
    there = sorted(p.name for p in folder.iterdir() if p.is_file())
    if not there:
        return "Name a file instead."
    example = f"{pattern.rstrip('/')}/*{Path(there[0]).suffix}"
    return f"Name a file, or a pattern such as '{example}'. It holds: {_listed(there)}."


def _listed(there: Sequence[str]) -> str:
    more = f" and {len(there) - 8} more" if len(there) > 8 else ""
    return ", ".join(there[:8]) + more
