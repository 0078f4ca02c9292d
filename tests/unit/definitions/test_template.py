"""Templates: complete where the data feeds all, without errors where it feeds little."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from segmentry.definitions.check import check_all
from segmentry.definitions.load import load
from segmentry.definitions.template import template_named, workspace_templates
from segmentry.errors import UnknownName
from segmentry.workspace import create

NAMES = sorted(workspace_templates())


def needs(name: str) -> set[str]:
    return {n for _, found in _parts(name) for n in found}


def _parts(name: str) -> Iterator[tuple[str, list[str]]]:
    folder = workspace_templates()[name].folder
    for path in sorted(folder.glob("*/*.yaml")):
        said = YAML(typ="safe").load(path) or {}
        inner = [p for p in said.values() if isinstance(p, dict)]
        for part in (said, *inner):
            yield path.name, part.get("needs", [])


def written(folder: Path, name: str, is_met: Callable[[str], bool]) -> Path:
    from segmentry.definitions.yaml_file import write_yaml

    files, _ = template_named(name).fitted(is_met, ["rfm"])
    (folder / "segmentations").mkdir(parents=True)
    (folder / "segmentry.yaml").write_text("name: T\n", encoding="utf-8")
    (folder / "segmentations" / "rfm.yaml").write_text("method: rfm\n", encoding="utf-8")
    for file, content in files.items():
        (folder / file).parent.mkdir(exist_ok=True)
        write_yaml(folder / file, content)
    return folder


def test_the_four_kinds_of_business_are_there() -> None:
    assert NAMES == ["consulting", "saas", "software", "wholesale"]


@pytest.mark.parametrize("name", NAMES)
def test_with_all_data_nothing_is_left_out_and_nothing_is_wrong(name: str, tmp_path: Path) -> None:
    assert template_named(name).fitted(lambda _: True, ["rfm"])[1] == {}
    folder = written(tmp_path / "w", name, lambda _: True)
    assert [str(e) for e in check_all(folder)] == []
    loaded = load(folder)
    assert loaded.strategies
    assert loaded.ideal_customers
    assert len(loaded.segmentations) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_missing_nothing_is_wrong(name: str, tmp_path: Path) -> None:
    for number, missing in enumerate(sorted(needs(name))):
        folder = written(tmp_path / f"w{number}", name, lambda n, gone=missing: n != gone)
        assert [str(e) for e in check_all(folder)] == [], missing


@pytest.mark.parametrize("name", NAMES)
def test_without_data_only_strategies_of_what_is_there_remain(name: str, tmp_path: Path) -> None:
    files, left_out = template_named(name).fitted(lambda _: False)
    assert files == {}
    assert len(left_out) == len(list(template_named(name).folder.glob("*/*.yaml")))


@pytest.mark.parametrize("name", NAMES)
def test_needs_are_tables_and_fields_that_sources_can_fill(name: str) -> None:
    from segmentry.model.standard_tables import STANDARD_TABLES

    for option in {o for need in needs(name) for o in need.split("|")}:
        table, _, field = option.partition(".")
        fields = {f.name for f in STANDARD_TABLES[table].fields}
        assert not field or field in fields, option


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_no_definitions_before_they_are_filled_in(name: str, shop: Path) -> None:
    examples = template_named(name).examples()
    assert examples
    for file, text in examples.items():
        (shop / file).parent.mkdir(exist_ok=True)
        (shop / file).write_text(text, encoding="utf-8")
    assert check_all(shop) == []
    assert load(shop).objectives == ()
    file, text = next(iter(examples.items()))
    filled = text.replace("target:", "target: 0.5").replace("by:", "by: 2030-01-01")
    (shop / file.removesuffix(".example")).write_text(
        filled.replace("segmentation: reference_plan", "segmentation: rfm"), encoding="utf-8"
    )
    assert check_all(shop) == []
    assert len(load(shop).objectives) == 1


def test_an_unknown_template_is_told_with_all_there_are() -> None:
    with pytest.raises(UnknownName) as error:
        template_named("sas")
    assert "saas: B2B SaaS; software: " in error.value.next_step
    assert "Did you mean 'saas'?" in error.value.next_step


def test_a_workspace_gets_what_its_files_feed(shop: Path, tmp_path: Path) -> None:
    files = [str(shop / "exports" / n) for n in ("customers.csv", "orders.csv")]
    made = create(tmp_path / "new", files, template="wholesale")
    assert check_all(made.folder) == []
    names = {s.name for s in made.definitions.segmentations}
    assert {"rfm", "reorder_rhythm", "territories"} <= names
    assert "payment" not in names
    assert {s.name for s in made.definitions.strategies} == {
        "champions", "at_risk", "cant_lose", "due_now", "overdue",
    }  # fmt: skip
    assert made.left_out["segmentations/payment.yaml"] == ["invoices.due_on", "invoices.paid_on"]
    assert made.left_out["strategies/pays_late.yaml"] == ["the segmentation payment"]
    assert made.definitions.workspace.kpis.active == "orders"
    run = made.run()
    acted = [r["strategy"] for r in run.strategies() if r["strategy"]]
    assert sorted(acted) == ["at_risk", "cant_lose", "champions", "due_now", "overdue"]
    assert [r["problem"] for r in run.strategies() if r["problem"]] == []


def test_a_template_without_files_is_written_whole(tmp_path: Path) -> None:
    made = create(tmp_path / "new", template="software")
    assert {s.name for s in made.definitions.segmentations} == {"reference_plan"}
    assert len(made.definitions.strategies) == 5
    assert made.left_out == {}
    assert check_all(made.folder) == []
