"""CSV that programs read and spreadsheets do not run."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from segmentry.activation.destinations.csv import Csv


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-cmd|x", "'-cmd|x"),
        ("+49 30 12", "+49 30 12"), ("-12.50", "-12.50"), ("\tx", "'\tx"),
        ('a,b\n"c"', 'a,b\n"c"'), (Decimal("-3.5000"), "-3.5"), (["=a", "b"], "'=a; b"), (None, ""),
    ],
)  # fmt: skip
def test_cells(value: object, cell: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    Csv(path="a.csv").write(path, ("id", "v"), [{"id": "x", "v": value}])
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [["id", "v"], ["x", cell]]


def test_text_stays_as_it_is_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    plain = Csv(path="a.csv", delimiter=";", spreadsheet_safe=False)
    plain.write(path, ("id", "v"), [{"id": "x", "v": "=1"}, {"id": "y"}])
    assert path.read_text(encoding="utf-8") == "id;v\nx;=1\ny;\n"
