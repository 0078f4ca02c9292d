"""Errors of the disk, said in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segmentry.errors import StorageFailed


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """What the disk refuses becomes an error that says what to do."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            f"The demo data could not be written: {error.strerror or error}.", where=str(folder),
            next_step="Choose a folder on a disk with enough space that you may write to.",
        ) from None  # fmt: skip
