"""Runs a standardiser on a few values, whichever road it takes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from segmentry.hub.standardise import STANDARDISERS
from segmentry.hub.standardise.base import Reading, SqlStandardiser

Run = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def run() -> Run:
    """`run(kind, value, ..., beside=[...], **reading)` gives one tuple of outputs per value."""

    def _run(kind: str, *values: str, beside: Any = None, **reading: Any) -> list[tuple[Any, ...]]:
        standardiser = STANDARDISERS.get(kind)()
        how = Reading(**reading)
        if isinstance(standardiser, SqlStandardiser):
            return in_sql(standardiser, list(values), how)
        given = standardiser.understand(values, beside or [None] * len(values), how)
        return list(zip(*(given[o.suffix] for o in standardiser.outputs), strict=True))

    return _run


def in_sql(standardiser: SqlStandardiser, values: list[str], how: Reading) -> list[tuple[Any, ...]]:
    given = standardiser.expressions("v", how)
    columns = ", ".join(f"cast({given[o.suffix]} as {o.type})" for o in standardiser.outputs)
    rows = "select unnest(?::varchar[]) as raw, unnest(range(?)) as n"
    query = f"select {columns} from (select nullif(trim(raw), '') as v, n from ({rows})) order by n"
    return duckdb.connect().execute(query, [values, len(values)]).fetchall()


@pytest.fixture
def data() -> Path:
    """The folder of public data sets beside the repository; tests that need it skip without."""
    folder = Path(__file__).parents[4].parent / "shared" / "data"
    if not folder.exists():
        pytest.skip("the public data sets are not beside the repository")
    return folder
