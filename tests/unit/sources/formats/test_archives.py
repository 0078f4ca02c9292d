"""Archives: several members, passwords, bombs and cut-off files."""

import gzip
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from segmentry.errors import UnreadableSource
from segmentry.sources.files import Files
from segmentry.sources.formats import archives


@pytest.fixture
def archive(tmp_path):
    with ZipFile(tmp_path / "x.zip", "w", ZIP_DEFLATED) as file:
        file.writestr("2024/b.csv", "id,name\n2,b\n")
        file.writestr("2024/a.csv", "id,name\n1,a\n")
        file.writestr("__MACOSX/2024/._a.csv", "\0\1\2")
        file.writestr("costs.tsv", "id\tcost\n9\t5\n")
    return tmp_path / "x.zip"


def test_members_land_in_the_order_of_their_names(archive, land):
    got = land(Files(path="x.zip", member="*.csv"))
    assert got.rows == [("1", "a"), ("2", "b")]
    assert got.files == ["x.zip/2024/a.csv", "x.zip/2024/b.csv"]


def test_all_members_are_united_by_name(archive, land):
    got = land(Files(path="x.zip"))
    assert got.landed.columns == ("id", "name", "cost")
    assert got.rows == [("1", "a", None), ("2", "b", None), ("9", None, "5")]


def test_no_member_fits(archive, land):
    with pytest.raises(UnreadableSource, match=r"fits 'x\.csv'.*It holds: 2024/b\.csv"):
        land(Files(path="x.zip", member="x.csv"))


def test_paths_inside_lead_nowhere(tmp_path, land):
    with ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("../../evil.csv", "id\n1\n")
    assert land(Files(path="x.zip")).rows == [("1",)]
    assert not (tmp_path.parent / "evil.csv").exists()


def test_gzip(tmp_path, land):
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(b"id;name\n1;a\n"))
    got = land(Files(path="x.csv.gz"))
    assert got.rows == [("1", "a")]
    assert got.files == ["x.csv"]


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_bomb_is_refused(tmp_path, land, monkeypatch, kind):
    monkeypatch.setattr(archives, "_SMALL", 1 << 20)
    content = b"id\n" + b"1\n" * (8 << 20)
    if kind == "gz":
        (tmp_path / "x.gz").write_bytes(gzip.compress(content))
    else:
        with ZipFile(tmp_path / "x.zip", "w", ZIP_DEFLATED) as file:
            file.writestr("x.csv", content)
    with pytest.raises(UnreadableSource, match="far more than a table"):
        land(Files(path=f"x.{kind}"))


def test_a_password(archive, land):
    data = bytearray(archive.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 1)
    archive.write_bytes(data)
    with pytest.raises(UnreadableSource, match="protected by a password"):
        land(Files(path="x.zip"))


@pytest.mark.parametrize("name", ["x.zip", "x.csv.gz"])
def test_a_cut_off_archive(archive, land, name):
    path = archive.parent / name
    whole = archive.read_bytes() if name == "x.zip" else gzip.compress(b"id,name\n1,abc\n" * 999)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableSource, match="damaged or was cut off"):
        land(Files(path=name))
