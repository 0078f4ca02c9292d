"""What stands out is said only where it is so."""

from dataclasses import replace

from segmentry.model.tables import Table
from segmentry.reports import StrategyFacts
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.sections.findings import find


def said(run, *words: str) -> list[str]:
    return [x for x in find(Reading(run)) if all(word in x for word in words)]


def test_few_accounts_give_no_concentration(make_run) -> None:
    assert not said(make_run(30), "10 %")
    assert said(make_run(300), "The largest 10 % of the accounts bring", "of net revenue")


def test_the_concentration_is_that_of_the_values(run) -> None:
    [row] = run.query(
        f"select sum(net_revenue) filter (where place <= 30) / sum(net_revenue) as share from ("
        f"select net_revenue, row_number() over (order by net_revenue desc) as place "
        f"from {Table.VARIABLE_VALUES}) where net_revenue > 0"
    ).to_pylist()
    assert said(run, f"{100 * row['share']:.1f}")


def test_the_year_is_compared_with_the_year_before(run) -> None:
    [sentence] = said(run, "last 12 full months")
    [row] = run.query(
        f"select sum(amount - returned_amount) filter (where month >= '2025-06-01') / "
        f"sum(amount - returned_amount) filter (where month < '2025-06-01') - 1 as change "
        f"from {Table.ACCOUNT_MONTHS} where month between '2024-06-01' and '2026-05-01'"
    ).to_pylist()
    assert str(f.percent(abs(row["change"]))) in sentence
    assert ("higher than" if row["change"] > 0 else "lower than") in sentence


def test_a_manifold_growth_is_told_as_a_multiple(run) -> None:
    run.change(
        f"update {Table.ACCOUNT_MONTHS} set amount = 20 * amount where month >= '2025-06-01'"
    )
    assert said(run, "times what it was in the 12 before")


def test_tiers_by_value_prove_nothing(run) -> None:
    assert said(run, "“Champions”", "(RFM)")
    assert not said(run, "(Value tiers)")


def test_segments_as_valuable_as_they_are_large_are_not_praised(run) -> None:
    run.change(f"update {Table.SEGMENT_STATS} set revenue_share = account_share")
    assert not said(run, "brings", " with ")
    assert said(run, "do not show where the value lies")


def test_that_nobody_acts_is_said(run) -> None:
    assert not said(run, "nobody acts")
    run.facts = replace(run.facts, strategies=())
    assert said(run, "nobody acts")
    run.facts = replace(run.facts, strategies=(StrategyFacts("gone", "long ago", "x"),))
    assert said(run, "nobody acts")
