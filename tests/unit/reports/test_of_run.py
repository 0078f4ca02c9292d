"""A run, as the report is told about it: from what it was made of, never more than may be read."""

import json
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from segmentry.engine.catalogue import Catalogue, DefinitionRecord, RunRecord, StageRecord
from segmentry.reports import RunFacts, SourceFacts, StageNote
from segmentry.reports.of_run import ReportedRun
from segmentry.reports.report import render
from segmentry.workspace import Run, Workspace

SETTINGS = {"name": "Acme", "currency": "GBP", "privacy_floor": 7, "seed": 7}
RFM = {"name": "rfm", "method": "rfm", "assignment": "first_match", "title": "", "settings": {}}


def facts(*definitions: tuple[str, dict[str, Any]], notes: str = "") -> RunFacts:
    """The facts of a run that was made of these definitions."""
    told = [("workspace", SETTINGS), *definitions]
    record = RunRecord(
        number=3,
        as_of=date(2026, 6, 30),
        started_at=datetime(2026, 7, 1, 4, 5),
        finished_at=datetime(2026, 7, 1, 4, 6),
        seed=11,
        product_version="9.8",
        stages=(StageRecord("hub", "k", 1.0, False, notes, ()),),
        definitions=tuple(
            DefinitionRecord(kind, said["name"], "v1", json.dumps(said)) for kind, said in told
        ),
    )
    run = Run.__new__(Run)
    run.record = record
    catalogue = Catalogue(Path(":memory:"))  # nobody has decided anything
    run.workspace = cast("Workspace", SimpleNamespace(store=SimpleNamespace(catalogue=catalogue)))
    return ReportedRun(run).facts


def source(**settings: object) -> dict[str, Any]:
    return {"name": "shop", "source": "files", "settings": settings, "tables": {}}


def test_the_facts_are_those_of_the_run() -> None:
    found = facts(notes="first note\nsecond note")
    assert (found.workspace, found.currency, found.privacy_floor) == ("Acme", "GBP", 7)
    assert (found.run_number, found.as_of, found.seed) == (3, date(2026, 6, 30), 11)
    assert found.product_version == "9.8"
    assert found.notes == (StageNote("hub", "first note"), StageNote("hub", "second note"))
    assert found.strategies == ()


def test_new_keys_are_told_before_what_stages_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segmentry.reports.of_run.told_arrivals", lambda _: "2 new keys")
    assert facts(notes="first note").notes == (
        StageNote("profiles", "2 new keys"),
        StageNote("hub", "first note"),
    )


@pytest.mark.parametrize(
    ("settings", "detail"),
    [
        ({"path": "/srv/jo/secret project/orders.csv"}, "orders.csv"),
        ({"path": "C:\\clients\\orders.xlsx"}, "orders.xlsx"),
        ({"path": ["x/a.csv", "x/b.csv"]}, "a.csv, b.csv"),
        ({"path": [f"x/{n}.csv" for n in "abcde"]}, "a.csv, b.csv, c.csv, 2 more"),
        ({"url": "postgresql://jo:hunter2@db/crm", "table": "sales.orders"}, "sales.orders"),
        ({"url": "postgresql://jo:hunter2@db/crm", "query": "select 1"}, ""),
        ({}, ""),
    ],
)
def test_a_source_is_told_by_its_files_or_its_table(
    settings: dict[str, object], detail: str
) -> None:
    assert facts(("source", source(**settings))).sources == (SourceFacts("shop", "files", detail),)


def test_definitions_tell_neither_address_nor_folder() -> None:
    told = [
        facts(("source", source(url="postgresql://jo:hunter2@db/crm", table="orders"))),
        facts(("source", source(path="/srv/jo/secret project/orders.csv"))),
    ]
    texts = [next(d.text for d in f.definitions if d.kind == "source") for f in told]
    assert "hunter2" not in texts[0]
    assert "table: orders" in texts[0]
    assert "secret project" not in texts[1]
    assert "path: orders.csv" in texts[1]


def test_a_segmentation_is_told_with_its_method() -> None:
    found = facts(("segmentation", RFM))
    assert [(s.name, s.title, s.method, s.version) for s in found.segmentations] == [
        ("rfm", "rfm", "rfm", "v1")
    ]
    [method] = found.methods
    assert method.name == "rfm"
    assert method.title
    assert method.strong
    assert method.weak


def test_a_method_used_twice_is_explained_once() -> None:
    found = facts(("segmentation", RFM), ("segmentation", {**RFM, "name": "again"}))
    assert [m.name for m in found.methods] == ["rfm"]
    assert len(found.segmentations) == 2


def test_a_real_run_makes_a_report(shop: Path) -> None:
    run = Workspace(shop).run()
    reported = ReportedRun(run)
    html = render(reported)
    assert [s.detail for s in reported.facts.sources] == ["customers.csv", "orders.csv"]
    assert {d.kind for d in reported.facts.definitions} == {"workspace", "source", "segmentation"}
    assert "Company 00" in html
    assert "Net revenue by month" in html
    assert str(shop) not in html


@pytest.mark.parametrize(
    ("method", "settings", "by_country"),
    [
        ("geographic", {}, True),
        ("geographic", {"by": "country"}, True),
        ("geographic", {"by": ["country", "region"]}, False),
        ("geographic", {"by": "city"}, False),
        ("rfm", {}, False),
    ],
)
def test_segments_that_are_countries(
    method: str, settings: dict[str, Any], by_country: bool
) -> None:
    where = {**RFM, "name": "where", "method": method, "settings": settings}
    (told,) = facts(("segmentation", where)).segmentations
    assert told.is_by_country is by_country
