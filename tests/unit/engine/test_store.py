"""Files are written once, by one writer, and orphans go."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from segmentry.engine.store import Store
from segmentry.errors import StorageFailed, WorkspaceBusy


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / ".segmentry")
    yield made
    made.close()


def test_a_finished_stage_moves_to_its_lasting_place(store: Store) -> None:
    folder = store.stage_folder("hub", "k1")
    (folder / "orders.parquet").write_bytes(b"x")
    target = store.publish(folder)
    assert target == store.files / "hub" / "k1"
    assert (target / "orders.parquet").read_bytes() == b"x"
    assert not folder.exists()


def test_a_stage_starts_in_an_empty_folder(store: Store) -> None:
    (store.stage_folder("hub", "k1") / "old").write_bytes(b"x")
    assert list(store.stage_folder("hub", "k1").iterdir()) == []


def test_what_no_run_uses_goes_when_the_next_writer_comes(store: Store) -> None:
    folder = store.stage_folder("hub", "k1")
    (folder / "orders.parquet").write_bytes(b"x")
    target = store.publish(folder)
    (store.work / "left over").write_bytes(b"x")
    with store.writing():
        assert not target.exists()
        assert list(store.work.iterdir()) == []


def test_personal_data_and_mended_rows_are_no_orphans(store: Store) -> None:
    for folder in (store.vault, store.replays):
        (folder / "kept.parquet").write_bytes(b"x")
    with store.writing():
        pass
    assert (store.vault / "kept.parquet").exists()
    assert (store.replays / "kept.parquet").exists()


def test_there_is_one_writer(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / ".segmentry")
    with (
        store.writing(),
        pytest.raises(WorkspaceBusy, match="Another run"),
        other.writing(),
    ):
        pytest.fail("two writers at once")
    with other.writing():
        assert other.work.is_dir()
    other.close()


def test_the_lock_is_given_back_after_a_failure(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing():
        raise RuntimeError
    with store.writing():
        assert store.work.is_dir()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="may be written"):
        Store(tmp_path / "file" / ".segmentry")
