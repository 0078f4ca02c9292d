"""Templates on real data: from files to segments with strategies, counted again by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.definitions.check import check_all
from segmentry.workspace import Run, create

Ask = Callable[..., list[tuple[Any, ...]]]


def begun(shared_data: Path, data_set: str, template: str, into: Path) -> Run:
    folder = shared_data / data_set
    if not folder.is_dir():
        pytest.skip(f"the data set {data_set} is not beside the repository")
    return create(into / "workspace", [str(folder)], template=template).run()


@pytest.fixture(scope="module")
def saas(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return begun(shared_data, "ravenstack_saas", "saas", tmp_path_factory.mktemp("saas"))


@pytest.fixture(scope="module")
def wholesale(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return begun(shared_data, "northwind", "wholesale", tmp_path_factory.mktemp("wholesale"))


def sizes(run: Run, segmentation: str) -> dict[str, int]:
    return {r["segment"]: r["accounts"] for r in run.segments(segmentation).to_pylist()}


@pytest.mark.parametrize("name", ["saas", "wholesale"])
def test_nothing_is_wrong_with_what_was_written(name: str, request: pytest.FixtureRequest) -> None:
    run: Run = request.getfixturevalue(name)
    assert [str(e) for e in check_all(run.workspace.folder)] == []
    assert [r["problem"] for r in run.strategies() if r["problem"]] == []


def test_every_need_of_a_software_company_has_its_strategy(saas: Run) -> None:
    rows = [r for r in saas.strategies() if r["segmentation"] == "customer_health"]
    assert {r["segment"]: r["strategy"] for r in rows} == {
        "Left": "left", "Onboarding": "onboarding", "Quiet": "quiet", "Needs help": "needs_help",
        "Room to grow": "room_to_grow", "Steady": None,
    }  # fmt: skip
    assert sum(sizes(saas, "customer_health").values()) == 500


def test_new_customers_are_those_of_the_last_three_months(
    saas: Run, shared_data: Path, ask: Ask
) -> None:
    ((expected,),) = ask(
        "with told as (select account_id, strptime(start_date, '%d-%m-%Y')::date as started, "
        "strptime(end_date, '%d-%m-%Y')::date as ended from read_csv(?, types = "
        "{'start_date': 'varchar', 'end_date': 'varchar'}) where not is_trial), "
        "each as (select account_id, min(started) as first, "
        "bool_or(ended is null or ended > $2) as runs from told where started <= $2 group by 1) "
        "select count(*) from each where runs and first > ($2::date - interval 3 month)".replace(
            "read_csv(?", "read_csv($1"
        ),
        str(shared_data / "ravenstack_saas" / "ravenstack_subscriptions.csv"),
        saas.as_of,
    )
    assert sizes(saas, "customer_health")["Onboarding"] == expected > 0


def test_data_without_a_pattern_gives_no_ideal_customer(saas: Run) -> None:
    # the accounts were made up without any tie between what they are and what they pay
    levels, why = saas.ideal_customer("ideal")
    assert why == "no value sets the best customers apart by more than chance"
    assert [r for r in levels if r["points"] is not None] == []
    assert {(r["n_best"], r["n_rest"]) for r in levels if r["variable"] == "country"} == {
        (100, 400)
    }


def test_few_customers_give_no_ideal_customer(wholesale: Run) -> None:
    _, why = wholesale.ideal_customer("ideal")
    assert why == "18 best and 68 other customers are known, 20 of each are needed"


def test_the_rhythm_of_orders_is_that_of_the_raw_file(
    wholesale: Run, shared_data: Path, ask: Ask
) -> None:
    ((expected,),) = ask(
        "with each as (select customerID, count(*) as n, min(orderDate::date) as first, "
        "max(orderDate::date) as last from read_csv($1) group by 1) "
        "select count(*) from each where n >= 3 "
        "and ($2::date - last) <= (last - first) / (n - 1.0)",
        str(shared_data / "northwind" / "orders.csv"),
        wholesale.as_of,
    )
    assert sizes(wholesale, "reorder_rhythm")["In rhythm"] == expected > 0


def test_what_the_files_do_not_tell_is_left_out(wholesale: Run) -> None:
    folder = wholesale.workspace.folder
    assert not (folder / "segmentations" / "payment.yaml").exists()
    assert not (folder / "strategies" / "pays_late.yaml").exists()
    acted = {r["strategy"] for r in wholesale.strategies() if r["strategy"]}
    assert {"champions", "due_now", "overdue", "large_volume"} <= acted
