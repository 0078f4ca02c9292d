"""Which files of a folder hold data."""

from pathlib import Path

from segmentry.definitions.header_files import without_lookups
from segmentry.errors import UnreadableSource

_SUFFIXES = {
    ".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".xlsm", ".ods", ".parquet", ".json",
    ".jsonl", ".ndjson", ".zip", ".gz",
}  # fmt: skip
_WORDS_ABOUT_IT = ("readme.txt", "license.txt")


def data_files(place: Path) -> list[Path]:
    """The file itself; of a folder its data files, or those of its subfolders if it has none."""
    if not place.is_dir():
        return [place]
    found = _in(place) or [file for folder in _subfolders(place) for file in _in(folder)]
    if not found:
        raise UnreadableSource(
            "The folder has no data files.",
            where=str(place),
            next_step=f"Data files end in {', '.join(sorted(_SUFFIXES))}.",
        )
    return found


def passed_over(place: Path) -> list[Path]:
    """Subfolders with data beside the data files of a folder: often an archive of older ones."""
    if not place.is_dir() or not _in(place):
        return []
    return [folder for folder in _subfolders(place) if _in(folder)]


def _in(folder: Path) -> list[Path]:
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES)
    return without_lookups([p for p in files if p.name.lower() not in _WORDS_ABOUT_IT])


def _subfolders(place: Path) -> list[Path]:
    found = (p for p in place.rglob("*") if p.is_dir())
    return sorted(
        p for p in found if not any(part[0] == "." for part in p.relative_to(place).parts)
    )
