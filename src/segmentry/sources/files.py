"""Files: CSV, TSV, Excel, Parquet and JSON, alone, by pattern, or inside archives."""

from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import duckdb
from pydantic import Field, field_validator

from segmentry.errors import UnreadableSource
from segmentry.sources.base import Landed, Source
from segmentry.sources.formats import delimited, excel, json_objects, parquet, paths
from segmentry.sources.formats.archives import unpack_gzip, unpack_zip
from segmentry.sources.formats.encoding import blocks
from segmentry.sources.formats.header_files import names_in
from segmentry.sources.formats.kinds import ARCHIVES, Kind, kind_of
from segmentry.sources.formats.part import Part
from segmentry.sources.formats.writing import connect, storage, united, write

_ReadDelimited = Callable[[Path, str, delimited.DelimitedSettings, Path], Part]


class Files(Source):
    """Reads tables from files: CSV, TSV, Excel, Parquet, JSON, also zipped or gzipped."""

    path: str | list[str] = Field(description="file or files; patterns such as exports/*.csv")
    format: Literal["auto", "csv", "excel", "parquet", "json"] = Field(
        default="auto", description="kind of file; by default recognised by its content"
    )
    encoding: str = Field(default="auto", description="letters of text: utf-8, cp1252, utf-16 …")
    delimiter: str = Field(default="auto", description="what stands between two fields of a row")
    quote: str = Field(default="auto", description="what surrounds fields; empty for nothing")
    header: Literal["auto"] | bool = Field(
        default="auto", description="whether the first row has names"
    )
    header_file: str | None = Field(
        default=None, description="file whose first row names the columns; also inside a .tar.gz"
    )
    sheet: str | None = Field(
        default=None, description="sheet of an Excel workbook; the first by default"
    )
    member: str = Field(
        default="*", description="pattern of the files to read inside a ZIP archive"
    )

    @field_validator("delimiter")
    @classmethod
    def _one_mark(cls, value: str) -> str:
        mark = {"tab": "\t", "\\t": "\t", "space": " "}.get(value, value)
        if mark != "auto" and (len(mark) != 1 or not mark.isascii() or mark in '\r\n"'):
            raise ValueError("a delimiter is one character such as , ; | or tab")
        return mark

    @field_validator("quote")
    @classmethod
    def _one_quote(cls, value: str) -> str:
        if value != "auto" and (len(value) > 1 or not value.isascii()):
            raise ValueError("a quote is one character such as \" or ', or empty")
        return value

    def fingerprint(self, base: Path) -> str:
        """A hash of the settings and of every byte of the files."""
        digest = blake2b(self.model_dump_json().encode(), digest_size=16)
        headers = [(p, p.name) for p in self._header_path(base)]
        for path, name in [*headers, *self._found(base)]:
            digest.update(f"\n{name}\n{path.stat().st_size}\n".encode())
            try:
                for block in blocks(path):
                    digest.update(block)
            except PermissionError as error:
                raise paths.no_permission(name) from error
        return digest.hexdigest()

    def land(self, base: Path, into: Path) -> Landed:
        """Every file in one Parquet file, in the order of their names."""
        found = self._found(base)
        with storage(into), TemporaryDirectory(dir=into.parent, prefix="landing-") as folder:
            scratch = Path(folder)
            with connect(scratch) as connection:
                names = self._names(base)
                parts = [
                    part
                    for path, name in found
                    for part in self._read(connection, path, name, scratch, names)
                ]
                return write(connection, parts, into)

    def columns(self, base: Path) -> tuple[str, ...]:
        """The columns of all files; of delimited files only the header is read."""
        found = self._found(base)
        with TemporaryDirectory(prefix="segmentry-") as folder, connect(Path(folder)) as connection:
            parts = [
                part
                for path, name in found
                for part in self._read(
                    connection, path, name, Path(folder), self._names(base), delimited.read_header
                )
            ]
        return united(parts)

    def _found(self, base: Path) -> list[tuple[Path, str]]:
        patterns = [self.path] if isinstance(self.path, str) else self.path
        found = paths.find(patterns, base)
        return list(zip(found, paths.names(found), strict=True))

    def _read(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path,
        name: str,
        scratch: Path,
        names: tuple[str, ...] = (),
        read_delimited: _ReadDelimited = delimited.read,
    ) -> Iterator[Part]:
        try:
            match self._kind(path, name):
                case Kind.ZIP:
                    for inner, inner_name in unpack_zip(path, name, self.member, scratch):
                        yield from self._read(
                            connection, inner, inner_name, scratch, names, read_delimited
                        )
                case Kind.GZIP:
                    inner, inner_name = unpack_gzip(path, name, scratch)
                    yield from self._read(
                        connection, inner, inner_name, scratch, names, read_delimited
                    )
                case Kind.EXCEL:
                    yield excel.read(path, name, self.sheet, self._header)
                case Kind.PARQUET:
                    yield parquet.read(connection, path, name)
                case Kind.JSON:
                    yield json_objects.read(connection, path, name, self.encoding, scratch)
                case Kind.CSV:
                    yield read_delimited(path, name, self._delimited(names), scratch)
        except PermissionError as error:
            raise paths.no_permission(name) from error

    def _kind(self, path: Path, name: str) -> Kind:
        found = kind_of(path, name)
        if self.format == "auto" or found in ARCHIVES:
            return found
        if found != self.format and Kind.PARQUET in (found, self.format):
            raise UnreadableSource(
                f"The file is {found}, but the setting 'format' says {self.format}.",
                where=name,
                next_step="Remove the setting 'format'.",
            )
        return Kind(self.format)

    @property
    def _header(self) -> bool | None:
        return None if self.header == "auto" else self.header

    def _header_path(self, base: Path) -> tuple[Path, ...]:
        return paths.find([self.header_file], base)[:1] if self.header_file else ()

    def _names(self, base: Path) -> tuple[str, ...]:
        """The columns, where another file names them."""
        return next((names_in(path) for path in self._header_path(base)), ())

    def _delimited(self, names: tuple[str, ...]) -> delimited.DelimitedSettings:
        # columns named elsewhere have no header here, and such dumps quote nothing
        plain = bool(names)
        return delimited.DelimitedSettings(
            encoding=self.encoding,
            delimiter="\t" if plain and self.delimiter == "auto" else self.delimiter,
            quote="" if plain and self.quote == "auto" else self.quote,
            header=False if plain else self._header,
            names=names,
        )


def guess_source(path: Path) -> Files:
    """Settings that read the file the way it was recognised, for `segmentry init` to write."""
    plain = Files(path=str(path.absolute()))
    with TemporaryDirectory(prefix="guess-") as folder, connect(Path(folder)) as connection:
        (found, name), *_ = plain._found(Path())
        first = next(plain._read(connection, found, name, Path(folder)))
    return Files.model_validate({"path": str(path), **first.settings})
