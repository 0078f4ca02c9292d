"""What an export is: a file, how its rows come out of a part, and what is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from segmentry.demo.files import CsvFile, JsonLinesZip, ParquetFile, Writer
from segmentry.demo.mess import Defect, Mess, Pool
from segmentry.demo.part import Part


@dataclass(frozen=True)
class Export:
    """One file of the demo company; `style` are the settings of the delimited file."""

    file: str
    table: Callable[[Part], pa.Table]
    defects: tuple[Defect, ...] = ()
    ragged_share: float = 0.0
    style: Mapping[str, object] = field(default_factory=dict)

    def open(self, folder: Path) -> Writer:
        path = folder / self.file
        if path.suffix == ".parquet":
            return ParquetFile(path)
        if path.suffix == ".zip":
            return JsonLinesZip(path)
        return CsvFile(path, **self.style)  # type: ignore[arg-type]

    def write(self, part: Part, writer: Writer, mess: Mess) -> int:
        """Write the part's rows with all their mess; gives how many rows that are."""
        clean = self.table(part)
        pool = Pool(part.stream(f"mess of {self.file}"), clean.num_rows)
        broken = clean.slice(0, 0)
        if self.ragged_share:
            broken = mess.ragged(self.file, clean, self.ragged_share, pool)
        messy = mess.spoil(self.file, clean, self.defects, pool)
        writer.write(messy)
        writer.write_ragged(broken)
        return int(messy.num_rows + broken.num_rows)
