"""The engine for many machines: Spark 4, in this process, on a cluster, or behind Spark Connect."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from segmentry.engine.dialect import to_duckdb_type, to_spark
from segmentry.engine.spark_errors import translated
from segmentry.engine.spark_session import open_session
from segmentry.engine.sql import identifier
from segmentry.errors import StorageFailed
from segmentry.model.tables import Column

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_NUMBER = count(1)


class SparkEngine:
    """A session on Spark; driver and workers see `spill_folder` and the results by one path."""

    name = "spark"

    def __init__(
        self,
        spill_folder: Path | None = None,
        *,
        url: str = "local[*]",
        options: Mapping[str, str] | None = None,
        memory_limit: str = "3GB",
    ) -> None:
        folder = spill_folder or Path(tempfile.gettempdir())
        self._spill = Path(tempfile.mkdtemp(prefix="spark-", dir=folder))
        self._spill.chmod(0o777)  # workers may be other users of the same disk
        self._columns: dict[str, dict[str, str]] = {}
        self._kept: dict[str, Path] = {}
        with translated(url):
            self._session, self._is_ours = open_session(url, options or {}, memory_limit)

    def register(self, name: str, paths: Sequence[Path]) -> None:
        self.drop(name)
        with translated(name):
            self._read(paths).createOrReplaceTempView(_quoted(name))

    def load(self, name: str, rows: pa.Table) -> None:
        path = self._fresh_path()
        path.mkdir()
        pq.write_table(rows, path / "rows.parquet")
        self._take(name, path)

    def define(self, name: str, sql: str) -> None:
        text = self._translation(sql)
        self.drop(name)
        with translated(sql):
            self._session.sql(f"create temporary view {_quoted(name)} as {text}")

    def keep(self, name: str, sql: str) -> None:
        path = self._fresh_path()
        self._save(self._translation(sql), path, sql)
        self._take(name, path)

    def drop(self, name: str) -> None:
        self._columns.pop(name, None)
        with translated(name):
            self._session.sql(f"drop view if exists {_quoted(name)}")
        if kept := self._kept.pop(name, None):
            shutil.rmtree(kept, ignore_errors=True)

    def query(self, sql: str) -> pa.Table:
        text = self._translation(sql)
        with translated(sql):
            return self._session.sql(text).toArrow()

    def columns(self, name: str) -> dict[str, str]:
        if name not in self._columns:
            with translated(name):
                fields = self._session.table(_quoted(name)).schema.fields
            types = {f.name: to_duckdb_type(f.dataType.simpleString()) for f in fields}
            self._columns[name] = types
        return self._columns[name]

    def write(
        self,
        sql: str,
        path: Path,
        columns: Sequence[Column],
        order: Sequence[str],
        *,
        cast: bool = True,
    ) -> int:
        listed = [
            f"cast({identifier(c.name)} as {c.type}) as {identifier(c.name)}"
            if cast
            else identifier(c.name)
            for c in columns
        ]
        names = [c.name for c in columns]
        listed += [identifier(name) for name in order if name not in names]
        text = self._translation(f"select {', '.join(listed)} from ({sql}) as result")
        folder = self._fresh_path()
        self._save(_in_one_file(text, names, order), folder, sql)
        _only_part(folder).replace(path)
        shutil.rmtree(folder, ignore_errors=True)
        return int(pq.read_metadata(path).num_rows)

    def close(self) -> None:
        with translated("close"):
            for view in [*self._columns, *self._kept]:
                self._session.sql(f"drop view if exists {_quoted(view)}")
            if self._is_ours:
                self._session.stop()
        shutil.rmtree(self._spill, ignore_errors=True)

    def _translation(self, sql: str) -> str:
        return to_spark(sql, self._columns_if_known)

    def _columns_if_known(self, name: str) -> dict[str, str]:
        known = name in self._columns or self._session.catalog.tableExists(_quoted(name))
        return self.columns(name) if known else {}

    def _read(self, paths: Sequence[Path]) -> "DataFrame":
        # a path's own stars and brackets are no pattern
        reader = self._session.read.option("mergeSchema", "true").option("__globPaths__", "false")
        return reader.parquet(*(_address(path) for path in paths))

    def _take(self, name: str, path: Path) -> None:
        """Let `name` stand for the files in `path`; what it stood for before goes."""
        with translated(name):
            frame = self._read([path])
            self.drop(name)
            frame.createOrReplaceTempView(_quoted(name))
        self._kept[name] = path

    def _save(self, text: str, folder: Path, sql: str) -> None:
        with translated(sql):
            self._session.sql(text).write.parquet(_address(folder))

    def _fresh_path(self) -> Path:
        return self._spill / f"part{next(_NUMBER)}"


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _address(path: Path) -> str:
    # said in full: a cluster's own default may be another file system
    return f"file://{path.absolute()}"


def _in_one_file(text: str, names: Sequence[str], order: Sequence[str]) -> str:
    listed = ", ".join(map(_quoted, names))
    if not order:  # the rows come as the query gives them
        return f"select /*+ coalesce(1) */ {listed} from ({text}) as result"
    keys = ", ".join(f"{_quoted(name)} asc nulls last" for name in order)
    ordered = f"select /*+ repartition(1) */ * from ({text}) as result sort by {keys}"
    return f"select {listed} from ({ordered}) as result"


def _only_part(folder: Path) -> Path:
    parts = sorted(folder.glob("part-*.parquet"))
    if len(parts) == 1:
        return parts[0]
    raise StorageFailed(
        f"Spark wrote {len(parts) or 'no'} files where one was asked for.",
        where=str(folder),
        next_step="The workspace's folder must be the same disk on this machine, on Spark's "
        "driver and on all its workers, under the same path.",
    )
