"""Everything that is wrong is told before anything runs."""

import subprocess
import sys
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
            "source: files\npath: exports/orders.csv\ntables:\n  orders: {fields: {kee: amount}}\n",
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


def test_a_misspelt_matcher_is_told_with_its_line(shop: Path) -> None:
    settings = (shop / "segmentry.yaml").read_text(encoding="utf-8")
    add(shop, "segmentry.yaml", f"{settings}identity:\n  matcher: splnk\n")
    (error,) = check_all(shop)
    assert "no matcher called 'splnk'. Did you mean 'splink'?" in str(error)
    assert error.where == f"segmentry.yaml, line {settings.count(chr(10)) + 2}, identity.matcher"


def test_a_check_of_the_matcher_imports_none() -> None:
    code = (
        "import sys; from segmentry.definitions import check; "
        "print(*sorted(check.MATCHERS.names), "
        "*(m for m in sys.modules if m in ('duckdb', 'splink')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["exact", "likely", "splink"]


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


SOURCE = """source: files
path: exports/orders.csv
tables:
  orders:
    fields:
      key: order_id
      account: customer_id
      ordered_at: order_date
      amount: {amount}
"""


def told(shop: Path) -> tuple[str, str]:
    (error,) = check_all(shop)
    return error.where, f"{error.what} {error.next_step}"


def test_a_column_that_the_file_lacks_is_told_with_its_line(shop: Path) -> None:
    add(shop, "sources/orders.yaml", SOURCE.format(amount="amonut"))
    where, said = told(shop)
    assert where == "sources/orders.yaml, line 9, tables.orders.fields.amount"
    assert said == "There is no column called 'amonut'. Did you mean 'amount'?"


def test_a_further_column_that_the_file_lacks_is_told(shop: Path) -> None:
    add(shop, "sources/orders.yaml", SOURCE.format(amount="amount") + "    attributes: {a: b}\n")
    assert told(shop)[0] == "sources/orders.yaml, line 10, tables.orders.attributes.a"


def test_orders_need_a_company_unless_their_lines_tell_it(shop: Path) -> None:
    text = SOURCE.format(amount="amount").replace("      account: customer_id\n", "")
    add(shop, "sources/orders.yaml", text)
    where, said = told(shop)
    assert where == "sources/orders.yaml, line 4, tables.orders"
    assert "'account' (key of the company it belongs to) is needed" in said
    lines = "  order_lines:\n    fields: {order: order_id, quantity: amount, account: order_id}\n"
    add(shop, "sources/orders.yaml", text + lines)
    assert check_all(shop) == []


def test_a_condition_is_told_with_file_line_and_segment(shop: Path) -> None:
    text = "method: rules\nsegments:\n  - name: Big\n    where: employees > 3\n"
    add(shop, "segmentations/x.yaml", f"{text}  - name: Old\n    where: recency > 3\n")
    assert told(shop)[0] == "segmentations/x.yaml, line 6, segment 'Old', character 1"
    add(shop, "segmentations/x.yaml", f"scope: employes > 3\n{text}")
    assert told(shop)[0] == "segmentations/x.yaml, line 1, character 1"


def test_every_wrong_condition_of_a_segmentation_is_told(shop: Path) -> None:
    rules = "".join(f"  - {{name: {n}, where: {n} > 3}}\n" for n in ("foo", "orders", "bar"))
    add(shop, "segmentations/x.yaml", f"method: rules\nsegments:\n{rules}")
    assert [e.where.split(",")[2] for e in check_all(shop)] == [" segment 'foo'", " segment 'bar'"]


@pytest.mark.parametrize(
    ("name", "text", "line", "meant"),
    [
        ("segmentations/x.yaml", "method: rules\nsegments:\n  - nmae: A\n    where: aov > 1\n",
         3, "name"),
        ("segmentations/x.yaml", "tilte: A\nmethod: rfm\n", 1, "title"),
        ("segmentations/x.yaml", "mehtod: rfm\n", 1, "method"),
        ("sources/x.yaml", "source: files\npath: exports/orders.csv\nsytem: crm\ntables: {}\n",
         3, "system"),
        ("sources/x.yaml", "source: files\npath: exports/orders.csv\nencodng: a\ntables: {}\n",
         3, "encoding"),
        ("sources/x.yaml", "source: files\npath: exports/orders.csv\ntabels: {}\n", 3, "tables"),
        ("variables/x.yaml", "a:\n  expresion: orders\n", 2, "expression"),
        ("segmentry.yaml", "nmae: X\n", 1, "name"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_told_with_line_and_the_one_meant(
    shop: Path, name: str, text: str, line: int, meant: str
) -> None:
    add(shop, name, text)
    where, said = told(shop)
    assert where == f"{name}, line {line}"
    assert f"Did you mean '{meant}'?" in said
