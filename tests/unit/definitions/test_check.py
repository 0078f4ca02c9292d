"""Everything that is wrong is told before anything runs."""

from pathlib import Path

import pytest

from segmentry.definitions.check import check_all


def add(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_sound_workspace_has_no_errors(shop: Path) -> None:
    assert check_all(shop) == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("sources/x.yaml", "source: fils\ntables: {}\n", "Did you mean 'files'?"),
        ("sources/x.yaml", "source: files\npath: no.csv\ntables: {}\n", "no.csv"),
        (
            "sources/x.yaml",
            "source: files\npath: exports/orders.csv\ntables:\n  order: {fields: {key: x}}\n",
            "Did you mean 'orders'?",
        ),
        (
            "sources/x.yaml",
            "source: files\npath: exports/orders.csv\ntables:\n  orders: {fields: {kee: x}}\n",
            "Did you mean 'key'?",
        ),
        ("segmentations/x.yaml", "method: rmf\n", "Did you mean 'rfm'?"),
        ("segmentations/x.yaml", "method: rfm\nscope: employes > 3\n", "Did you mean 'employees'?"),
        (
            "segmentations/x.yaml",
            "method: rules\nsegments: [{name: A, where: aov > 'much'}]\n",
            "segmentations/x.yaml",
        ),
        ("variables/x.yaml", "a: {expression: revenu * 2}\n", "Did you mean 'revenue'?"),
        ("variables/x.yaml", "orders: {expression: '1'}\n", "name of a shipped variable"),
        ("variables/x.yaml", "a: {expression: b}\nb: {expression: a}\n", "a, b"),
    ],
)
def test_each_mistake_is_told_with_its_place(shop: Path, name: str, text: str, said: str) -> None:
    add(shop, name, text)
    (error,) = check_all(shop)
    assert said in str(error)
    assert name in error.where


def test_every_mistake_is_told_at_once(shop: Path) -> None:
    add(shop, "segmentations/a.yaml", "method: rmf\n")
    add(shop, "segmentations/b.yaml", "title: none\n")
    add(shop, "sources/c.yaml", "source: files\npath: no.csv\ntables: {}\n")
    assert len(check_all(shop)) == 3


def test_further_columns_may_be_used_before_their_type_is_known(shop: Path) -> None:
    source = shop / "sources" / "customers.yaml"
    add(
        shop,
        "sources/customers.yaml",
        source.read_text() + "    attributes: {tier: industry, score: employees}\n",
    )
    add(
        shop,
        "segmentations/x.yaml",
        "method: rules\nsegments:\n  - {name: A, where: tier = 'gold'}\n",
    )
    add(shop, "segmentations/y.yaml", "method: rules\nsegments: [{name: A, where: score > 3}]\n")
    assert check_all(shop) == []
