"""Every query that a run asks is translated for Spark; whether it answers alike needs Spark."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

import segmentry.workspace.workspace
from segmentry.engine.dialect import to_spark
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.errors import InternalError
from segmentry.model.tables import Column
from segmentry.profiles.matching import basis
from segmentry.workspace import Run, Workspace


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


@pytest.fixture
def translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run is computed by an engine that also translates."""
    monkeypatch.setattr(
        segmentry.workspace.workspace, "computing_engine", lambda _, work: Translating(work)
    )


def test_every_query_of_a_run_is_translated(translated: None, shop: Path) -> None:
    before = Translating.asked
    run = Workspace(shop).run()
    assert run.rows("memberships") > 60
    assert Translating.asked - before > 100


def test_so_are_those_that_hold_to_answers(
    translated: None, shop: Path, judged: Callable[[Path], Run]
) -> None:
    names = {step.name for step in judged(shop).steps()}
    assert {"node_pairs", "established", "held_back", "names_of_keys"} <= names


def test_so_are_those_that_find_people(translated: None, shop: Path) -> None:
    """The second run goes on with the people of the first."""
    contacts = shop / "exports" / "contacts.csv"
    contacts.write_text(_PEOPLE, encoding="utf-8")
    (shop / "sources" / "contacts.yaml").write_text(_PEOPLE_SOURCE, encoding="utf-8")
    first = Workspace(shop).run()
    contacts.write_text(_PEOPLE.replace("P1,C03", "P1,C05"), encoding="utf-8")
    run = Workspace(shop).run()
    assert (first.rows("people"), run.rows("people")) == (2, 2)
    assert (first.rows("employment"), run.rows("employment")) == (3, 4)


_PEOPLE = """id,company,name,mail,phone
P1,C03,Ada Byron,ada@gmail.com,+49 30 98765432
P2,C04,"Byron, Ada",ada@gmail.com,
P3,C04,Kai Olsen,kai@olsen.de,
"""
_PEOPLE_SOURCE = """source: files
path: exports/contacts.csv
system: customers
tables:
  contacts:
    fields: {key: id, account: company, full_name: name, email: mail, phone: phone}
"""


def test_so_are_those_that_look_only_at_what_is_new(
    translated: None, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basis, "SMALLEST", 1)
    Workspace(shop).run()
    with (shop / "exports" / "customers.csv").open("a") as file:
        file.write("C60,Company 60 GmbH,DE,Software,5\n")
    names = {step.name for step in Workspace(shop).run().steps()}
    assert {"left_clusters", "edges", "touched_nodes", "renewed"} <= names
