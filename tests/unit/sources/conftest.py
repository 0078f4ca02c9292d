"""What tests of sources ask for: a landing they can look into, and a real PostgreSQL."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pytest

from segmentry.sources.base import Landed, Source

_REQUIRED = "SEGMENTRY_REQUIRE_POSTGRESQL"


@dataclass
class Landing:
    """What a source brought, and the rows of its Parquet file."""

    landed: Landed
    path: Path

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        return self._query("select * exclude (_file, _line) from")

    @property
    def lines(self) -> list[int]:
        return [row[0] for row in self._query("select _line from")]

    @property
    def files(self) -> list[str]:
        return [row[0] for row in self._query("select _file from")]

    @property
    def types(self) -> dict[str, str]:
        return {row[0]: row[1] for row in self._query("describe select * from")}

    def _query(self, head: str) -> list[tuple[Any, ...]]:
        with duckdb.connect() as connection:
            return connection.execute(f"{head} read_parquet(?)", [str(self.path)]).fetchall()


@pytest.fixture
def land(tmp_path: Path) -> Callable[[Source], Landing]:
    """Lands a source whose paths start at `tmp_path`."""
    into = tmp_path / "state" / "landed.parquet"
    into.parent.mkdir()

    def landing(source: Source) -> Landing:
        landed = source.land(tmp_path, into)
        assert [p.name for p in into.parent.iterdir()] == [into.name]  # no debris beside it
        return Landing(landed, into)

    return landing


def _absent(why: str) -> NoReturn:
    if os.environ.get(_REQUIRED) == "1":
        pytest.fail(f"{why}, and {_REQUIRED}=1 says it must be there")
    pytest.skip(why)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        _absent("Debian's package postgresql is not installed")
    return found[-1].parent


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        _absent("there is no user postgres to run it as")
    return ["runuser", "-u", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """URL of a PostgreSQL of our own, with the user `reader` and the password `s3cret/pw`."""
    programs, runner, port = _programs(), _as_postgres(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="postgresql-", dir="/tmp"))
    data, secret = folder / "data", folder / "password"
    secret.write_text("s3cret/pw")
    if runner:
        shutil.chown(folder, "postgres")
        shutil.chown(secret, "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [*runner, str(programs / program), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    run("initdb", "-D", str(data), "-U", "reader", "--auth=scram-sha-256",
        f"--pwfile={secret}", "--no-sync", "--encoding=UTF8", "--locale=C")  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://reader:s3cret%2Fpw@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
