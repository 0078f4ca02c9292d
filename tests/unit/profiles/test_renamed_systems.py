"""A source under another name is told first of all, and the advice brings ids and answers back."""

from pathlib import Path

import pytest

from segmentry.definitions.doubts import doubts
from segmentry.profiles.renamed_systems import renamed_systems
from segmentry.workspace import Run, Workspace

FIRST = (
    "System 'customers' is gone, and '{}' has 60 of its 60 keys: these keys count as new, with new "
    "ids and without the answers. If it is the same system, write `system: customers` in {} and "
    "run again: ids and answers come back."
)
OWN = "source: files\n"
ONE = "source: files\nsystem: {}\n"


@pytest.fixture
def before(shop: Path) -> Run:
    """A run that holds to what a person said of two companies."""
    for path in (shop / "segmentations").iterdir():
        path.unlink()
    workspace = Workspace(shop)
    workspace.run()
    workspace.identity.merge("customers:C51", "customers:C52", because="one firm", by="Ana")
    run = workspace.run()
    assert ids(run)["C51"] == ids(run)["C52"] != ids(run)["C53"]
    return run


@pytest.fixture
def customers(shop: Path) -> Path:
    return shop / "sources" / "customers.yaml"


@pytest.fixture
def orders(shop: Path) -> Path:
    return shop / "sources" / "orders.yaml"


def run_again(folder: Path) -> Run:
    return Workspace(folder).run()


def ids(run: Run, system: str = "customers") -> dict[str, str]:
    rows = run.query(
        "select split_part(account_key, ':', 2) as key, account_id from identity "
        f"where starts_with(account_key, '{system}:')"
    )
    return {r["key"]: r["account_id"] for r in rows.to_pylist()}


def write(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")


def is_silent(run: Run) -> bool:
    return not [n for n in run.notes("profiles") if "is gone" in n]


def test_following_the_advice_brings_all_ids_and_answers_back(
    before: Run, shop: Path, customers: Path, orders: Path
) -> None:
    firms = customers.rename(customers.with_stem("firms"))
    write(orders, "system: customers", "system: firms")
    run = run_again(shop)
    new = ids(run, "firms")
    assert set(new) == set(ids(before))
    assert new["C51"] != new["C52"]
    assert not set(new.values()) & set(ids(before).values())
    files = "sources/firms.yaml and in sources/orders.yaml, line 3"
    assert run.notes("profiles")[0] == FIRST.format("firms", files)
    write(firms, OWN, ONE.format("customers"))
    write(orders, "system: firms", "system: customers")
    run = run_again(shop)
    assert ids(run) == ids(before)
    assert is_silent(run)
    profiles = "select account_id, name, records from profiles order by account_id"
    assert run.query(profiles) == before.query(profiles)


def test_companies_whose_orders_keep_the_old_name_are_told_too(
    before: Run, shop: Path, customers: Path
) -> None:
    firms = customers.rename(customers.with_stem("firms"))
    run = run_again(shop)
    assert run.notes("profiles")[0] == FIRST.format("firms", "sources/firms.yaml")
    write(firms, OWN, ONE.format("customers"))
    assert ids(run_again(shop)) == ids(before)


def test_a_system_that_is_added_later_is_told_with_its_line(
    before: Run, shop: Path, customers: Path
) -> None:
    write(customers, OWN, ONE.format("lists"))
    run = run_again(shop)
    assert run.notes("profiles")[0] == FIRST.format("lists", "sources/customers.yaml, line 2")
    write(customers, ONE.format("lists"), OWN)
    assert ids(run_again(shop)) == ids(before)


def test_the_check_warns_before_ids_are_lost(before: Run, shop: Path, customers: Path) -> None:
    assert doubts(shop) == []
    customers.rename(customers.with_stem("firms"))
    (doubt,) = doubts(shop)
    assert doubt.where == "sources/firms.yaml"
    assert doubt.what.startswith("System 'firms' is new, and 'customers' is gone, with the 60 keys")
    assert "write `system: customers` in sources/firms.yaml" in str(doubt.next_step)
    run_again(shop)
    assert doubts(shop) == []


def test_another_system_in_the_place_of_one_is_not_told(
    before: Run, shop: Path, customers: Path
) -> None:
    customers.rename(customers.with_stem("firms"))
    write(shop / "exports" / "customers.csv", "\nC", "\nX")
    run = run_again(shop)
    assert len(ids(run, "firms")) == 60
    assert is_silent(run)


def test_sources_that_stay_are_no_pair(before: Run, shop: Path) -> None:
    sources = Workspace(shop).definitions.sources
    assert len(sources) == 2
    assert list(renamed_systems(sources, before.engine.query)) == []
    assert list(renamed_systems(sources[1:], before.engine.query)) == []
    assert is_silent(before)
