"""A file comes into its place whole."""

from pathlib import Path

import pytest

from segmentry.activation.replacing import put_in_place


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    fresh, place = tmp_path / "new", tmp_path / "old"
    place.write_text("old")
    fresh.write_text("new")
    put_in_place(fresh, place)
    assert [p.name for p in tmp_path.iterdir()] == ["old"]
    assert place.read_text() == "new"


def test_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "old"
