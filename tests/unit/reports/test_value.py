"""The report speaks of what accounts are worth here: revenue, contracts, deals, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from segmentry.model.tables import Table
from segmentry.model.value_measures import NO_VALUE, VALUE_MEASURES
from segmentry.reports.reading import Reading
from segmentry.reports.report import render
from segmentry.reports.sections import accounts, overview, trends


@pytest.fixture
def contracts(make_run: Callable):
    """The usual run, with recurring revenue in place of orders."""
    run = make_run()
    run.facts = replace(run.facts, as_of=date(2026, 6, 1))
    run.change(
        f"create or replace table {Table.VARIABLE_VALUES} as select * exclude (net_revenue, orders)"
        f", net_revenue as monthly_amount, orders as subscriptions_running "
        f"from {Table.VARIABLE_VALUES}"
    )
    run.change(
        f"update {Table.ACCOUNT_MONTHS} set monthly_amount = amount, amount = 0, orders = 0, "
        f"returned_amount = 0"
    )
    for new, old in (("monthly_amount", "net_revenue"), ("subscriptions_running", "orders")):
        run.change(f"update {Table.VARIABLE_FACTS} set variable = '{new}' where variable = '{old}'")
    return run


@pytest.fixture
def valueless(make_run: Callable):
    """A run of a CRM that knows neither orders nor contracts nor deals."""
    run = make_run()
    run.change(f"delete from {Table.VARIABLE_FACTS} where variable = 'net_revenue'")
    run.change(f"delete from {Table.SEGMENT_MONTHS}")
    return run.change(
        f"update {Table.SEGMENT_STATS} set measure = null, revenue = null, revenue_share = null, "
        f"median_revenue = null"
    )


def test_contracts_are_named_and_taken_as_they_stand(contracts) -> None:
    found = overview.read(Reading(contracts))
    [now] = contracts.query(
        f"select sum(monthly_amount) as value from {Table.VARIABLE_VALUES}"
    ).to_pylist()
    assert [t.name for t in found.tiles] == [
        "Accounts", "Monthly recurring revenue", "Running subscriptions", "Average subscription",
    ]  # fmt: skip
    assert found.tiles[1].value.detail == f"€{now['value']:,.2f}"
    assert found.tiles[1].note == "on 1 Jun 2026; of all accounts"
    assert "of monthly recurring revenue" in found.findings[0]


def test_a_level_is_not_added_up_over_months(contracts) -> None:
    reading = Reading(contracts)
    last = reading.months[-1]
    assert last["month"] == date(2026, 6, 1)
    assert reading.over(reading.months) == last["amount"]
    assert not reading.last_month_is_partial
    assert overview.read(reading).years[0][2].detail == f"€{last['amount']:,.2f}"
    assert trends.read(reading).latest == "Jun 2026"


def test_no_word_of_net_revenue_stands_in_a_report_about_contracts(contracts) -> None:
    html = render(contracts)
    assert "Share of accounts and of monthly recurring revenue" in html
    assert "Net revenue by month" not in html


def test_deals_are_counted_by_the_month_they_were_won(make_run: Callable) -> None:
    run = make_run()
    run.change(
        f"create or replace table {Table.VARIABLE_VALUES} as select * exclude (net_revenue), "
        f"net_revenue as won_amount from {Table.VARIABLE_VALUES}"
    )
    run.change(
        f"update {Table.VARIABLE_FACTS} set variable = 'won_amount' where variable = 'net_revenue'"
    )
    run.change(
        f"insert into {Table.ACCOUNT_OPPORTUNITIES} by name select account_id, 'won' as outcome, "
        f"month + 3 as closed_on, amount from {Table.ACCOUNT_MONTHS}"
    )
    reading = Reading(run)
    [expected] = run.query(
        f"select sum(amount) as amount from {Table.ACCOUNT_MONTHS} where month = '2026-05-01'"
    ).to_pylist()
    assert reading.months[-2]["amount"] == expected["amount"]
    assert overview.read(reading).value_title == "Value of deals won"


def test_without_any_measure_figures_are_unknown_with_the_reason(valueless) -> None:
    reading = Reading(valueless)
    found = overview.read(reading)
    assert found.tiles[1].value.detail == NO_VALUE
    assert found.years == ()
    assert accounts.read(reading).top == ()
    assert trends.read(reading).parts == ()
    html = unescape(render(valueless))
    assert f"No segment has a value: {NO_VALUE}." in html
    assert "None" not in html.replace("None.", "")


def test_members_are_named_also_where_nothing_says_what_they_are_worth(valueless) -> None:
    groups = accounts.read(Reading(valueless)).parts[1][1]
    assert all(len(g.members) == min(5, len(g.members) + g.more) for g in groups if not g.note)
    assert any(g.members for g in groups)


def test_every_measure_has_its_words_and_its_months(empty_run) -> None:
    for measure in VALUE_MEASURES:
        assert measure.noun[0].islower()
        columns = empty_run.query(measure.months).schema.names
        assert columns == ["account_id", "month", "amount", "sales"]
