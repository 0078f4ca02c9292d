"""A run exists when its row is committed, and then for good."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from segmentry.engine.catalogue import (
    Catalogue,
    DefinitionRecord,
    RunRecord,
    StageRecord,
    StepRecord,
    StoredFile,
)
from segmentry.errors import StorageFailed

NOW = datetime(2026, 1, 2, 3, 4, 5)
FILE = StoredFile("orders", "files/hub/k1-0/orders.parquet", "k1/orders", 7)
HUB = StageRecord("hub", "k1", 1.5, False, "a note\nanother", (FILE,))
RULES = DefinitionRecord("segmentation", "rfm", "v1", '{"method": "rfm"}')
RUN = RunRecord(1, date(2026, 1, 1), NOW, NOW, 7, "0.1", (HUB,), (RULES,))
STEPS = [StepRecord("hub", f"step {n}", "why", "select 1", 0.1) for n in range(3)]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    made = Catalogue(tmp_path / "catalogue.sqlite")
    yield made
    made.close()


def test_at_first_there_is_no_run(catalogue: Catalogue) -> None:
    assert (catalogue.last(), catalogue.numbers(), catalogue.run(1)) == (None, [], None)
    assert catalogue.paths() == set()
    assert catalogue.stage_with_key("hub", "k1") is None


def test_a_run_comes_back_whole(catalogue: Catalogue) -> None:
    catalogue.add(RUN, STEPS)
    assert catalogue.last() == catalogue.run(1) == RUN
    assert catalogue.steps(1) == STEPS
    assert catalogue.paths() == {FILE.path}
    assert RUN.files == {"orders": FILE}


def test_it_is_still_there_when_opened_again(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.add(RUN, STEPS)
    again = Catalogue(tmp_path / "catalogue.sqlite")
    assert again.last() == RUN
    again.close()


def test_the_newest_run_is_the_last(catalogue: Catalogue) -> None:
    for number in (1, 2, 3):
        catalogue.add(replace(RUN, number=number), [])
    assert catalogue.numbers() == [1, 2, 3]
    last = catalogue.last()
    assert last is not None
    assert last.number == 3


def test_a_stage_is_found_by_its_key(catalogue: Catalogue) -> None:
    catalogue.add(RUN, [])
    other = replace(HUB, key="k2", files=(replace(FILE, path="files/hub/k2-1/orders.parquet"),))
    catalogue.add(replace(RUN, number=2, stages=(other,)), [])
    assert catalogue.stage_with_key("hub", "k1") == HUB
    assert catalogue.stage_with_key("hub", "k2") == other
    assert catalogue.stage_with_key("profiles", "k1") is None


def test_each_version_of_a_definition_keeps_its_content(catalogue: Catalogue) -> None:
    catalogue.add(RUN, [])
    newer = replace(RULES, version="v2", content='{"method": "rfm", "groups": 3}')
    catalogue.add(replace(RUN, number=2, definitions=(newer,)), [])
    catalogue.add(replace(RUN, number=3, definitions=(RULES,)), [])
    contents = [run.definitions for n in (1, 2, 3) if (run := catalogue.run(n))]
    assert contents == [(RULES,), (newer,), (RULES,)]


def test_a_run_that_cannot_be_added_leaves_nothing(catalogue: Catalogue) -> None:
    twice = replace(RUN, stages=(HUB, HUB))
    with pytest.raises(StorageFailed):
        catalogue.add(twice, STEPS)
    assert catalogue.numbers() == []
    assert catalogue.paths() == set()


def test_a_file_that_is_no_catalogue_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.sqlite").write_bytes(b"this is no database, but long enough to be one" * 40)
    with pytest.raises(StorageFailed, match="catalogue") as error:
        Catalogue(tmp_path / "c.sqlite")
    assert error.value.next_step
