"""A row of the lineage is found in the file it stands in."""

from typing import Any

import pytest

from segmentry.profiles.origins import with_file

ROW = {"source": "crm", "line": 3, "account_key": "crm:b7"}


@pytest.fixture
def engine(bench: Any) -> Any:
    found = bench().context.engine
    rows = [("a.csv", 2, "a1"), ("a.csv", 3, "a7"), ("b.csv", 3, "b7"), ("b.csv", 4, "b8")]
    listed = ", ".join(f"('{file}', {line}, '{key}')" for file, line, key in rows)
    found.keep("records/crm", f"select * from (values {listed}) as rows(_file, _line, id)")
    return found


def test_the_key_tells_which_of_several_files_it_is(engine: Any) -> None:
    assert with_file(engine, ROW)["file"] == "b.csv"
    assert with_file(engine, ROW | {"line": 4, "account_key": None})["file"] == "b.csv"


def test_where_the_key_tells_nothing_all_files_are_named(engine: Any) -> None:
    assert with_file(engine, ROW | {"account_key": "crm:other"})["file"] == "a.csv or b.csv"


def test_what_is_not_there_has_no_file(engine: Any) -> None:
    assert with_file(engine, ROW | {"source": None})["file"] is None
    assert with_file(engine, ROW | {"source": "gone"})["file"] is None
    assert with_file(engine, ROW | {"line": 99})["file"] is None
