"""One export per month is one source."""

from pathlib import Path

import pytest

from segmentry.definitions.series import series_of
from segmentry.workspace import create

HERE = Path("exports")
COLUMNS = {
    "orders_2026_01.csv": ("id", "day"),
    "orders_2026_02.csv": ("id", "day"),
    "orders_2026_03.csv": ("id", "day", "channel"),
    "customers.csv": ("id", "name"),
}


def made(*names: str) -> list[tuple[list[str], str]]:
    found = series_of([HERE / n for n in names], lambda path: COLUMNS.get(path.name))
    return [([f.name for f in s.files], s.stem) for s in found]


def test_names_that_differ_in_numbers_and_have_the_same_columns_are_one() -> None:
    assert made("orders_2026_02.csv", "customers.csv", "orders_2026_01.csv") == [
        (["orders_2026_01.csv", "orders_2026_02.csv"], "orders__"),
        (["customers.csv"], "customers"),
    ]


def test_other_columns_are_another_source() -> None:
    assert [files for files, _ in made("orders_2026_01.csv", "orders_2026_03.csv")] == [
        ["orders_2026_01.csv"],
        ["orders_2026_03.csv"],
    ]


@pytest.mark.parametrize("names", [("book_1.xlsx", "book_2.xlsx"), ("customers.csv",)])
def test_what_cannot_be_told_stays_apart(names: tuple[str, ...]) -> None:
    assert [files for files, _ in made(*names)] == [[n] for n in names]


def test_files_of_two_folders_stay_apart() -> None:
    files = [Path("north/orders_1.csv"), Path("south/orders_2.csv")]
    assert len(series_of(files, lambda _: ("id",))) == 2


def test_names_of_numbers_keep_a_name() -> None:
    found = series_of([Path("2025.csv"), Path("2026.csv")], lambda _: ("id",))
    assert [s.stem for s in found] == ["2025"]


def test_a_proposal_reads_them_as_one_source(tmp_path: Path) -> None:
    for month in (1, 2):
        rows = "".join(f"{month}{n},C{n},2026-0{month}-0{n},{n}0\n" for n in range(1, 9))
        path = tmp_path / f"orders_2026_0{month}.csv"
        path.write_text("Order ID,Customer ID,Order Date,Amount\n" + rows)
    (tmp_path / "customers.csv").write_text("Customer ID,Company Name\nC1,Alpha\nC2,Beta\n")
    workspace = create(tmp_path / "new", [str(tmp_path)])
    assert workspace.proposal is not None
    sources = {s.name: s.settings["path"] for s in workspace.proposal.sources}
    assert sources == {
        "customers": "../customers.csv",
        "orders": ["../orders_2026_01.csv", "../orders_2026_02.csv"],
    }
