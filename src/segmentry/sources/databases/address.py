"""Where a database is: its URL or a reference to it, shown without its secrets."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from segmentry.errors import InvalidDefinition, UnreadableSource
from segmentry.sources.formats import paths

CONNECT_SECONDS = 10
_DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
_IN_FILES = ("sqlite", "duckdb")


@dataclass(frozen=True)
class Address:
    """A database's URL with its driver; its text never shows user, password or options."""

    url: URL
    file: Path | None = None

    @property
    def dialect(self) -> str:
        return self.url.get_backend_name()

    def __str__(self) -> str:
        if self.file:
            return f"{self.dialect}:///{self.file.name}"
        port = f":{self.url.port}" if self.url.port else ""
        return f"{self.dialect}://{self.url.host or ''}{port}/{self.url.database or ''}"

    __repr__ = __str__

    def without_secrets(self, text: str) -> str:
        """A message of the database in one line, with the password blotted out."""
        line = " ".join(text.split())
        secrets = {self.url.password, *map(str, self.url.query.values())} - {None, ""}
        for secret in secrets:
            line = line.replace(str(secret), "***")
        return line[:300].rstrip(".")


def resolve(url: str, base: Path) -> Address:
    """The address behind a URL, `env:NAME` or `file:PATH`; files must exist."""
    text = _dereferenced(url, base)
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise InvalidDefinition(
            "The setting 'url' is no database URL.",
            next_step="Write it like postgresql://user@host/database or sqlite:///file.db; "
            "signs such as @ and / in a password are written as %40 and %2F.",
        ) from error
    backend = parsed.drivername.partition("+")[0]
    if backend in _IN_FILES:
        return _in_file(parsed, base)
    return Address(parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername)))


def shown(url: str) -> str:
    """A URL as it may be kept: without user, password and options; references as they are."""
    if url.partition(":")[0] in ("env", "file"):
        return url
    try:
        given = make_url(url)
    except (ArgumentError, ValueError):
        return "***"
    return str(URL.create(given.drivername, None, None, given.host, given.port, given.database))


def _dereferenced(url: str, base: Path) -> str:
    kind, _, name = url.partition(":")
    if kind == "env":
        return _from_environment(name)
    if kind == "file":
        return _from_file(base / Path(name).expanduser(), name)
    return url


def _from_environment(name: str) -> str:
    if value := os.environ.get(name, "").strip():
        return value
    raise InvalidDefinition(
        f"The environment variable {name} is not set.",
        next_step="Set it to the database's URL, then run again.",
    )


def _from_file(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDefinition(
            "The file with the database's URL cannot be read.",
            where=name,
            next_step="Put the URL into it as its only line, readable for Segmentry.",
        ) from error


def _in_file(url: URL, base: Path) -> Address:
    if not url.database or url.database == ":memory:":
        raise InvalidDefinition(
            "The URL names no file.", next_step=f"Write it like {url.drivername}:///file.db."
        )
    (file,) = paths.find([url.database], base)[:1] or (None,)
    if file is None or not os.access(file, os.R_OK):
        raise paths.no_permission(url.database)
    if not file.stat().st_size:
        raise UnreadableSource(
            "The file is empty, so it is no database.",
            where=url.database,
            next_step="Check the path; some tools make an empty file when they open a wrong name.",
        )
    if url.drivername == "duckdb" and not _is_duckdb(file):
        raise UnreadableSource(
            "The file is no duckdb database.", where=url.database, next_step="Check the path."
        )
    return Address(url, file)


def _is_duckdb(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(12)[8:] == b"DUCK"
