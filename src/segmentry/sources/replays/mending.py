"""Hands rows that were set aside to a person as CSV, and takes the mended ones back."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier, literal, one_file
from segmentry.errors import NoData, StorageFailed, UnreadableSource
from segmentry.model.tables import Table
from segmentry.sources.files import Files
from segmentry.sources.replays.merge import as_landed, replay_file
from segmentry.sources.replays.row_hash import hash_of_row, hash_of_text


def export_rejects(
    engine: Engine, tables: Sequence[str], folder: Path, source: str, rule: str, replays: Path
) -> str:
    """Write one CSV per source: its own columns, where each row stands, and why it was set
    aside. Rows that could not even be read come with what was read of them."""
    condition = "effect = 'row'"
    condition += f" and source = {literal(source)}" if source else ""
    condition += f" and rule = {literal(rule)}" if rule else ""
    counts = engine.query(
        f"select source, count(*) as n from {Table.REJECTED} where {condition} "
        "group by source order by source"
    ).to_pylist()
    if not counts:
        raise NoData("Nothing was set aside.", next_step="`segmentry rejects` lists what was.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for row in counts:
            if f"{Table.RECORDS}/{row['source']}" in tables:
                kept = replay_file(replays, row["source"])
                _export(engine, row["source"], condition, folder / f"{row['source']}.csv", kept)
    except OSError as error:
        raise StorageFailed(
            f"The rows cannot be written ({os.strerror(error.errno or 0)}).",
            where=str(folder),
            next_step="Choose a folder that may be written and has space.",
        ) from error
    total = sum(row["n"] for row in counts)
    return (
        f"{total:,} rows of {len(counts)} sources are in {folder}. Mend the CSV files, delete the "
        f"rows that shall stay out, then: segmentry rejects --replay {folder}"
    )


def _export(engine: Engine, source: str, condition: str, path: Path, kept: Path) -> None:
    import pyarrow.csv

    records = identifier(f"{Table.RECORDS}/{source}")
    types = engine.columns(f"{Table.RECORDS}/{source}")
    columns = ", ".join(f"r.{identifier(c)}" for c in types if c not in ("_file", "_line"))
    engine.define("mended_before", _mended_before(engine, kept, types))
    rows = engine.query(
        f"""
        select {columns}, x.file as _from_file, x.line as _from_row,
               coalesce(m._was, case when r._line is null then {hash_of_text("u.value")}
                                     else {hash_of_row("r", types)} end) as _was,
               x.rule as _rule, x.reason as _reason,
               case when r._line is null then u.value end as _read
        from (select file, line, min(rule) as rule, min(reason) as reason
              from {Table.REJECTED} where {condition} and source = {literal(source)}
              group by file, line) as x
        left join (select file, line, min(value) as value
                   from {Table.UNREADABLE} where source = {literal(source)}
                   group by file, line) as u on u.file = x.file and u.line = x.line
        left join {records} as r on r._file = x.file and r._line = x.line
        left join mended_before as m on m._file = x.file and m._line = x.line
                                    and m.now = {hash_of_row("r", types)}
        order by x.file, x.line
        """
    )
    engine.drop("mended_before")
    pyarrow.csv.write_csv(rows, path)


def _mended_before(engine: Engine, kept: Path, types: Mapping[str, str]) -> str:
    """Rows mended once and set aside again: what they are now, and what the file's rows were."""
    if not kept.exists():
        return "select '' as _file, 0 as _line, '' as _was, '' as now where false"
    engine.register("kept_mended", [kept])
    rows = as_landed("kept_mended", types, engine.columns("kept_mended"))
    return f"select m._file, m._line, m._was, {hash_of_row('m', types)} as now from ({rows}) as m"


def keep_mended(path: Path, sources: Sequence[str], replays: Path) -> str:
    """Keep mended rows until the next run; rows mended earlier stay unless mended again."""
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    known = [f for f in files if f.stem in sources]
    if not known:
        raise UnreadableSource(
            "No mended rows were found.",
            where=str(path),
            next_step=f"Give a folder with files named after sources: {', '.join(sources)}.",
        )
    kept = sum(_keep(file, replays) for file in known)
    return f"{kept:,} mended rows will be read by the next run: segmentry run"


def _keep(file: Path, replays: Path) -> int:
    with TemporaryDirectory(prefix="segmentry-") as work:
        landed_path = Path(work) / "mended.parquet"
        landed = Files(path=str(file.resolve()), header=True).land(file.parent, landed_path)
        if missing := [c for c in _PLACE if c not in landed.columns]:
            raise UnreadableSource(
                f"Columns are missing that tell which rows these are: {', '.join(missing)}.",
                where=str(file),
                next_step="Mend the files that `segmentry rejects --export` wrote.",
            )
        notes = [c for c in ("_rule", "_reason", "_read") if c in landed.columns]
        return _merge(landed_path, notes, replay_file(replays, file.stem))


_PLACE = ("_from_file", "_from_row", "_was")
"""Columns of a mended file that tell which row it is: where it stands, and what stood there."""


def _merge(mended: Path, notes: Sequence[str], kept: Path) -> int:
    new = f"read_parquet({one_file(mended)})"
    # _file and _line are places in the mended file, not where the rows came from
    told = (
        f"select * exclude ({', '.join([*notes, '_from_file', '_from_row'])}) "
        f"replace (cast(_from_file as varchar) as _file, try_cast(_from_row as bigint) as _line) "
        f"from {new}"
    )
    older = (
        f"union all by name select o.* from read_parquet({one_file(kept)}) as o "
        f"anti join {new} as n on cast(n._from_file as varchar) = o._file "
        "and try_cast(n._from_row as bigint) = o._line"
        if kept.exists()
        else ""
    )
    fresh = kept.with_suffix(".new")
    sql = f"select * from ({told}) {older}"
    with duckdb.connect() as connection:
        connection.execute(f"copy ({sql}) to {literal(str(fresh))} (format parquet)")
        rows = connection.execute(f"select count(*) from {new}").fetchall()
    fresh.replace(kept)
    return int(rows[0][0])
