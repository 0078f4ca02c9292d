"""Excel: cells as a person would type them, rows with their number in the sheet."""

from datetime import datetime

import pytest

from segmentry.errors import UnknownName, UnreadableSource
from segmentry.sources.files import Files

ROWS = [
    ["id", "name", "price", "paid", "on", "at"],
    [7, "007", 0.1 + 0.2, True, datetime(2024, 2, 29), datetime(2024, 2, 29, 13, 5, 7)],
    [None, None, None, None, None, None],
    [10**15, "Müller & Söhne", 12.50, False, None, None],
]


def test_cells_land_as_text_without_noise(tmp_path, land, write_workbook):
    write_workbook(tmp_path / "shop.xlsx", {"Orders": ROWS})
    got = land(Files(path="shop.xlsx"))
    assert got.landed.columns == ("id", "name", "price", "paid", "on", "at")
    assert got.rows == [
        ("7", "007", "0.3", "true", "2024-02-29", "2024-02-29 13:05:07"),
        ("1000000000000000", "Müller & Söhne", "12.5", "false", None, None),
    ]
    assert got.lines == [2, 4]


def test_titles_above_the_header_are_left_out(tmp_path, land, write_workbook):
    titles = [["Orders of 2024"], []]
    write_workbook(tmp_path / "shop.xlsx", {"Orders": titles + ROWS})
    got = land(Files(path="shop.xlsx"))
    assert got.landed.columns[0] == "id"
    assert got.lines == [4, 6]
    assert "1 rows above the header" in got.landed.notes[0]


def test_the_first_sheet_with_rows_is_read_and_the_others_are_named(tmp_path, land, write_workbook):
    sheets = {"Empty": [], "Orders": ROWS, "Costs": [["id", "cost"], [1, 2]]}
    write_workbook(tmp_path / "shop.xlsx", sheets)
    got = land(Files(path="shop.xlsx"))
    assert got.landed.settings["sheet"] == "Orders"
    assert got.landed.notes == ("The sheet 'Orders' was read; the workbook also has Costs.",)
    assert land(Files(path="shop.xlsx", sheet="Costs")).rows == [("1", "2")]


def test_a_sheet_that_is_not_there(tmp_path, land, write_workbook):
    write_workbook(tmp_path / "shop.xlsx", {"Orders": ROWS})
    with pytest.raises(UnknownName, match="Did you mean 'Orders'"):
        land(Files(path="shop.xlsx", sheet="Order"))


def test_an_empty_sheet_says_so(tmp_path, land, write_workbook):
    write_workbook(tmp_path / "shop.xlsx", {"Orders": []})
    with pytest.raises(UnreadableSource, match="sheet 'Orders' is empty"):
        land(Files(path="shop.xlsx"))


def test_a_damaged_workbook(tmp_path, land, write_workbook):
    path = write_workbook(tmp_path / "shop.xlsx", {"Orders": ROWS})
    path.write_bytes(path.read_bytes().replace(b"xl/worksheets/1.xml", b"xl/worksheets/9.xml"))
    with pytest.raises(UnreadableSource, match="damaged"):
        land(Files(path="shop.xlsx"))
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    with pytest.raises(UnreadableSource, match="damaged, or it is no Excel file"):
        land(Files(path="old.xls"))
