"""Every query that a run asks is translated for Spark; whether it answers alike needs Spark."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

import segmentry.workspace.workspace
from segmentry.engine.dialect import to_spark
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.errors import InternalError
from segmentry.model.tables import Column
from segmentry.workspace import Workspace


class Translating(DuckDBEngine):
    """DuckDB that also translates whatever it is asked."""

    asked = 0

    def define(self, name: str, sql: str) -> None:
        self._translate(sql)
        super().define(name, sql)

    def keep(self, name: str, sql: str) -> None:
        self._translate(sql)
        super().keep(name, sql)

    def query(self, sql: str) -> pa.Table:
        self._translate(sql)
        return super().query(sql)

    def write(
        self,
        sql: str,
        path: Path,
        columns: Sequence[Column],
        order: Sequence[str],
        *,
        cast: bool = True,
    ) -> int:
        self._translate(sql)
        return super().write(sql, path, columns, order, cast=cast)

    def _translate(self, sql: str) -> None:
        to_spark(sql, self._known)
        Translating.asked += 1

    def _known(self, name: str) -> dict[str, str]:
        try:
            return self.columns(name)
        except InternalError:
            return {}


def test_every_query_of_a_run_is_translated(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        segmentry.workspace.workspace, "computing_engine", lambda _, work: Translating(work)
    )
    before = Translating.asked
    run = Workspace(shop).run()
    assert run.rows("memberships") > 60
    assert Translating.asked - before > 100
