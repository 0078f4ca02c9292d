"""Puts mended rows in the place of those that were set aside."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType
from segmentry.sources.base import Landed


def replay_file(replays: Path, source: str) -> Path:
    """Where the mended rows of a source are kept."""
    return replays / f"{source}.parquet"


def replay_fingerprint(replays: Path, source: str) -> str:
    """Changes when the mended rows do."""
    file = replay_file(replays, source)
    return blake2b(file.read_bytes(), digest_size=16).hexdigest() if file.exists() else ""


def replayed(context: RunContext, source: str, landed: Landed, path: Path) -> Landed:
    """The landed rows with the mended ones; `path` is written anew where there are any."""
    file = replay_file(context.replays, source)
    if not file.exists():
        return landed
    context.engine.register("landed", [path])
    context.engine.register("mended", [file])
    types = context.engine.columns("landed")
    given = context.engine.columns("mended")
    columns = ", ".join(
        f"try_cast({identifier(c)} as {t}) as {identifier(c)}" if c in given
        else f"cast(null as {t}) as {identifier(c)}"
        for c, t in types.items()
    )  # fmt: skip
    fresh = path.with_suffix(".merged")
    sql = (
        f"select l.* from landed as l anti join mended as m using (_file, _line) "
        f"union all select {columns} from mended"
    )
    names = [Column(c, ColumnType.TEXT, "") for c in types]
    rows = context.engine.write(sql, fresh, names, ("_file", "_line"), cast=False)
    mended = {
        (r["_file"], r["_line"])
        for r in context.engine.query("select _file, _line from mended").to_pylist()
    }
    fresh.replace(path)
    left = tuple(b for b in landed.bad_rows if (b.file, b.line) not in mended)
    note = f"{len(mended)} mended rows were read in place of those set aside"
    return replace(landed, rows=rows, bad_rows=left, notes=(*landed.notes, note))
