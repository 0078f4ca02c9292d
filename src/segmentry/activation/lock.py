"""One at a time per destination: two that send at once would send twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segmentry.engine.lock import locked
from segmentry.errors import StorageFailed, WorkspaceBusy


@contextmanager
def alone(folder: Path, destination: str) -> Iterator[None]:
    """Be the only one who plans or sends; the system lets go of it when the process dies."""
    busy = WorkspaceBusy(
        f"Another process is sending to '{destination}' or planning for it.",
        where=str(folder),
        next_step="Wait until it has finished; nothing was sent by this one.",
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    lock = locked(folder, what="destination", busy=busy)
    try:
        yield
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        lock.close()


def _unwritable(folder: Path, error: OSError) -> StorageFailed:
    return StorageFailed(
        f"What is known of the destination cannot be written ({error.strerror or error}).",
        where=str(folder),
        next_step="Check that the folder may be written and the disk is not full, then apply "
        "again.",
    )
