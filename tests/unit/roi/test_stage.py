"""Launches measured end to end: the worked example, cohorts, baselines, what cannot be known."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from segmentry.model.plans import KpiSettings
from segmentry.roi.stage import run

from .conftest import accounts, launch, steady

SINCE = "2025-12-31"
Market = Callable[..., Any]


def returns(made: Any, name: str = "care") -> dict[str, dict[str, Any]]:
    rows = made.rows(f"select * from launch_returns where launch = '{name}'")
    return {r["segment"]: r for r in rows}


def effects(made: Any, segment: str = "") -> dict[str, dict[str, Any]]:
    rows = made.rows(f"select * from launch_effects where segment = '{segment}'")
    return {r["kpi"]: r for r in rows}


def members(names: list[str], segment: str = "Core", since: str = SINCE) -> list[Any]:
    return [(segment, name, since, None) for name in names]


# the first month of the data lies before those compared, so that it is known to be whole
OLD = [("old", "2024-01", 1.0, 1)]


def test_the_worked_example(market: Market) -> None:
    names = accounts(100)
    made = market(OLD + steady(names, 1000, 1500), members(names), [launch()]).run(run)
    found = returns(made)["Core"]
    assert found["customers"] == 100
    assert (found["average_before"], found["average_after"]) == (1000.0, 1500.0)
    assert found["incremental_revenue"] == 50_000.0
    assert found["roi"] == 9.0
    assert (found["cost"], found["months"]) == (Decimal(5000), 12)
    assert (found["before_start"], found["after_end"]) == (date(2025, 1, 1), date(2027, 1, 1))
    assert effects(made)["average_revenue"]["words"] == (
        "Average revenue of an account a year rose from 1,000 to 1,500: +500 (50 %), "
        "an improvement."
    )


def test_the_overall_return_of_the_reference_table(market: Market) -> None:
    names = accounts(100)
    made = market(OLD + steady(names, 1000, 1200), members(names), [launch()]).run(run)
    assert returns(made)[""]["roi"] == pytest.approx(3.0)


def test_the_interval_is_that_of_paired_differences(market: Market) -> None:
    names = accounts(6)
    gains = [100, 300, 200, 250, 150, 200]
    months = [r for n, g in zip(names, gains, strict=True) for r in steady([n], 1000, 1000 + g)]
    found = returns(market(OLD + months, members(names), [launch()]).run(run))["Core"]
    # mean 200, standard deviation 70.711, t(5) = 2.5706
    assert found["incremental_low"] == pytest.approx(6 * (200 - 2.5706 * 70.711 / 6**0.5), abs=0.1)
    assert found["incremental_high"] == pytest.approx(6 * (200 + 2.5706 * 70.711 / 6**0.5), abs=0.1)
    assert found["roi_low"] == pytest.approx(found["incremental_low"] / 5000 - 1)


def test_members_of_the_launch_day_are_followed(market: Market) -> None:
    names = accounts(12)
    placed = members(names[:6]) + [("Core", n, SINCE, "2026-01-01") for n in names[6:9]]
    placed += members(names[9:], since="2026-01-02")
    made = market(OLD + steady(names, 10, 20), placed, [launch()]).run(run)
    assert returns(made)["Core"]["customers"] == 6


def test_a_history_that_begins_later_is_told(market: Market) -> None:
    names = accounts(6)
    made = market(OLD + steady(names, 10, 20), members(names, since="2026-05-01"), [launch()])
    found = returns(made.run(run))["Core"]
    assert (found["customers"], found["cohort_on"]) == (6, date(2026, 5, 1))
    assert "Memberships are known only since 2026-05-01, after the launch" in found["caution"]


@pytest.mark.parametrize(
    ("method", "settings", "told"),
    [
        ("rfm", {}, True),
        ("value_tiers", {}, True),
        ("behavioural", {"by": "orders"}, True),
        ("rules", {"segments": [{"where": "net_revenue > 5"}]}, True),
        ("rules", {"segments": [{"where": "count(orders) > 5"}]}, True),
        ("rules", {"segments": [{"where": "employees > 5"}]}, False),
        ("geographic", {"by": "country"}, False),
    ],
)
def test_regression_to_the_mean_is_told_where_the_past_chose(
    market: Market, method: str, settings: dict[str, object], told: bool
) -> None:
    names = accounts(6)
    made = market(
        OLD + steady(names, 10, 20), members(names), [launch()], method=method, settings=settings
    )
    made.feed("variable_facts", "select 'net_revenue' as variable, 'value' as \"group\"")
    caution = returns(made.run(run))["Core"]["caution"]
    assert ("regression to the mean" in caution) is told
    assert "do not show what caused the change" in caution


def test_all_accounts_and_the_others_stand_beside(market: Market) -> None:
    names, others = accounts(10), accounts(10, "b")
    months = OLD + steady(names, 1000, 1500) + steady(others, 1000, 1100)
    made = market(months, members(names), [launch()]).run(run)
    revenue = effects(made)["average_revenue"]
    # 21 accounts, since one bought in 2024 only
    assert revenue["overall_before"] == pytest.approx(20_000 / 21)
    assert revenue["overall_after"] == pytest.approx(26_000 / 21)
    found = returns(made)["Core"]
    assert (found["others"], found["others_change"]) == (11, pytest.approx(0.1))
    assert found["beside_others"] == pytest.approx(4000)
    assert "4,000 EUR of incremental revenue is left instead of 5,000" in found["caution"]


def test_a_segment_that_was_left_out_is_compared_with_and_named(market: Market) -> None:
    names, held, others = accounts(10), accounts(6, "b"), accounts(8, "c")
    months = OLD + steady(names, 1000, 1500) + steady(held, 1000, 1200) + steady(others, 1000, 500)
    placed = members(names) + members(held, "Held out")
    # who is in both was acted on
    placed += members(names[:2], "Held out")
    made = market(months, placed, [launch(segments=("Core",))], others=others).run(run)
    found = returns(made)["Core"]
    assert (found["others"], found["others_change"]) == (6, pytest.approx(0.2))
    assert found["beside_others"] == pytest.approx(3000)
    assert "'Held out' was not acted on" in found["caution"]
    assert "the 6 accounts of 'Held out' rose by 20 %" in found["caution"]
    assert set(returns(made)) == {"", "Core"}


def test_segments_left_out_are_told_together(market: Market) -> None:
    names = accounts(24)
    placed = members(names[:6])
    placed += [m for i in range(3) for m in members(names[6 * i + 6 : 6 * i + 12], f"S{i}")]
    one = launch(segments=("Core",))
    found = returns(market(OLD + steady(names, 10, 20), placed, [one]).run(run))["Core"]
    assert "'S0', 'S1' and 'S2' were not acted on: if their accounts" in found["caution"]
    few = placed + members(["z"], "Tiny")
    found = returns(market(OLD + steady(names, 10, 20), few, [one]).run(run))["Core"]
    assert "The 4 other segments of 'plan' were not acted on" in found["caution"]


def test_the_return_is_of_the_months_compared_and_seasons_match(market: Market) -> None:
    names = accounts(5)
    months = [(n, m, a, 1) for n in names for m, a in (("2025-02", 50.0), ("2025-11", 900.0),
                                                       ("2026-02", 100.0))]  # fmt: skip
    made = market(OLD + months, members(names), [launch()], as_of=date(2026, 3, 31)).run(run)
    found = returns(made)["Core"]
    assert (found["months"], found["average_before"], found["average_after"]) == (3, 50.0, 100.0)
    assert found["incremental_revenue"] == 250.0
    assert found["roi"] == pytest.approx((250 - 5000) / 5000)
    assert "Only 3 months are compared, Jan 2026 to Mar 2026" in found["caution"]
    # rates stay those of a year, and say so
    revenue = effects(made)["average_revenue"]
    assert (revenue["label"], revenue["after"]) == ("Average revenue of an account a year", 400.0)


def test_during_is_compared_with_neither(market: Market) -> None:
    names = accounts(5)
    months = [(n, m, a, 1) for n in names for m, a in (("2025-06", 100.0), ("2026-02", 700.0),
                                                       ("2026-06", 300.0))]  # fmt: skip
    one = launch(during_months=3, after_months=9)
    revenue = effects(market(OLD + months, members(names), [one]).run(run))["average_revenue"]
    assert revenue["during"] == 2800.0
    assert revenue["after"] == 400.0


def test_the_metrics_of_sellers(market: Market) -> None:
    names = accounts(10)
    # all bought in 2024 and 2025; in 2026 eight of them, two orders each
    months = [(n, "2024-06", 100.0, 1) for n in names] + [(n, "2025-06", 100.0, 1) for n in names]
    months += [(n, "2026-06", 300.0, 2) for n in names[:8]]
    found = effects(market(OLD + months, members(names), [launch()]).run(run))
    assert list(found) == [
        "average_revenue", "cltv_revenue", "orders", "aov", "active_share", "lapsed_share",
        "conversion_rate", "cac",
    ]  # fmt: skip
    assert (found["orders"]["before"], found["orders"]["after"]) == (1.0, 1.6)
    assert (found["aov"]["before"], found["aov"]["after"]) == (100.0, 150.0)
    assert found["active_share"]["change"] == pytest.approx(-0.2)
    assert found["active_share"]["is_improvement"] is False
    assert (found["lapsed_share"]["before"], found["lapsed_share"]["after"]) == (0.0, 0.2)
    assert found["lapsed_share"]["is_improvement"] is False
    assert found["lapsed_share"]["change_low"] < 0 < found["lapsed_share"]["change_high"]
    assert all(f["n"] == 10 for f in found.values())


def test_the_rows_of_the_reference_table(market: Market) -> None:
    """Lifetime value 1,000 to 1,200, and 5 % of the prospects converted, then 8 %."""
    customers, prospects = accounts(10), accounts(100, "p")
    months = [(n, "2024-06", 600.0, 1) for n in customers]
    months += [(n, "2025-06", 400.0, 1) for n in customers]
    months += [(n, "2026-06", 200.0, 1) for n in customers]
    found = effects(market(OLD + months, members(customers), [launch()]).run(run))
    value = found["cltv_revenue"]
    assert (value["before"], value["after"], value["change"]) == (1000.0, 1200.0, 200.0)
    assert value["relative_change"] == pytest.approx(0.2)
    assert value["words"].endswith("from 1,000 to 1,200: +200 (20 %), an improvement.")

    won = [(n, "2025-06", 10.0, 1) for n in prospects[:5]]
    won += [(n, "2026-06", 10.0, 1) for n in prospects[5:13]]
    known = [("x", "2023-01", 1.0, 1)]
    made = market(known + won, members(prospects), [launch()]).run(run)
    rate = effects(made)["conversion_rate"]
    assert rate["before"] == 0.05
    assert rate["after"] == pytest.approx(8 / 95)  # who was won is no prospect any more
    assert rate["is_improvement"] is True
    assert rate["change_low"] < rate["change"] < rate["change_high"]


def test_what_it_cost_to_win_them_says_why_it_is_unknown(market: Market) -> None:
    names = accounts(6)
    made = market(OLD + steady(names, 10, 20), members(names), [launch()])
    cost = effects(made.run(run))["cac"]
    assert (cost["before"], cost["after"], cost["reason"]) == (None, None, "no source gives costs")
    made.feed(
        "costs",
        "select 'marketing' as kind, null as account_key, null as campaign, null as segment, "
        "date '2026-01-01' as started_on, null as ended_on, cast(5 as decimal(18, 4)) as amount",
    )
    assert "segmentry kpis cac" in effects(made.run(run))["cac"]["reason"]


def test_who_is_a_prospect_is_unknown_without_an_earlier_year(market: Market) -> None:
    names = accounts(6)
    rate = effects(market(steady(names, 10, 20), members(names), [launch()]).run(run))
    assert "does not reach back far enough" in rate["conversion_rate"]["reason"]


def test_who_stopped_is_unknown_without_an_earlier_year(market: Market) -> None:
    names = accounts(6)
    found = effects(market(steady(names, 10, 20), members(names), [launch()]).run(run))
    lapsed = found["lapsed_share"]
    assert (lapsed["before"], lapsed["after"]) == (None, None)
    assert "does not reach back far enough" in lapsed["reason"]


def test_contracts_churn(market: Market) -> None:
    names = accounts(10)
    made = market(OLD, members(names), [launch()], measure="monthly_amount")
    made.feed("account_months", " union all ".join(
        f"select '{n}' as account_id, date '{y}-{m:02}-01' as month, "
        "cast(10 as decimal(18, 4)) as monthly_amount, 0 as orders, "
        "cast(0 as decimal(18, 4)) as amount, cast(0 as decimal(18, 4)) as returned_amount, "
        "0 as engagements, 0 as touches, "
        "0 as responses"
        for n in names for y in (2024, 2025, 2026) for m in range(1, 13)))  # fmt: skip
    ends = ["date '2026-05-31'", "date '2026-12-31'"] + ["cast(null as date)"] * 8
    made.feed("account_subscriptions", " union all ".join(
        f"select '{n}' as account_id, date '2023-01-01' as started_on, {end} as ended_on, "
        "cast(10 as decimal(18, 4)) as monthly_amount, false as is_trial"
        for n, end in zip(names, ends, strict=True)))  # fmt: skip
    found = effects(made.run(run))
    # the first stopped on 31 May, the second a day before the year was over
    lost = (1 / 31 + 7) + 1 / 31
    assert found["average_revenue"]["after"] == pytest.approx(120 - lost, abs=0.01)
    assert (found["churn_rate"]["before"], found["churn_rate"]["after"]) == (0.0, 0.2)
    assert (found["churn_rate"]["better"], found["churn_rate"]["is_improvement"]) == (
        "lower",
        False,
    )


def test_the_cost_is_shared_out(market: Market) -> None:
    one, two = accounts(6), accounts(6, "b")
    months = OLD + steady(one, 300, 400) + steady(two, 100, 100)
    placed = members(one, "One") + members(two, "Two")
    found = returns(market(months, placed, [launch(cost=Decimal(8000))]).run(run))
    assert (found[""]["cost"], found["One"]["cost"], found["Two"]["cost"]) == (8000, 6000, 2000)
    assert found["One"]["cost_basis"] == (
        "as the launch says, shared out by revenue before the launch"
    )
    by_accounts = KpiSettings(cost_allocation="accounts")
    again = market(months, placed, [launch(cost=Decimal(8000))], kpis=by_accounts).run(run)
    assert returns(again)["One"]["cost"] == 4000


def test_booked_costs_count_where_the_launch_says_none(market: Market) -> None:
    names = accounts(6)
    made = market(OLD + steady(names, 10, 20), members(names), [launch(cost=None)])
    made.feed(
        "costs",
        """
        select cast(kind as varchar) as kind, segment, cast(day as date) as started_on,
               cast(amount as decimal(18, 4)) as amount
        from (values ('segmentation', 'Core', '2025-11-01', 30), ('segmentation', null,
        '2026-02-01', 20), ('segmentation', 'Elsewhere', '2026-02-01', 99), ('marketing', null,
        '2026-02-01', 500), ('segmentation', null, '2024-02-01', 500))
        as t(kind, segment, day, amount)""",
    )
    found = returns(made.run(run))
    assert found["Core"]["cost"] == found[""]["cost"] == 50
    assert found["Core"]["roi"] == pytest.approx(60 / 50 - 1)


def test_without_a_cost_the_return_is_unknown_never_nothing(market: Market) -> None:
    names = accounts(6)
    found = returns(
        market(OLD + steady(names, 10, 20), members(names), [launch(cost=None)]).run(run)
    )["Core"]
    assert found["incremental_revenue"] == 60.0
    assert (found["cost"], found["roi"], found["roi_low"]) == (None, None, None)
    assert found["reason"].startswith("no cost is known: write `cost:` into the launch")


def test_a_cost_of_nothing_gives_no_return(market: Market) -> None:
    names = accounts(6)
    free = launch(cost=Decimal(0))
    found = returns(market(OLD + steady(names, 10, 20), members(names), [free]).run(run))["Core"]
    assert found["roi"] is None
    assert found["reason"] == "the cost is 0, so there is nothing to divide by"


@pytest.mark.parametrize(
    ("said", "as_of", "reason"),
    [
        ({"launched_on": date(2027, 5, 1)}, date(2026, 12, 31), "lies after the date of the data"),
        ({"launched_on": date(2020, 5, 1)}, date(2026, 12, 31), "The data begins in Jan 2024"),
        ({"launched_on": date(2026, 12, 9)}, date(2026, 12, 31), "No full month has passed"),
        ({"segmentation": "plann"}, date(2026, 12, 31), "Did you mean 'plan'?"),
        ({"segments": ("Corre",)}, date(2026, 12, 31), "Did you mean 'Core'?"),
    ],
)
def test_what_cannot_be_measured_says_why(
    market: Market, said: dict[str, Any], as_of: date, reason: str
) -> None:
    names = accounts(6)
    made = market(OLD + steady(names, 10, 20), members(names), [launch(**said)], as_of=as_of)
    found = returns(made.run(run))[""]
    assert reason in found["reason"]
    assert (found["customers"], found["incremental_revenue"], found["roi"]) == (None, None, None)
    assert effects(made) == {}
    assert any(reason in note for note in made.context.notes)


def test_a_segment_that_is_gone_does_not_hide_the_others(market: Market) -> None:
    names = accounts(6)
    one = launch(segments=("Core", "Gone"))
    found = returns(market(OLD + steady(names, 10, 20), members(names), [one]).run(run))
    assert found["Core"]["incremental_revenue"] == 60.0
    assert found["Gone"]["reason"] == "No run has known a segment called 'Gone'."
    assert "'Gone'" in found[""]["caution"]


def test_an_empty_or_small_cohort_has_no_figure(market: Market) -> None:
    names = accounts(9)
    placed = members(names[:6], "Core") + members(names[6:8], "Tiny")
    placed += members(names[8:], "Late", since="2026-05-01")
    found = returns(market(OLD + steady(names, 10, 20), placed, [launch()]).run(run))
    assert (found["Late"]["customers"], found["Late"]["average_before"]) == (0, None)
    assert found["Late"]["reason"] == "nobody was in the segment on that day"
    assert found["Tiny"]["reason"] == "2 accounts are fewer than the 5 a figure needs"


def test_launches_on_the_same_accounts_are_told(market: Market) -> None:
    names = accounts(6)
    both = [launch(), launch("call", launched_on=date(2026, 3, 1), title="Calls")]
    made = market(OLD + steady(names, 10, 20), members(names), both).run(run)
    assert "6 of these accounts are also in the launch 'Calls'" in returns(made)["Core"]["caution"]
    assert any("cannot be told apart" in note for note in made.context.notes)


def test_launches_of_other_years_do_not_meet(market: Market) -> None:
    names = accounts(6)
    both = [
        launch(after_months=2, before_months=2),
        launch("call", launched_on=date(2026, 9, 1), before_months=2, after_months=2),
    ]
    made = market(OLD + steady(names, 10, 20), members(names), both).run(run)
    assert made.context.notes == []


def test_new_accounts_are_told(market: Market) -> None:
    old, new = accounts(8), accounts(4, "n")
    months = OLD + [(n, "2024-06", 100.0, 1) for n in old] + steady(old, 100, 110)
    months += [(n, "2026-03", 500.0, 1) for n in new]
    found = returns(market(months, members(old + new), [launch()]).run(run))["Core"]
    assert "4 of the 12 accounts were new" in found["caution"]
    assert "Without them the average revenue went from 100 to 110." in found["caution"]


def test_accounts_that_are_gone_are_told(market: Market) -> None:
    names = accounts(8)
    made = market(OLD + steady(names, 10, 20), members(names), [launch()])
    made.feed("variable_values", "select * from variable_values where account_id <> 'a000'")
    found = returns(made.run(run))["Core"]
    assert found["customers"] == 7
    assert "1 of the accounts of that day are not looked at any more" in found["caution"]


def test_without_launches_nothing_is_computed(market: Market) -> None:
    names = accounts(6)
    made = market(steady(names, 10, 20), members(names), []).run(run)
    assert made.value("select count(*) from launch_returns") == 0
    assert [s.name for s in made.context.steps] == ["launch_effects", "launch_returns"]


def test_the_order_of_the_rows_does_not_matter(market: Market) -> None:
    names = accounts(40)
    months = [r for at, n in enumerate(names) for r in steady([n], 100.1 + at / 3, 120.7 - at / 7)]
    forth = market(OLD + months, members(names), [launch()]).run(run)
    back = market(months[::-1] + OLD, members(names)[::-1], [launch()]).run(run)
    for table in ("launch_effects", "launch_returns"):
        assert forth.rows(f"select * from {table}") == back.rows(f"select * from {table}")
