"""Real data sets, from `init` to a finished run, each made once for the tests of its file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from segmentry.workspace import Run, create

Make = Callable[..., Run]


@pytest.fixture(scope="module")
def made(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a workspace of a data set's files and runs it: `made("northwind", ["orders.csv"])`."""

    def make(data_set: str, files: Sequence[str], currency: str = "EUR") -> Run:
        folder = shared_data / data_set
        if not folder.is_dir():
            pytest.skip(f"the data set {data_set} is not beside the repository")
        places = [str(folder / name) for name in files]
        workspace = create(
            tmp_path_factory.mktemp(data_set) / "workspace", places, currency=currency
        )
        return workspace.run()

    return make


@pytest.fixture(scope="session")
def ask() -> Callable[..., list[tuple[Any, ...]]]:
    """Independent SQL over raw files: a connection of its own, nothing of ours."""

    def answer(sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        with duckdb.connect() as connection:
            return connection.execute(sql, parameters).fetchall()

    return answer
