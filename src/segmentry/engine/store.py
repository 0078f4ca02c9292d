"""Where a workspace keeps its results: immutable Parquet files, one writer at a time."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from segmentry.engine.catalogue import Catalogue
from segmentry.engine.lock import locked
from segmentry.errors import StorageFailed, WorkspaceBusy


class Store:
    """The state of a workspace under `.segmentry/`.

    files/STAGE/KEY/TABLE.parquet   results, written once, never changed
    vault/                          personal data, rewritable
    replays/                        rows that were set aside, mended by a person
    work/                           temporary, emptied at the start of each run
    catalogue.sqlite                what exists
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = folder / "files"
        self.vault = folder / "vault"
        self.replays = folder / "replays"
        self.work = folder / "work"
        try:
            for part in (self.files, self.vault, self.replays, self.work):
                part.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _storage_failed(folder, error) from error
        self.catalogue = Catalogue(folder / "catalogue.sqlite")

    def path(self, stored: str) -> Path:
        return self.folder / stored

    def is_whole(self, stored: str) -> bool:
        """Whether a Parquet file is there, from its first bytes to its last."""
        try:
            with self.path(stored).open("rb") as file:
                first = file.read(4)
                file.seek(-4, os.SEEK_END)
                return first == file.read(4) == b"PAR1"
        except OSError:
            return False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; leftovers of a run that died are removed first."""
        lock = self._lock()
        try:
            self.remove_orphans()
            yield
        except OSError as error:
            raise _storage_failed(self.folder, error) from error
        finally:
            self._empty_work()
            lock.close()

    def stage_folder(self, stage: str, key: str) -> Path:
        """A new, empty folder for the results of a stage."""
        folder = self.work / stage / key
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def publish(self, folder: Path) -> Path:
        """Move a finished stage's folder to its lasting place, safe on disk."""
        target = self.files / folder.relative_to(self.work)
        for file in folder.iterdir():
            _flush(file)
        _flush(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        folder.rename(target)
        _flush(target.parent)
        return target

    def remove_orphans(self) -> None:
        """Remove files that no run in the catalogue uses."""
        used = self.catalogue.paths()
        for file in [p for p in self.files.rglob("*") if p.is_file()]:
            if str(file.relative_to(self.folder)) not in used:
                file.unlink()
        for folder in sorted((p for p in self.files.rglob("*") if p.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        self._empty_work()

    def close(self) -> None:
        self.catalogue.close()

    def _empty_work(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        with suppress(OSError):
            self.work.mkdir(parents=True, exist_ok=True)

    def _lock(self) -> sqlite3.Connection:
        busy = WorkspaceBusy(
            "Another run is writing this workspace.",
            where=str(self.folder.parent),
            next_step="Wait until it has finished, then run again.",
        )
        return locked(self.folder, what="workspace", busy=busy)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _storage_failed(folder: Path, error: OSError) -> StorageFailed:
    return StorageFailed(
        f"The state cannot be written ({error.strerror or 'no reason given'}).",
        where=str(folder),
        next_step="Check that the folder may be written and the disk is not full.",
    )
