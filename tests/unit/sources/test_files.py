"""Files: found by name and pattern, told by content, stored whole or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from pydantic import ValidationError

from segmentry.errors import StorageFailed, UnreadableSource
from segmentry.sources.files import Files, guess_source
from segmentry.sources.formats.writing import storage


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)


def test_files_of_a_pattern_land_in_the_order_of_their_names(tmp_path, land):
    write(tmp_path, b="id,name\n2,b\n3,c\n", a="Name;id\na;1\n", other="x\n1\n")
    got = land(Files(path="[ab].csv"))
    assert got.landed.columns == ("Name", "id")
    assert got.rows == [("a", "1"), ("b", "2"), ("c", "3")]
    assert got.files == ["a.csv", "b.csv", "b.csv"]
    assert got.lines == [2, 2, 3]


def test_a_list_of_paths_takes_each_file_once(tmp_path, land):
    write(tmp_path, a="id\n1\n", b="id\n2\n")
    assert land(Files(path=["b.csv", "*.csv", str(tmp_path / "a.csv")])).rows == [("1",), ("2",)]


def test_names_that_repeat_are_told_apart_by_their_folder(tmp_path, land):
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        write(tmp_path / year, orders=f"id\n{year}\n")
    assert land(Files(path="*/orders.csv")).files == ["2023/orders.csv", "2024/orders.csv"]
    assert land(Files(path="**/*.csv")).landed.rows == 2


def test_a_name_with_signs_of_a_pattern(tmp_path, land):
    write(tmp_path, **{"sales [2024]": "id\n1\n"})
    assert land(Files(path="sales [2024].csv")).rows == [("1",)]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("oders.csv", r"oders\.csv: There is no such file\. Did you mean 'orders\.csv'"),
        ("zzz.txt", r"The folder holds: folder, orders\.csv"),
        ("nowhere/x.csv", "Its folder does not exist either"),
        ("folder", r"This is a folder\. Name a file"),
        ("*.xlsx", "No file fits this pattern"),
        ("x" * 300, "too long"),
    ],
)
def test_files_that_are_not_there(tmp_path, path, message):
    write(tmp_path, orders="id\n1\n")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnreadableSource, match=message):
        Files(path=path).fingerprint(tmp_path)


def test_links_in_a_circle(tmp_path, land):
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    with pytest.raises(UnreadableSource, match="link leads to no file"):
        land(Files(path="a.csv"))
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    write(tmp_path, c="id\n1\n")
    assert land(Files(path="**/c.csv")).files == ["c.csv"]


def test_a_pipe_is_no_file(tmp_path, land):
    os.mkfifo(tmp_path / "x.csv")
    with pytest.raises(UnreadableSource, match="no ordinary file"):
        land(Files(path="x.csv"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_no_right_to_read(tmp_path):
    write(tmp_path, x="id\n1\n")
    (tmp_path / "x.csv").chmod(0o600)
    code = (
        "import os, pathlib; from segmentry.sources.files import Files; "
        "from segmentry.errors import UnreadableSource\n"
        "base = pathlib.Path(os.environ['BASE']); fd = os.open(base, os.O_RDONLY)\n"
        "os.seteuid(65534)\n"
        "try: Files(path=f'/proc/self/fd/{fd}/x.csv').fingerprint(base)\n"
        "except UnreadableSource as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "BASE": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "may not be read" in done.stdout


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\x01\x02\x03\x04\x05\x06\x0e\x0f" * 20, "a binary file"),
        (b"\0\0\x01\0\xff\0\0\0" * 600, "a binary file"),
    ],
)
@pytest.mark.parametrize("wanted", ["auto", "csv"])
def test_other_things_than_tables_are_named(tmp_path, land, head, what, wanted):
    (tmp_path / "x.csv").write_bytes(head)
    with pytest.raises(UnreadableSource, match=f"This is {what}"):
        land(Files(path="x.csv", format=wanted))


@pytest.mark.parametrize(
    "settings", [{"delimiter": "::"}, {"delimiter": "\n"}, {"quote": "''"}, {"format": "pdf"}, {}]
)
def test_settings_that_cannot_be(settings):
    with pytest.raises(ValidationError):
        Files.model_validate({"path": "x"} | settings if settings else {})


def test_the_fingerprint_follows_content_and_settings(tmp_path):
    write(tmp_path, a="id\n1\n")
    source = Files(path="*.csv")
    first = source.fingerprint(tmp_path)
    os.utime(tmp_path / "a.csv", (1, 1))
    assert source.fingerprint(tmp_path) == first
    write(tmp_path, a="id\n2\n")
    second = source.fingerprint(tmp_path)
    write(tmp_path, b="id\n1\n")
    third = source.fingerprint(tmp_path)
    other = Files(path="*.csv", delimiter=";").fingerprint(tmp_path)
    assert len({first, second, third, other}) == 4


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    write(tmp_path, a="id\n1\n")
    into = tmp_path / "landed.parquet"

    def full(*_: object) -> None:
        into.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("segmentry.sources.files.write", full)
    with pytest.raises(StorageFailed, match="no room left"):
        Files(path="a.csv").land(tmp_path, into)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv"]


def test_a_full_disk_is_known_by_the_words_of_the_engine(tmp_path):
    into = tmp_path / "landed.parquet"
    with pytest.raises(StorageFailed, match="no room left"), storage(into):
        raise duckdb.IOException("Could not write file: No space left on device")


def test_a_folder_that_is_not_there(tmp_path):
    write(tmp_path, a="id\n1\n")
    with pytest.raises(StorageFailed, match="No such file or directory"):
        Files(path="a.csv").land(tmp_path, tmp_path / "nowhere" / "landed.parquet")


def test_a_guess_can_be_written_down_and_reads_the_same(tmp_path, land):
    (tmp_path / "x.csv").write_bytes("id;größe\n1;a\n".encode("cp1252"))
    guess = guess_source(tmp_path / "x.csv")
    assert (guess.delimiter, guess.encoding, guess.header) == (";", "cp1252", True)
    assert land(guess).rows == land(Files(path="x.csv")).rows


def test_columns_are_told_from_the_headers_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("id;name;name\n1;2;3\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id;town\n1;2\n", encoding="utf-8")
    rows_are_not_read = Files(path="*.csv")
    monkeypatch.setattr("segmentry.sources.formats.delimited._scan", None)
    assert rows_are_not_read.columns(tmp_path) == ("id", "name", "name_2", "town")
