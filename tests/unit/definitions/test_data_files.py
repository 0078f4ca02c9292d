"""Which files of a folder are taken for data."""

from pathlib import Path

import pytest

from segmentry.definitions.data_files import data_files, passed_over
from segmentry.errors import UnreadableSource


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    for name in ("crm/accounts.csv", "crm/README.txt", "shop/orders.json", ".git/x.csv", "a.md"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("key\n1\n", encoding="utf-8")
    return tmp_path


def _names(folder: Path, files: list[Path]) -> list[str]:
    return [str(file.relative_to(folder)) for file in files]


def test_a_folder_gives_its_data_files(exports: Path) -> None:
    assert _names(exports, data_files(exports / "crm")) == ["crm/accounts.csv"]


def test_a_folder_of_folders_gives_what_they_hold(exports: Path) -> None:
    (exports / "README.txt").write_text("where these come from", encoding="utf-8")
    assert _names(exports, data_files(exports)) == ["crm/accounts.csv", "shop/orders.json"]
    assert passed_over(exports) == []


def test_folders_beside_data_files_are_passed_over_and_told(exports: Path) -> None:
    (exports / "now.csv").write_text("key\n1\n", encoding="utf-8")
    assert _names(exports, data_files(exports)) == ["now.csv"]
    assert _names(exports, passed_over(exports)) == ["crm", "shop"]


def test_a_file_is_itself(exports: Path) -> None:
    file = exports / "a.md"
    assert data_files(file) == [file]
    assert passed_over(file) == []


def test_a_folder_without_data_says_what_data_is(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no data files") as caught:
        data_files(tmp_path)
    assert ".csv" in str(caught.value)
