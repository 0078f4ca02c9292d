"""The way of the data: each stage reads what an earlier one wrote, each table has one writer."""

import re
import tomllib
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from segmentry.model.definitions import Definitions
from segmentry.model.stage import Stage
from segmentry.model.tables import SCHEMAS, Table

ROOT = Path(__file__).parents[2]
# What a source holds has columns of its own, so the records have no schema.
FREE = {Table.RECORDS}


@pytest.fixture(scope="module")
def stages() -> tuple[Stage, ...]:
    if find_spec("segmentry.pipeline") is None:
        pytest.skip("the way of the data is not built yet")
    return import_module("segmentry.pipeline").STAGES


def test_stages_read_what_is_there(stages: tuple[Stage, ...]) -> None:
    there: set[Table] = set()
    for stage in stages:
        assert set(stage.reads) <= there, f"{stage.name} reads what nobody wrote before it"
        there |= set(stage.writes)


def test_every_table_has_one_writer(stages: tuple[Stage, ...]) -> None:
    writers = Counter(table for stage in stages for table in stage.writes)
    assert writers == Counter(Table)


def test_every_table_has_a_schema() -> None:
    assert set(SCHEMAS) | FREE == set(Table)


def test_stages_remember_only_what_they_write(stages: tuple[Stage, ...]) -> None:
    for stage in stages:
        assert set(stage.remembers) <= set(stage.writes), stage.name


def test_settings_are_parts_of_the_definitions(stages: tuple[Stage, ...]) -> None:
    named = {setting for stage in stages for setting in stage.settings}
    assert named <= set(Definitions.model_fields)


def test_stages_are_the_folders_in_the_order_of_the_contract(stages: tuple[Stage, ...]) -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = config["tool"]["importlinter"]["contracts"]
    (layer,) = (layer for layer in contract["layers"] if "sources" in layer)
    order = re.findall(r"\w+", layer)
    names = [stage.name for stage in stages]
    assert names == sorted(names, key=order.index)


def test_architecture_shows_what_the_command_prints() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"<!-- segmentry map -->\n```\n(.*?)\n```\n<!-- end -->", page, re.DOTALL)
    assert shown == import_module("segmentry.cli.run").way()
