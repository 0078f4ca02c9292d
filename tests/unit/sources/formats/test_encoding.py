"""Encodings: told by mark, by content, or as set."""

import pytest

from segmentry.errors import UnreadableSource
from segmentry.sources.files import Files

TEXT = "id,name\n1,Müller — Größe\n2,Café\n"


@pytest.mark.parametrize(
    ("encoding", "recognised"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_letters_survive(tmp_path, land, encoding, recognised):
    (tmp_path / "x.csv").write_bytes(TEXT.encode(encoding))
    got = land(Files(path="x.csv"))
    assert got.landed.columns == ("id", "name")
    assert got.rows == [("1", "Müller — Größe"), ("2", "Café")]
    assert got.landed.settings["encoding"] == recognised
    assert bool(got.landed.notes) == (not recognised.startswith("utf-8"))


def test_japanese(tmp_path, land):
    (tmp_path / "x.csv").write_bytes(
        "番号,会社\n1,株式会社テスト\n2,ひらがな\n".encode("shift_jis")
    )
    assert land(Files(path="x.csv")).rows == [("1", "株式会社テスト"), ("2", "ひらがな")]


def test_one_stray_byte_late_in_the_file_decides(tmp_path, land):
    rows = b"".join(b"%d,x\n" % i for i in range(100_000))
    (tmp_path / "x.csv").write_bytes(b"id,name\n" + rows + b"7,caf\xe9\n")
    got = land(Files(path="x.csv"))
    assert got.rows[-1] == ("7", "café")
    assert got.landed.rows == 100_001


def test_an_encoding_as_set(tmp_path, land):
    (tmp_path / "x.csv").write_bytes("id,name\n1,Łódź\n".encode("cp1250"))
    assert land(Files(path="x.csv", encoding="cp1250")).rows == [("1", "Łódź")]


def test_the_wrong_encoding_is_refused(tmp_path, land):
    (tmp_path / "x.csv").write_bytes("id,name\n1,Łódź\n".encode("cp1250"))
    with pytest.raises(UnreadableSource, match="not text in the encoding utf-8"):
        land(Files(path="x.csv", encoding="utf-8"))
    for unknown in ("utf-9", "base64"):
        with pytest.raises(UnreadableSource, match=f"no encoding called '{unknown}'"):
            land(Files(path="x.csv", encoding=unknown))


def test_zero_bytes_are_left_out(tmp_path, land):
    (tmp_path / "x.csv").write_bytes(b"id,name\n1,a\0b\n2,c\n")
    got = land(Files(path="x.csv"))
    assert got.rows == [("1", "ab"), ("2", "c")]
    assert got.landed.notes == ("Zero bytes were left out.",)
