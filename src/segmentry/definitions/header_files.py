"""Exports whose columns another file names: which one, and what lies beside them."""

from collections.abc import Sequence
from pathlib import Path

_NAMES = "column_headers.tsv"
_LOOKUPS = (
    "browser", "browser_type", "color_depth", "connection_type", "country", "event",
    "event_lookup", "javascript_version", "languages", "operating_systems", "plugins",
    "referrer_type", "resolution", "search_engines",
)  # fmt: skip


def header_file_of(path: Path) -> Path | None:
    """The file beside it that names its columns: those of a data feed of Adobe Analytics."""
    if not _may_be_feed(path):
        return None
    beside = [path.with_name(_NAMES), *sorted(path.parent.glob("*lookup_data.tar.gz"))]
    return next((p for p in beside if p.is_file()), None)


def without_lookups(files: Sequence[Path]) -> list[Path]:
    """The files that hold rows; a data feed comes with files that only name its numbers."""
    has_feed = {f.parent for f in files if header_file_of(f)}
    return [f for f in files if f.parent not in has_feed or not _is_lookup(f)]


def _may_be_feed(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith((".tsv", ".tsv.gz")) and not _is_lookup(path)


def _is_lookup(path: Path) -> bool:
    name = path.name.lower()
    is_listed = name.removesuffix(".tsv") in _LOOKUPS and name.endswith(".tsv")
    return name == _NAMES or is_listed or name.endswith("lookup_data.tar.gz")
