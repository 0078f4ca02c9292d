"""An Excel file people open; without the package for it, that is said."""

from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from segmentry.activation.destinations import excel
from segmentry.activation.destinations.excel import Excel
from segmentry.errors import DestinationRefused

COLUMNS = ("id", "name", "amount")


def test_without_the_package_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(excel, "import_module", absent)
    with pytest.raises(DestinationRefused, match=r"XlsxWriter is not installed.*destination csv"):
        Excel(path="a.xlsx").write(tmp_path / "a.xlsx", COLUMNS, [])


def test_cells_are_kept_as_they_are(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the package XlsxWriter is not installed")
    members = [
        {"id": "001", "name": "=1+1", "amount": Decimal("2.5000")},
        {"id": "b", "name": "x" * 40_000, "amount": None},
        {"id": "c", "name": "https://a.example", "amount": 3},
    ]
    path = tmp_path / "a.xlsx"
    refused = Excel(path="a.xlsx").write(path, COLUMNS, members)
    assert refused == {"b": "a cell holds at most 32,767 characters"}
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows == [list(COLUMNS), ["001", "=1+1", 2.5], ["c", "https://a.example", 3.0]]


def test_the_same_members_give_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the package XlsxWriter is not installed")
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for path in (one, two):
        Excel(path="a.xlsx").write(path, COLUMNS, [{"id": "a"}])
    assert one.read_bytes() == two.read_bytes()


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the package XlsxWriter is not installed")
    with pytest.raises(OSError, match="No such file"):
        Excel(path="a.xlsx").write(tmp_path / "none" / "a.xlsx", COLUMNS, [])
