"""The file that a row of a source stands in."""

from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier, literal
from segmentry.errors import SegmentryError


def with_file(engine: Engine, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the lineage with the name of its file; a pin has none."""
    return {**row, "file": _file_of(engine, row) if row["source"] else None}


def _file_of(engine: Engine, row: dict[str, Any]) -> str | None:
    """Rows are counted by file; where several files have that row, the key tells which."""
    records = f"records/{row['source']}"
    try:
        columns = [c for c in engine.columns(records) if c not in ("_file", "_line")]
        rows = f"from {identifier(records)} where _line = {int(row['line'])}"
        files = _files(engine, rows)
        if len(files) > 1 and row["account_key"]:
            key = literal(str(row["account_key"]).partition(":")[2])
            has_key = " or ".join(f"cast({identifier(c)} as varchar) = {key}" for c in columns)
            files = _files(engine, f"{rows} and ({has_key})") or files
    except SegmentryError:
        return None  # an older run may have lost its records
    return " or ".join(files) or None


def _files(engine: Engine, rows: str) -> list[str]:
    found: list[str] = engine.query(f"select distinct _file {rows} order by 1")["_file"].to_pylist()
    return found
