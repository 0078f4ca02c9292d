"""What every source promises, whoever wrote it."""

import sqlite3
from pathlib import Path

import duckdb
import pytest
from pydantic import ValidationError

from segmentry.errors import SegmentryError
from segmentry.sources import SOURCES
from segmentry.sources.base import Landed, Source

NAMES = sorted(SOURCES.all)
ROWS = [("1", "Acme"), ("2", "Müller & Söhne"), ("3", None)]


def _files(folder: Path) -> dict[str, object]:
    text = "id,name\n" + "".join(f"{key},{name or ''}\n" for key, name in ROWS)
    (folder / "accounts.csv").write_text(text)
    return {"path": "accounts.csv"}


def _sql(folder: Path) -> dict[str, object]:
    with sqlite3.connect(folder / "crm.db") as connection:
        connection.execute("create table accounts (id text primary key, name text)")
        connection.executemany("insert into accounts values (?, ?)", ROWS)
    connection.close()
    return {"url": "sqlite:///crm.db", "table": "accounts"}


READABLE = {"files": _files, "sql": _sql}
BROKEN = {
    "files": {"path": "nowhere.csv"},
    "sql": {"url": "sqlite:///nowhere.db", "table": "accounts"},
}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def source(name: str, tmp_path: Path) -> Source:
    """The source with settings that read the same three accounts."""
    return SOURCES.get(name).model_validate(READABLE[name](tmp_path))


def land(source: Source, base: Path, file: str = "landed.parquet") -> tuple[Landed, list[tuple]]:
    into = base / file
    landed = source.land(base, into)
    with duckdb.connect() as connection:
        rows = connection.execute("select * from read_parquet(?)", [str(into)]).fetchall()
    return landed, rows


def test_rows_come_as_they_are_with_file_and_line(source: Source, tmp_path: Path) -> None:
    landed, rows = land(source, tmp_path)
    assert [row[:2] for row in rows] == ROWS
    lines = [row[-1] for row in rows]
    assert lines == list(range(lines[0], lines[0] + 3))
    assert all(row[-2].startswith("accounts") for row in rows)
    assert (landed.rows, landed.columns, landed.bad_rows) == (3, ("id", "name"), ())


def test_landing_again_gives_the_same_bytes(source: Source, tmp_path: Path) -> None:
    land(source, tmp_path, "first.parquet")
    land(source, tmp_path, "second.parquet")
    first, second = (tmp_path / f"{n}.parquet" for n in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_landing_leaves_nothing_but_the_result(source: Source, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    land(source, tmp_path)
    assert set(tmp_path.iterdir()) - before == {tmp_path / "landed.parquet"}


def test_the_fingerprint_stays_while_nothing_changes(source: Source, tmp_path: Path) -> None:
    assert source.fingerprint(tmp_path) == source.fingerprint(tmp_path)


def test_what_cannot_be_read_says_what_to_do(name: str, tmp_path: Path) -> None:
    source = SOURCES.get(name).model_validate(BROKEN[name])
    with pytest.raises(SegmentryError) as failure:
        source.land(tmp_path, tmp_path / "landed.parquet")
    assert failure.value.next_step
    assert not list(tmp_path.iterdir())


def test_settings_are_described_and_others_refused(name: str) -> None:
    plugin = SOURCES.get(name)
    assert SOURCES.describe(name).endswith(".")
    assert all(field.description for field in plugin.model_fields.values())
    with pytest.raises(ValidationError, match="unknown_setting"):
        plugin.model_validate(BROKEN[name] | {"unknown_setting": 1})
