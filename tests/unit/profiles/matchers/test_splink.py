"""Splink scores the pairs; where it cannot, a person is told what to do."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.errors import InvalidDefinition
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.matchers import splink
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.matchers.splink import Splink

Run = Callable[..., Any]
NAMES = [
    a + b for a in ("nor", "sol", "kar", "mit", "bel") for b in ("dano", "rika", "tumo", "veli")
]
FIRMS = [
    {
        "name_key": f"{name} {['technik', 'handel', 'bau', 'energie'][n % 4]}",
        "domain": f"{name}.com",
        "city": ("ulm", "kiel", "bonn")[n % 3],
        "country": "DE",
    }
    for n, name in enumerate(NAMES)
]
RECORDS = [{"account_key": f"crm:{n:03}", **f} for n, f in enumerate(FIRMS)]
RECORDS += [{"account_key": f"erp:{n:03}", **f} for n, f in enumerate(FIRMS) if n % 2]


@pytest.fixture
def matched(bench: Run) -> Run:
    """A bench after the matcher has run over these records."""

    def run(records: list[dict[str, Any]] = RECORDS) -> Any:
        made = bench()
        rows = [{"source": "x", "line": n, **r} for n, r in enumerate(records)]
        made.context.load(Table.ACCOUNT_RECORDS, SCHEMAS[Table.ACCOUNT_RECORDS].columns, rows)
        keys = f"select distinct account_key from {Table.ACCOUNT_RECORDS}"
        made.context.keep("account_keys", "every key", keys)
        Splink().clusters(made.context, "account_keys")
        return made

    return run


@pytest.mark.usefixtures("splink_installed")
def test_companies_of_two_systems_join_with_splinks_evidence(matched: Run) -> None:
    made = matched()
    rows = made.rows(f"select account_key, other_key, words from {PAIRS} where weight > 0")
    assert len(rows) == 10
    assert {r["words"] for r in rows} == {"same domain, same name, same city"}


@pytest.mark.usefixtures("splink_installed")
def test_kin_never_join_and_say_why(matched: Run) -> None:
    kin = {**RECORDS[0], "account_key": "crm:900", "parent_key": "crm:000"}
    made = matched([*RECORDS, kin])
    rows = made.rows(f"select weight, is_never from {PAIRS} where other_key = 'crm:900'")
    assert [(r["weight"] < 0, r["is_never"]) for r in rows] == [(True, True)]
    assert made.value("select cluster from clusters where account_key = 'crm:900'") == "crm:900"


@pytest.mark.parametrize(
    ("found", "said"),
    [("4.0.16", "and 4.0.16 is installed"), (None, "and it is not installed")],
)
def test_another_splink_or_none(
    matched: Run, monkeypatch: pytest.MonkeyPatch, found: str | None, said: str
) -> None:
    def version(package: str) -> str:
        if found is None:
            raise PackageNotFoundError(package)
        return found

    monkeypatch.setattr(splink, "version", version)
    with pytest.raises(InvalidDefinition, match=said) as raised:
        matched()
    assert "pip install 'segmentry[splink]'" in raised.value.next_step


def test_another_engine(bench: Run) -> None:
    class Elsewhere:
        """No DuckDB."""

        name = "spark"

        def close(self) -> None:
            """Nothing to give back."""

    made = bench()
    assert isinstance(made.context.engine, DuckDBEngine)
    made.context.engine.close()
    made.context.engine = Elsewhere()
    with pytest.raises(InvalidDefinition, match="works on DuckDB") as raised:
        Splink().clusters(made.context, "account_keys")
    assert "likely" in raised.value.next_step
