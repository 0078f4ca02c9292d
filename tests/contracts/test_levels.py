"""A run that places companies and groups: every level at once, and a level that comes later."""

from pathlib import Path

import pytest

from segmentry.definitions.check import check_all
from segmentry.workspace import Workspace

CUSTOMERS = """\
id,name,country,parent,employees,contactable
A,Umbra AG,DE,,100,true
B,Umbra France SA,FR,A,50,true
C,Umbra France SA,FR,B,10,false
X,Wheel Ltd,GB,Y,1,true
Y,Circle Ltd,GB,X,1,true
Z,Alone Ltd,GB,,1,true
"""
ORDERS = """\
order_id,customer_id,order_date,amount
O1,A,2025-01-05,100
O2,B,2025-02-05,200
O3,C,2025-03-05,300
O4,Z,2025-03-06,50
"""


@pytest.fixture
def groups(shop: Path) -> Path:
    """The shop with a group in two countries, and parents that go round in a circle."""
    (shop / "exports" / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (shop / "exports" / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (shop / "sources" / "customers.yaml").write_text(
        "source: files\npath: exports/customers.csv\ntables:\n  accounts:\n    fields:\n"
        "      {key: id, name: name, country: country, parent: parent, employees: employees}\n"
        "    attributes: {contactable: contactable}\n",
        encoding="utf-8",
    )
    for file in (shop / "segmentations").glob("*.yaml"):
        file.unlink()
    for level in ("account", "company", "domestic", "ultimate", "group"):
        (shop / "segmentations" / f"by_{level}.yaml").write_text(
            f"method: rules\nlevel: {level}\nsegments:\n"
            "  - {name: Large, where: revenue >= 500 and count(orders) >= 2 and employees >= 60}\n",
            encoding="utf-8",
        )
    return shop


def large(workspace: Workspace) -> dict[str, str]:
    """The names of the accounts that each segmentation calls large, in one text."""
    run = workspace.run()
    rows = run.query(
        "select m.segmentation, string_agg(substr(i.account_key, 11), '' order by i.account_key) "
        "as keys from memberships as m join identity as i using (account_id) "
        "where m.segment = 'Large' and m.valid_to is null group by m.segmentation"
    ).to_pylist()
    return {row["segmentation"]: row["keys"] for row in rows}


def test_each_level_places_its_own(groups: Path) -> None:
    assert check_all(groups) == []
    workspace = Workspace(groups)
    assert large(workspace) == {
        "by_company": "BC",
        "by_domestic": "BC",
        "by_ultimate": "ABC",
        "by_group": "ABC",
    }
    names = {step.name for step in workspace.run().steps()}
    assert {"units_of_group", "account_orders_by_company"} <= names


def test_a_level_that_comes_later_is_computed(groups: Path) -> None:
    for level in ("company", "domestic", "ultimate", "group"):
        (groups / "segmentations" / f"by_{level}.yaml").unlink()
    assert large(Workspace(groups)) == {}
    file = groups / "segmentations" / "by_account.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("level: account", "level: company"))
    assert large(Workspace(groups)) == {"by_account": "BC"}


def test_a_misspelt_level_is_told_with_the_one_meant(groups: Path) -> None:
    file = groups / "segmentations" / "by_group.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("level: group", "level: grup"))
    (error,) = check_all(groups)
    assert "'level' must be 'account'" in error.what
    assert error.next_step == "Did you mean 'group'?"
    assert "by_group.yaml" in error.where


def test_a_way_to_roll_up_that_does_not_fit_is_told_by_the_check(groups: Path) -> None:
    (groups / "variables" / "own.yaml").write_text(
        "land:\n  expression: country\n  rolled_up: sum\n", encoding="utf-8"
    )
    (error,) = check_all(groups)
    assert "cannot be rolled up by sum" in error.what
    assert "max or min or top" in error.next_step
