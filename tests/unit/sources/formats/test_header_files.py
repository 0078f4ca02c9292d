"""Columns that another file names: the data feed of Adobe Analytics."""

import tarfile
from pathlib import Path
from typing import Any

import pytest

from segmentry.errors import UnreadableSource
from segmentry.sources.files import Files

ROWS = '17\t1\thöme\t"quoted\n18\t2\tabout\t5 inch"\n'


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    (tmp_path / "hit_data.tsv").write_bytes(ROWS.encode("latin-1"))
    (tmp_path / "column_headers.tsv").write_text("hitid_high\thitid_low\tpost_pagename\tevar1\n")
    return tmp_path


def test_the_header_is_another_file(feed: Path, land: Any) -> None:
    made = land(Files(path="hit_data.tsv", header_file="column_headers.tsv"))
    assert made.landed.columns == ("hitid_high", "hitid_low", "post_pagename", "evar1")
    assert made.rows == [("17", "1", "höme", '"quoted'), ("18", "2", "about", '5 inch"')]


def test_the_header_lies_in_an_archive(feed: Path, land: Any) -> None:
    with tarfile.open(feed / "x-lookup_data.tar.gz", "w:gz") as archive:
        archive.add(feed / "column_headers.tsv", "column_headers.tsv")
    source = Files(path="hit_data.tsv", header_file="x-lookup_data.tar.gz")
    assert land(source).landed.columns[2] == "post_pagename"
    assert source.columns(feed) == ("hitid_high", "hitid_low", "post_pagename", "evar1")


def test_another_header_is_read_again(feed: Path) -> None:
    source = Files(path="hit_data.tsv", header_file="column_headers.tsv")
    before = source.fingerprint(feed)
    (feed / "column_headers.tsv").write_text("a\tb\tc\td\n")
    assert source.fingerprint(feed) != before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("h.tsv", b"a\tb\n", "names 2 columns, but the rows have 4"),
        ("h.tsv", b"", "names no columns"),
        ("h.tar.gz", b"no archive", "damaged"),
        ("absent.tsv", None, "There is no such file"),
    ],
)
def test_what_is_no_header_is_told(
    name: str, content: bytes | None, said: str, feed: Path, land: Any
) -> None:
    if content is not None:
        (feed / name).write_bytes(content)
    with pytest.raises(UnreadableSource, match=said):
        Files(path="hit_data.tsv", header_file=name).land(feed, feed / "state" / "x.parquet")


def test_an_archive_without_the_header_is_told(feed: Path) -> None:
    with tarfile.open(feed / "h.tar.gz", "w:gz") as archive:
        archive.add(feed / "hit_data.tsv", "browser.tsv")
    with pytest.raises(UnreadableSource, match=r"There is no column_headers.tsv"):
        Files(path="hit_data.tsv", header_file="h.tar.gz").columns(feed)
