"""The lock of a folder: one holder, told in the words of who asked, given back at the end."""

from pathlib import Path

import pytest

from segmentry.engine.lock import locked
from segmentry.errors import StorageFailed, WorkspaceBusy

BUSY = WorkspaceBusy("Another has it.", where="here", next_step="Wait.")


def test_only_one_has_it_until_it_is_given_back(tmp_path: Path) -> None:
    first = locked(tmp_path, what="shelf", busy=BUSY)
    with pytest.raises(WorkspaceBusy) as caught:
        locked(tmp_path, what="shelf", busy=BUSY)
    assert caught.value is BUSY
    first.close()
    locked(tmp_path, what="shelf", busy=BUSY).close()


def test_a_lock_that_is_no_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock.sqlite").write_bytes(b"x" * 4096)
    with pytest.raises(StorageFailed, match="The lock of the shelf cannot be used"):
        locked(tmp_path, what="shelf", busy=BUSY)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="The lock of the shelf cannot be used"):
        locked(tmp_path / "gone", what="shelf", busy=BUSY)
