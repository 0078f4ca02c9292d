"""One at a time, and the lock goes with its holder."""

from pathlib import Path

import pytest

from segmentry.activation.lock import alone
from segmentry.errors import StorageFailed, WorkspaceBusy


def test_the_second_is_refused_until_the_first_has_gone(tmp_path: Path) -> None:
    with alone(tmp_path, "crm"):
        with (
            pytest.raises(WorkspaceBusy, match="nothing was sent by this one"),
            alone(tmp_path, "crm"),
        ):
            pytest.fail("two at once")
        with alone(tmp_path / "other", "other"):
            assert (tmp_path / "other" / "lock.sqlite").exists()
    with alone(tmp_path, "crm"):
        assert (tmp_path / "lock.sqlite").exists()


def test_a_lock_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock.sqlite").write_text("no database, but long enough to look at" * 40)
    with pytest.raises(StorageFailed, match="lock of the destination"), alone(tmp_path, "crm"):
        pytest.fail("locked by nothing")


def test_a_disk_that_fails_is_told(tmp_path: Path) -> None:
    told = pytest.raises(StorageFailed, match=r"cannot be written \(No space left on device\)")
    with told, alone(tmp_path, "crm"):
        raise OSError(28, "No space left on device")
