"""A software company: subscriptions, usage by subscription, tickets, churn."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Run

FILES = tuple(
    f"ravenstack_{name}.csv"
    for name in ("accounts", "subscriptions", "feature_usage", "supports_ticket", "churn_events")
)


@pytest.fixture(scope="module")
def run(made: Callable[..., Run]) -> Run:
    return made("ravenstack_saas", FILES, currency="USD")


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "ravenstack_saas"


def rows(run: Run, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(r.values()) for r in run.query(sql).to_pylist()]


def test_everything_arrives(run: Run) -> None:
    assert (run.rows("profiles"), run.rows("account_subscriptions")) == (500, 5_000)
    sql = "select kind, count(*) from account_engagements group by kind order by kind"
    assert rows(run, sql) == [("churn", 600), ("product", 24_979), ("support", 2_000)]


def test_usage_rows_that_share_a_key_are_set_aside_not_lost(run: Run) -> None:
    sql = "select rule, target, count(*) from rejected where effect = 'row' group by all"
    assert rows(run, sql) == [("duplicate_key", "engagements", 21)]
    assert run.rows("records/ravenstack_feature_usage") == 24_979 + 21


def test_usage_reaches_the_account_of_its_subscription(
    run: Run, folder: Path, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    # of rows with the same usage_id the newest counts, on one day the last one
    expected = ask(
        "with numbered as (select *, row_number() over () as line from read_csv(?, "
        "types = {'usage_date': 'varchar'})), "
        "placed as (select *, row(strptime(usage_date, '%d-%m-%Y'), line) as place from numbered), "
        "told as (select usage_id, max_by(subscription_id, place) as subscription_id, "
        "max_by(usage_count, place) as uses from placed group by usage_id) "
        "select account_id, sum(uses) from told join read_csv(?) using (subscription_id) "
        "group by 1 order by 1",
        str(folder / "ravenstack_feature_usage.csv"),
        str(folder / "ravenstack_subscriptions.csv"),
    )
    found = rows(
        run,
        "select split_part(i.account_key, ':', 2) as account, sum(e.count) as n "
        "from account_engagements as e join identity as i using (account_id) "
        "where e.kind = 'product' group by 1 order by 1",
    )
    assert [(a, int(n)) for a, n in found] == [(a, int(n)) for a, n in expected]


def test_the_flags_of_who_left_are_held_against_the_contracts(
    run: Run, folder: Path, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    ((flagged,),) = ask(
        "select count(*) from read_csv(?) where churn_flag",
        str(folder / "ravenstack_accounts.csv"),
    )
    ((over, contracts),) = ask(
        "select count(*) filter (where is_over), count(*) from (select account_id, "
        "bool_and(end_date is not null) as is_over from read_csv(?) where not is_trial "
        "group by 1)",
        str(folder / "ravenstack_subscriptions.csv"),
    )
    assert flagged == 110
    assert (
        f"ravenstack_accounts: 'churn_flag' says that 110 of 500 companies left; by their "
        f"contracts, which have all ended, {over} of {contracts} did. Churn is counted from the "
        "contracts." in run.notes("hub")
    )


def test_recurring_revenue_is_that_of_the_paid_subscriptions_that_run(
    run: Run, folder: Path, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    expected = ask(
        "select account_id, cast(sum(mrr_amount) as decimal(18,4)) from read_csv(?, "
        "types = {'start_date': 'varchar', 'end_date': 'varchar'}) where not is_trial "
        "and (end_date is null or strptime(end_date, '%d-%m-%Y') > ?) "
        "and strptime(start_date, '%d-%m-%Y') <= ? group by 1 order by 1",
        str(folder / "ravenstack_subscriptions.csv"),
        run.as_of,
        run.as_of,
    )
    found = rows(
        run,
        "select split_part(i.account_key, ':', 2) as account, v.monthly_amount "
        "from variable_values as v join identity as i using (account_id) "
        "where v.subscriptions_running > 0 order by 1",
    )
    assert found == expected
    assert sum(amount for _, amount in found) > 0


def test_the_months_carry_the_recurring_revenue_of_their_first_day(
    run: Run, folder: Path, ask: Callable[..., list[tuple[Any, ...]]]
) -> None:
    ((expected,),) = ask(
        "select cast(sum(mrr_amount) as decimal(18,4)) from read_csv(?, "
        "types = {'start_date': 'varchar', 'end_date': 'varchar'}) where not is_trial "
        "and (end_date is null or strptime(end_date, '%d-%m-%Y') > date '2024-03-01') "
        "and strptime(start_date, '%d-%m-%Y') <= date '2024-03-01'",
        str(folder / "ravenstack_subscriptions.csv"),
    )
    sql = "select sum(monthly_amount) from account_months where month = date '2024-03-01'"
    assert rows(run, sql) == [(expected,)]


def test_the_churn_flag_of_the_crm_is_a_variable_of_22_percent(run: Run) -> None:
    sql = "select count(*), count(*) filter (where churn) from variable_values"
    assert rows(run, sql) == [(500, 110)]


def test_industries_are_those_that_are_published(run: Run) -> None:
    sql = "select count(*) as n from profiles group by industry order by n desc"
    assert [n for (n,) in rows(run, sql)] == [113, 112, 100, 96, 79]


def test_dates_with_the_day_first_are_read_right(run: Run) -> None:
    sql = "select count(*), count(started_on), count(ended_on) from account_subscriptions"
    raw = 'select count(end_date) from "records/ravenstack_subscriptions"'
    assert rows(run, sql) == [(5_000, 5_000, rows(run, raw)[0][0])]
    day = (
        "select cast(started_on as varchar) from account_subscriptions "
        "where subscription_key like '%S-8cec59'"
    )
    assert rows(run, day) == [("2023-12-23",)]
