"""A bench to run one stage on: a real engine, hand-made tables, and what the stage wrote."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.run_context import RunContext
from segmentry.model.definitions import Definitions, SegmentationDefinition, WorkspaceSettings
from segmentry.model.tables import SCHEMAS, Table

# Labels and units as the catalogue of variables would give them; others have none.
FACTS = {
    "orders": ("Orders", "behavioural", "orders"),
    "recency_days": ("Days since the last order", "behavioural", "days"),
    "employees": ("Employees", "demographic", ""),
    "industry": ("Industry", "firmographic", ""),
    "industry_group": ("Industry group", "firmographic", ""),
    "size_class": ("Size class", "demographic", ""),
    "country": ("Country", "geographic", ""),
    "aov": ("Average order value", "behavioural", ""),
    "cltv": ("Customer lifetime value", "value", ""),
    "purchase_frequency": ("Orders in the last 365 days", "behavioural", "orders"),
}
_OWN = ("account_id", "label", "excluded")


@dataclass
class Bench:
    """Runs a stage and reads what it wrote."""

    context: RunContext
    previous: dict[str, str] = field(default_factory=dict)

    def rows(self, sql: str) -> list[dict[str, object]]:
        return self.context.engine.query(sql).to_pylist()

    def value(self, sql: str) -> object:
        return next(iter(self.rows(sql)[0].values()))

    def feed(self, table: Table, sql: str) -> None:
        """A table that an earlier stage would have written."""
        self.context.engine.keep(table, sql)
        self.context.rows[table] = int(str(self.value(f"select count(*) as n from {table}")))

    def know_of(self, variable: str, type_: str = "DOUBLE") -> None:
        """A variable of the catalogue that no source gives."""
        known = self.rows(f"select * from {Table.VARIABLE_FACTS}")
        told = dict.fromkeys(known[0]) | {
            "variable": variable, "label": _fact(variable)[0], "type": type_, "unit": "",
            "meaning": variable, "known": 0,
        }  # fmt: skip
        self.context.engine.load(Table.VARIABLE_FACTS, pa.Table.from_pylist([*known, told]))

    def feed_variables(self, sql: str) -> None:
        """Variables as columns; label, excluded and the facts about them follow."""
        engine = self.context.engine
        engine.define("given", sql)
        given = {n: _stored(t) for n, t in engine.columns("given").items()}
        cast = ", ".join(f"cast({n} as {t}) as {n}" for n, t in given.items())
        missing = [n for n in _OWN if n not in given]
        defaults = {"label": "account_id", "excluded": "cast(null as varchar)"}
        extra = "".join(f", {defaults[n]} as {n}" for n in missing)
        self.feed(Table.VARIABLE_VALUES, f"select {cast}{extra} from given order by account_id")
        parts = [
            "select '{0}' as variable, '{1}' as label, '{2}' as \"group\", '{3}' as type, "
            "'{4}' as unit, '{1}' as meaning, (select count(*) from variable_values) as accounts, "
            "count({0}) as known, count(distinct {0}) as distinct_values, "
            "count({0}) / count(*) as coverage from variable_values".format(
                n, *_fact(n)[:2], t, _fact(n)[2]
            )
            for n, t in given.items()
            if n not in _OWN
        ]
        self.feed(Table.VARIABLE_FACTS, " union all ".join(parts))

    def run(self, stage: Callable[[RunContext], None]) -> "Bench":
        stage(self.context)
        return self


def _stored(type_: str) -> str:
    if type_.startswith("DECIMAL"):
        return "DECIMAL(18,4)"
    return {"INTEGER": "BIGINT", "HUGEINT": "BIGINT"}.get(type_, type_)


def _fact(name: str) -> tuple[str, str, str]:
    return FACTS.get(name, (name.replace("_", " ").capitalize(), "own", ""))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    """Makes a bench: `bench(variables_sql, segmentations, as_of=…)`."""
    made: list[Bench] = []

    def make(
        variables: str = "",
        segmentations: Sequence[SegmentationDefinition] = (),
        *,
        as_of: date = date(2026, 6, 30),
        settings: WorkspaceSettings | None = None,
    ) -> Bench:
        folder = tmp_path / f"run{len(made)}"
        folder.mkdir()
        workspace = settings or WorkspaceSettings(name="test")
        new = Bench(
            RunContext(
                engine=DuckDBEngine(tmp_path, threads=2),
                definitions=Definitions(
                    workspace=workspace, segmentations=tuple(segmentations), folder=tmp_path
                ),
                seed=7,
                vault=tmp_path,
                work=tmp_path,
                fixed_as_of=as_of,
                folder=folder,
            )
        )
        made.append(new)
        for table, schema in SCHEMAS.items():
            columns = ", ".join(f'cast(null as {c.type}) as "{c.name}"' for c in schema.columns)
            new.context.engine.define(table, f"select {columns} where false")
            new.context.rows[table] = 0
        if variables:
            new.feed_variables(variables)
        return new

    yield make
    for one in made:
        one.context.engine.close()


_CRM = """id,name,country,web,city
D1,Company 11 GmbH,GB,,
D2,Kompany 12,DE,,
D3,Nordlicht Logistik GmbH,DE,nordlicht.com,Kiel
D4,Sonnenschein Optik,DE,,Kiel
D5,Nordlicht Logistik,DE,nordlicht.com,Kiel
"""


@pytest.fixture
def with_people(shop: Path) -> Path:
    """The shop with contacts: P1 and P2 are one person, and P3 is most likely that person too."""
    others = "".join(
        f"Q{n},C{n},{first},{last},{first.lower()}.{last.lower()}@company{n}.com\n"
        for n, (first, last) in enumerate(_OTHERS, 10)
    )
    (shop / "exports" / "people.csv").write_text(_PEOPLE + others, encoding="utf-8")
    (shop / "sources" / "people.yaml").write_text(
        "source: files\npath: exports/people.csv\nsystem: customers\ntables:\n  contacts:\n"
        "    fields:\n      {key: id, account: company, first_name: first, last_name: last,"
        " email: mail}\n",
        encoding="utf-8",
    )
    return shop


_PEOPLE = """id,company,first,last,mail
P1,,R.,Zucker,zuck@gmail.com
P2,C03,Robert,Zucker,zuck@gmail.com
P3,C03,R.,Zucker,
"""
_OTHERS = (
    ("Anna", "Adler"), ("Bernd", "Brandt"), ("Carla", "Conrad"), ("Dieter", "Dreher"),
    ("Eva", "Engel"), ("Felix", "Fink"), ("Gina", "Graf"), ("Horst", "Huber"), ("Ines", "Iwan"),
    ("Jonas", "Jung"),
)  # fmt: skip


@pytest.fixture
def known_twice(shop: Path) -> Path:
    """The shop, and a CRM that knows two of its companies and one of its own twice."""
    (shop / "exports" / "crm.csv").write_text(_CRM, encoding="utf-8")
    (shop / "sources" / "crm.yaml").write_text(
        "source: files\npath: exports/crm.csv\ntables:\n  accounts:\n    fields:\n"
        "      {key: id, name: name, country: country, domain: web, city: city}\n",
        encoding="utf-8",
    )
    return shop
