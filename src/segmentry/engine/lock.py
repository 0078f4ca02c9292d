"""One writer at a time: a lock that the system lets go of when the process dies."""

import sqlite3
from pathlib import Path

from segmentry.errors import StorageFailed, WorkspaceBusy


def locked(folder: Path, *, what: str, busy: WorkspaceBusy) -> sqlite3.Connection:
    """Take the lock of a folder, on every platform; closing it lets go.

    Raises `busy` where another process has it, StorageFailed where the lock cannot be used.
    """
    path = folder / "lock.sqlite"
    lock = None
    try:
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        lock.execute("begin exclusive")
    except sqlite3.Error as error:
        if lock:
            lock.close()
        if "locked" in str(error):
            raise busy from error
        raise StorageFailed(
            f"The lock of the {what} cannot be used.",
            where=str(path),
            next_step="Check that it may be written; remove it if no other process works here.",
        ) from error
    return lock
