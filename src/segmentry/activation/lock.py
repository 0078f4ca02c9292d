"""One at a time per destination: two that send at once would send twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segmentry.errors import StorageFailed, WorkspaceBusy


@contextmanager
def alone(folder: Path, destination: str) -> Iterator[None]:
    """Be the only one who plans or sends; the system lets go of it when the process dies."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / "lock.sqlite", timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(folder) from error
    try:
        lock.execute("begin exclusive")
    except sqlite3.DatabaseError as error:
        lock.close()
        if "locked" not in str(error):
            raise _unusable(folder) from error
        raise WorkspaceBusy(
            f"Another process is sending to '{destination}' or planning for it.",
            where=str(folder),
            next_step="Wait until it has finished; nothing was sent by this one.",
        ) from error
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            f"What is known of the destination cannot be written ({error.strerror or error}).",
            where=str(folder),
            next_step="Check that the folder may be written and the disk is not full, then apply "
            "again.",
        ) from error
    finally:
        lock.close()


def _unusable(folder: Path) -> StorageFailed:
    return StorageFailed(
        "The lock of the destination cannot be used.",
        where=str(folder / "lock.sqlite"),
        next_step="Check that it may be written; remove it if nothing is being sent.",
    )
