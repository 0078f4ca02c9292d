"""A CRM's pipeline: deals with and without a company, subsidiaries, spelling faults."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Run


@pytest.fixture(scope="module")
def run(made: Callable[..., Run]) -> Run:
    files = ["accounts.csv", "sales_pipeline.csv"]
    return made("crm_sales_opportunities", files, currency="USD")


def rows(run: Run, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(r.values()) for r in run.query(sql).to_pylist()]


def test_every_deal_has_its_stage_and_outcome(run: Run) -> None:
    sql = (
        "select stage, outcome, count(*) as n from opportunities group by stage, outcome "
        "order by n desc"
    )
    assert rows(run, sql) == [
        ("won", "won", 4_238),
        ("lost", "lost", 2_473),
        ("engaging", "open", 1_589),
        ("prospecting", "open", 500),
    ]


def test_deals_without_a_company_are_kept_and_told(run: Run) -> None:
    sql = "select count(*), count(account_key) from opportunities"
    assert rows(run, sql) == [(8_800, 7_375)]
    assert run.rows("account_opportunities") == 7_375
    (hub,) = (s for s in run.record.stages if s.name == "hub")
    assert "sales_pipeline: 1,425 of 8,800 opportunities belong to no account" in hub.notes


def test_what_was_won_agrees_with_sql_over_the_raw_file(
    run: Run, shared_data: Path, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    pipeline = str(shared_data / "crm_sales_opportunities" / "sales_pipeline.csv")
    expected = ask(
        "select account, count(*) filter (where deal_stage = 'Won'), "
        "cast(sum(close_value) filter (where deal_stage = 'Won') as decimal(18,4)), "
        "count(*) filter (where deal_stage = 'Lost') from read_csv(?) "
        "where account is not null group by account order by account",
        pipeline,
    )
    sql = "select label, won_deals, won_amount, lost_deals from variable_values order by label"
    assert rows(run, sql) == expected
    assert sum(amount for _, _, amount, _ in expected) == 10_005_534


def test_parents_are_found_by_their_names(
    run: Run, shared_data: Path, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    accounts = str(shared_data / "crm_sales_opportunities" / "accounts.csv")
    expected = ask(
        "select account, subsidiary_of from read_csv(?) where subsidiary_of is not null "
        "order by account",
        accounts,
    )
    sql = (
        "select c.label, p.label from account_tree as t join profiles as c using (account_id) "
        "join profiles as p on p.account_id = t.parent_id order by c.label"
    )
    assert rows(run, sql.replace("p.label from", "p.label as parent from")) == expected
    assert len(expected) == 15


def test_the_accounts_are_the_85_of_the_crm(run: Run) -> None:
    assert run.rows("profiles") == 85
    assert rows(run, "select count(distinct label) from profiles") == [(85,)]


def test_a_misspelt_sector_is_understood(run: Run) -> None:
    sql = (
        'select count(*), min(p.industry_group), max(p.industry_group) from "records/accounts" '
        "as r join profiles as p on p.label = r.account where r.sector = 'technolgy'"
    )
    assert rows(run, sql) == [(12, "technology", "technology")]
