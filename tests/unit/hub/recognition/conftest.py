"""Looks at made-up files as `segmentry init` does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.hub.recognition import SeenFile, look_at

Seen = Callable[[str, Mapping[str, Sequence[object]]], SeenFile]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    made = DuckDBEngine(tmp_path, threads=2)
    yield made
    made.close()


@pytest.fixture
def seen(engine: DuckDBEngine) -> Seen:
    """Looks at a file: `seen("orders", {"id": ["1", "2"]})`."""

    def look(name: str, columns: Mapping[str, Sequence[object]]) -> SeenFile:
        rows = pa.table({n: list(v) for n, v in columns.items()})
        rows = rows.append_column("_file", pa.array([f"{name}.csv"] * rows.num_rows))
        rows = rows.append_column("_line", pa.array(range(rows.num_rows), pa.int64()))
        engine.load(f"seen/{name}", rows)
        return look_at(engine, name, f"seen/{name}")

    return look
