"""Puts a finished file in its place: whole, and safe on disk before anybody relies on it."""

import os
from pathlib import Path


def put_in_place(fresh: Path, place: Path) -> None:
    """Readers see the old file or the new one, also after a loss of power."""
    _flush(fresh)
    fresh.replace(place)
    _flush(place.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
