"""Writes exports part by part, in the formats and habits of different systems."""

from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from segmentry.errors import InternalError

_FIXED_DATE = (2020, 1, 1, 0, 0, 0)  # so that the same rows give the same zip
RAGGED_KINDS = 2


class Writer(Protocol):
    """A file that takes tables of the same columns one after another."""

    def write(self, table: pa.Table) -> None: ...

    def write_ragged(self, table: pa.Table) -> None: ...

    def close(self) -> None: ...


class CsvFile:
    """A delimited file; `decimal` ',' writes amounts as many European systems do."""

    def __init__(
        self, path: Path, *, delimiter: str = ",", encoding: str = "utf-8", bom: bool = False,
        decimal: str = ".",
    ) -> None:  # fmt: skip
        self._delimiter, self._encoding, self._decimal = delimiter, encoding, decimal
        self._has_header = False
        self._file = path.open("wb")
        if bom:
            self._file.write(b"\xef\xbb\xbf")

    def write(self, table: pa.Table) -> None:
        self._file.write(self._encoded(self._lines(table, header=not self._has_header)))
        self._has_header = True

    def write_ragged(self, table: pa.Table) -> None:
        """Each row with its last field missing or with a field too many, in turns."""
        lines = self._lines(table, header=False).decode().splitlines()
        for n, line in enumerate(lines):
            short, long = line.rpartition(self._delimiter)[0], f'{line}{self._delimiter}"?"'
            self._file.write(self._encoded(f"{long if n % RAGGED_KINDS else short}\n".encode()))

    def close(self) -> None:
        self._file.close()

    def _lines(self, table: pa.Table, *, header: bool) -> bytes:
        if self._decimal != ".":
            table = _with_decimal_mark(table, self._decimal)
        lines = BytesIO()
        options = pacsv.WriteOptions(include_header=header, delimiter=self._delimiter)
        pacsv.write_csv(table, lines, options)
        return lines.getvalue()

    def _encoded(self, lines: bytes) -> bytes:
        return lines if self._encoding == "utf-8" else lines.decode().encode(self._encoding)


class ParquetFile:
    """A Parquet file, one row group or more per part."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def write(self, table: pa.Table) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)

    def write_ragged(self, table: pa.Table) -> None:
        if table.num_rows:
            raise InternalError("A Parquet file has no ragged rows.")

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


class JsonLinesZip:
    """JSON lines in a zip; fields that are null are left out."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1)
        entry = ZipInfo(path.stem, _FIXED_DATE)
        entry.compress_type = ZIP_DEFLATED
        self._file = self._zip.open(entry, "w", force_zip64=True)

    def write(self, table: pa.Table) -> None:
        self._file.write(json_lines(table))

    def write_ragged(self, table: pa.Table) -> None:
        """The lines broken off in the middle."""
        for line in json_lines(table).decode().splitlines():
            self._file.write(f"{line[: len(line) // 2]}\n".encode())

    def close(self) -> None:
        self._file.close()
        self._zip.close()


def json_lines(table: pa.Table) -> bytes:
    """The rows as JSON, for tables whose texts need no escapes."""
    fields = [_json_field(name, table[name].combine_chunks()) for name in table.column_names]
    inner = pc.utf8_ltrim(pc.binary_join_element_wise(*fields, ""), ",")
    lines = pc.binary_join_element_wise("{", inner, "}\n", "")
    whole: str = pc.binary_join(pa.ListArray.from_arrays([0, len(lines)], lines), "")[0].as_py()
    return whole.encode()


def _json_field(name: str, values: pa.Array) -> pa.Array:
    text = values.cast(pa.string())
    quote = "" if pa.types.is_integer(values.type) else '"'
    field = pc.binary_join_element_wise(f',"{name}":{quote}', text, quote, "")
    return pc.fill_null(field, "")


def _with_decimal_mark(table: pa.Table, mark: str) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            text = pc.replace_substring(table[field.name].cast(pa.string()), ".", mark)
            table = table.set_column(place, field.name, text)
    return table


class Closing:
    """Closes all writers, also when something fails between."""

    def __init__(self, writers: dict[str, Writer]) -> None:
        self.writers = writers

    def __enter__(self) -> dict[str, Writer]:
        return self.writers

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for writer in self.writers.values():
            writer.close()
