"""Puts mended rows in the place of those that were set aside."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from segmentry.engine.contract import Engine
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType
from segmentry.sources.base import BadRow, Landed
from segmentry.sources.replays.row_hash import hash_of_row, hash_of_text


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
    engine = context.engine
    engine.register("landed", [path])
    engine.register("kept_mended", [file])
    types = engine.columns("landed")
    engine.define("mended", as_landed("kept_mended", types, engine.columns("kept_mended")))
    _keep_fitting(engine, landed.bad_rows, types)
    fresh = path.with_suffix(".merged")
    columns = ", ".join(identifier(c) for c in types)
    sql = (
        f"select l.* from landed as l anti join fitting as m using (_file, _line) "
        f"union all select {columns} from fitting"
    )
    names = [Column(c, ColumnType.TEXT, "") for c in types]
    rows = engine.write(sql, fresh, names, ("_file", "_line"), cast=False)
    fresh.replace(path)
    fitting, others = _places(engine, "semi"), _places(engine, "anti")
    left = tuple(b for b in landed.bad_rows if (b.file, b.line) not in fitting)
    notes = (*landed.notes, *_notes(fitting, others))
    return replace(landed, rows=rows, bad_rows=left, notes=notes)


def as_landed(table: str, types: Mapping[str, str], given: Collection[str]) -> str:
    """Mended rows with the columns and types of the landed ones, and `_was`."""
    columns = ", ".join(
        f"try_cast({identifier(c)} as {t}) as {identifier(c)}"
        if c in given
        else f"cast(null as {t}) as {identifier(c)}"
        for c, t in {**types, "_was": "varchar"}.items()
    )
    return f"select {columns} from {identifier(table)}"


def _keep_fitting(engine: Engine, bad_rows: Sequence[BadRow], types: Mapping[str, str]) -> None:
    """`fitting`: mended rows whose place still holds the row that was mended."""
    engine.load(
        "bad_rows",
        pa.table(
            {
                "_file": pa.array([b.file for b in bad_rows], pa.string()),
                "_line": pa.array([b.line for b in bad_rows], pa.int64()),
                "value": pa.array([b.value for b in bad_rows], pa.string()),
            }
        ),
    )
    engine.keep(
        "fitting",
        f"""
        select m.* from mended as m semi join (
            select l._file, l._line, {hash_of_row("l", types)} as _was
            from landed as l semi join mended as o using (_file, _line)
            union all
            select _file, _line, {hash_of_text("value")} as _was from bad_rows
        ) as there using (_file, _line, _was)
        """,
    )


def _places(engine: Engine, join: str) -> list[tuple[str, int]]:
    """Places of the mended rows that fit (semi), or do not (anti)."""
    rows = engine.query(
        f"select m._file, m._line from mended as m {join} join fitting as f using (_file, _line) "
        "order by all"
    )
    return [(row["_file"], row["_line"]) for row in rows.to_pylist()]


def _notes(fitting: Sequence[object], others: Sequence[tuple[str, int]]) -> Iterator[str]:
    if fitting:
        yield f"{len(fitting)} mended rows were read in place of those set aside"
    if others:
        shown = ", ".join(f"{file} row {line}" for file, line in others[:_SHOWN])
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        yield (
            f"{len(others)} mended rows were not used, because other rows stand in their places "
            f"now ({shown}{more}); if they are still set aside, export and mend them again"
        )


_SHOWN = 3
