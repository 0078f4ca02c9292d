"""A workspace's folder becomes its definitions, or a list of what is wrong."""

from pathlib import Path

import pytest

from segmentry.definitions.load import load, load_all
from segmentry.errors import InvalidDefinition, WorkspaceNotFound


def add(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_all_parts_are_read_in_the_order_of_their_names(shop: Path) -> None:
    found = load(shop)
    assert found.workspace.name == "Shop"
    assert [s.name for s in found.sources] == ["customers", "orders"]
    assert [s.name for s in found.segmentations] == ["rfm", "sales", "value_tiers"]
    assert found.sources[1].key_system == "customers"
    assert found.sources[0].settings == {"path": "exports/customers.csv"}
    assert found.segmentations[1].settings["segments"][0]["name"] == "Large"


def test_a_folder_without_settings_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceNotFound):
        load(tmp_path)


def test_versions_follow_what_is_said_not_how(shop: Path) -> None:
    first = {s.name: s.version for s in load(shop).segmentations}
    add(shop, "segmentations/rfm.yaml", "# a comment\nmethod:   'rfm'\n")
    assert {s.name: s.version for s in load(shop).segmentations} == first
    add(shop, "segmentations/rfm.yaml", "method: rfm\ntitle: Another\n")
    second = {s.name: s.version for s in load(shop).segmentations}
    assert second["rfm"] != first["rfm"]
    assert second["sales"] == first["sales"]


def test_several_variables_stand_in_one_file(shop: Path) -> None:
    add(shop, "variables/own.yaml", "a: {expression: orders}\nb: {expression: a + 1}\n")
    assert [v.name for v in load(shop).variables] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("variables/x.yaml", "a:\n  expresion: 1\n", "Did you mean 'expression'?"),
        ("variables/x.yaml", "a: orders\n", "has no settings"),
        ("variables/x.yaml", "A B: {expression: '1'}\n", "name"),
        ("variables/x.yaml", "a: {expression: x, field: y}\n", "either an expression or a field"),
        ("sources/x.yaml", "tables: {}\n", "'source' is missing"),
        ("sources/x.yaml", "source: files\ntables:\n  accounts:\n    feilds: {}\n", "fields"),
        ("segmentations/x.yaml", "title: X\n", "'method' is missing"),
        ("segmentations/X Y.yaml", "method: rfm\n", "name"),
    ],
)
def test_mistakes_are_told_with_their_file(shop: Path, name: str, text: str, said: str) -> None:
    add(shop, name, text)
    with pytest.raises(InvalidDefinition) as error:
        load(shop)
    assert error.value.where.startswith(name)
    assert said in str(error.value)


def test_all_mistakes_are_collected_and_the_rest_is_read(shop: Path) -> None:
    add(shop, "sources/a.yaml", "tables: {}\n")
    add(shop, "segmentations/b.yaml", "title: [\n")
    found, errors = load_all(shop)
    assert [e.where.split(",")[0] for e in errors] == ["sources/a.yaml", "segmentations/b.yaml"]
    assert len(found.segmentations) == 3


def test_one_name_is_defined_once(shop: Path) -> None:
    add(shop, "segmentations/rfm.yml", "method: rfm\n")
    add(shop, "variables/a.yaml", "mine: {expression: orders}\n")
    add(shop, "variables/b.yaml", "mine: {expression: revenue}\n")
    _, errors = load_all(shop)
    assert [str(e) for e in errors] == [
        "variables/b.yaml: 'mine' is already defined in variables/a.yaml. "
        "Give one of them another name.",
        "segmentations/rfm.yml: 'rfm' is already defined in segmentations/rfm.yaml. "
        "Give one of them another name.",
    ]


def test_names_that_differ_only_in_case_are_one_name(shop: Path) -> None:
    add(shop, "sources/Orders.yaml", (shop / "sources" / "orders.yaml").read_text())
    with pytest.raises(InvalidDefinition, match="already defined"):
        load(shop)


def test_other_files_are_left_alone(shop: Path) -> None:
    add(shop, "sources/notes.txt", "not: [yaml")
    add(shop, "sources/old.yaml.bak", "not: [yaml")
    assert len(load(shop).sources) == 2


def test_a_source_may_say_how_old_it_may_be(shop: Path) -> None:
    said = (shop / "sources" / "orders.yaml").read_text()
    add(shop, "sources/orders.yaml", f"stale_after_days: 2\n{said}")
    assert load(shop).stale_after_days == {"customers": 45, "orders": 2}
    add(shop, "sources/orders.yaml", f"stale_after_days: 0\n{said}")
    with pytest.raises(InvalidDefinition, match=r"orders.yaml, line 1.*stale_after_days"):
        load(shop)
