"""KPIs of published data: the figures that their owners, or SQL over the raw files, give."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Run, Workspace

Ask = Callable[..., list[tuple[Any, ...]]]


def rows(run: Run, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(r.values()) for r in run.query(sql).to_pylist()]


def months(run: Run, kpi: str, columns: str = "value") -> list[tuple[Any, ...]]:
    return rows(
        run,
        f"select period_start, {columns} from kpi_values where kpi = '{kpi}' and span = 'month' "
        "and cohort = 'today' and segmentation = '' order by 1",
    )


# ---- deals -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pipeline(made: Callable[..., Run]) -> Run:
    run = made("crm_sales_opportunities", ["accounts.csv", "sales_pipeline.csv"], currency="USD")
    # the last deals were closed after the last one was opened
    return run.workspace.run(as_of=date(2018, 1, 1))


def test_win_rate_and_value_of_the_whole_pipeline(pipeline: Run) -> None:
    """4,238 of 6,711 decided deals were won, 63.15 %, for 10,005,534: all in 2017."""
    [(won, decided)] = rows(
        pipeline,
        "select count(*) filter (where outcome = 'won'), count(*) from account_opportunities "
        "where outcome in ('won', 'lost')",
    )
    assert (won, decided, round(100 * won / decided, 2)) == (4238, 6711, 63.15)
    [(numerator, denominator, value)] = rows(
        pipeline,
        "select numerator, denominator, value from kpi_values where kpi = 'win_rate' and "
        "span = 'year' and cohort = 'today' and segmentation = '' "
        "order by period_end desc limit 1",
    )
    assert (numerator, denominator, round(100 * value, 2)) == (won, decided, 63.15)
    [(amount,)] = rows(
        pipeline,
        "select value from kpi_values where kpi = 'won_value' and span = 'year' "
        "and cohort = 'today' and segmentation = '' order by period_end desc limit 1",
    )
    assert amount == 10_005_534


# ---- contracts -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def playbook(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = shared_data / "mrr_playbook" / "subscription_periods.csv"
    if not file.is_file():
        pytest.skip("the data set mrr_playbook is not beside the repository")
    folder = tmp_path_factory.mktemp("playbook")
    (folder / "sources").mkdir()
    (folder / "segmentry.yaml").write_text(
        "name: Playbook\ncurrency: USD\nas_of: 2020-02-01\nkpis: {months: 36}\n", "utf-8"
    )
    (folder / "sources" / "contracts.yaml").write_text(
        f"source: files\npath: {file}\ntables:\n  subscriptions:\n    fields:\n"
        "      {key: subscription_id, account: customer_id, started_on: start_date,\n"
        "       ended_on: end_date, monthly_amount: monthly_amount}\n",
        "utf-8",
    )
    return Workspace(folder).run()


def test_recurring_revenue_by_month(playbook: Run) -> None:
    told = {str(month)[:7]: value for month, value in months(playbook, "revenue")}
    wanted = {"2018-01": 55, "2018-07": 260, "2019-01": 620, "2019-07": 1350}
    assert {month: told[month] for month in wanted} == pytest.approx(wanted)
    closing = {
        str(end): value
        for _, end, value in months(playbook, "recurring_revenue", "period_end, value")
    }
    assert [closing[f"{month}-01"] for month in wanted] == [*wanted.values()]


def test_revenue_retention_agrees_with_sql_over_the_raw_file(
    playbook: Run, shared_data: Path, ask: Ask
) -> None:
    expected = ask(
        """
        with fees as (
            select customer_id, day, sum(monthly_amount) as fee
            from read_csv(?), (select unnest([date '2019-02-01', date '2020-02-01']) as day)
            where start_date <= day and (end_date is null or end_date > day) group by all
        ), pairs as (
            select b.fee as before, coalesce(a.fee, 0) as after
            from fees as b left join fees as a
                on a.customer_id = b.customer_id and a.day = date '2020-02-01'
            where b.day = date '2019-02-01'
        )
        select sum(after), sum(least(before, after)), sum(before),
            count(*) filter (where after = 0), count(*) from pairs
        """,
        str(shared_data / "mrr_playbook" / "subscription_periods.csv"),
    )[0]
    found = {
        kpi: (above, below)
        for kpi, above, below in rows(
            playbook,
            "select kpi, numerator, denominator from kpi_values where span = 'year' "
            "and cohort = 'today' and segmentation = '' and period_end = date '2020-02-01'",
        )
    }
    kept, held, before, left, customers = map(float, expected)
    assert found["net_revenue_retention"] == (kept, before)
    assert found["gross_revenue_retention"] == (held, before)
    assert found["churn_rate"] == (left, customers)


# ---- campaigns -------------------------------------------------------------------------------


def test_response_to_the_last_campaign(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """334 of 2,240 answered, 14.91 %; the file has no date of the campaign, so one is told."""
    file = shared_data / "marketing_campaign" / "marketing_data.csv"
    if not file.is_file():
        pytest.skip("the data set marketing_campaign is not beside the repository")
    folder = tmp_path_factory.mktemp("marketing")
    (folder / "sources").mkdir()
    (folder / "segmentry.yaml").write_text(
        "name: Marketing\ncurrency: USD\nas_of: 2015-01-01\n", "utf-8"
    )
    (folder / "sources" / "people.yaml").write_text(
        f"source: files\npath: {file}\ntables:\n  accounts:\n    fields: {{key: ID}}\n"
        "  campaign_touches:\n    fields:\n      campaign: {constant: last}\n      account: ID\n"
        "      occurred_at: {constant: '2014-12-15'}\n      responded: Response\n",
        "utf-8",
    )
    run = Workspace(folder).run()
    [(answered, reached, value)] = rows(
        run,
        "select numerator, denominator, value from kpi_values where kpi = 'campaign_response' "
        "and span = 'year' and cohort = 'today' and segmentation = '' "
        "order by period_end desc limit 1",
    )
    assert (answered, reached, round(100 * value, 2)) == (334, 2240, 14.91)
